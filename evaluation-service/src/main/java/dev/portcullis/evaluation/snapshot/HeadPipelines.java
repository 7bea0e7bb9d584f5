// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.gitlab.Commit;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.gitlab.PipelineRef;
import dev.portcullis.gitlab.Pipelines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pipelines that GitLab ran for a merge request's head, in the target project: only those count, also for a fork.
 *
 * @param pipelines branch and merge request pipelines, newest first; child pipelines are not among them
 * @param mergedResultSha the temporary merge commit that the newest merged-results pipeline ran on, if it is of the head
 * @param mergedIntoSha the target's commit that it was merged with
 */
record HeadPipelines(
        List<PipelineRef> pipelines,
        @Nullable String mergedResultSha,
        @Nullable String mergedIntoSha) {
    private static final List<String> MERGED_RESULTS = List.of("/merge", "/train");

    HeadPipelines {
        pipelines = List.copyOf(pipelines);
    }

    /** Reads them from GitLab. */
    static HeadPipelines read(GitLabClient client, MergeRequest mergeRequest, String headSha) {
        long project = mergeRequest.projectId();
        Map<Long, PipelineRef> found = new LinkedHashMap<>();
        for (PipelineRef pipeline : client.pipelines().list(project, Pipelines.Filter.ofSha(headSha))) {
            found.put(pipeline.id(), pipeline);
        }
        List<PipelineRef> merged = client.mergeRequests().pipelines(project, mergeRequest.iid()).stream()
                .filter(pipeline -> pipeline.projectId() == project && isMergedResults(pipeline))
                .toList();
        if (merged.isEmpty()) {
            return new HeadPipelines(List.copyOf(found.values()), null, null);
        }
        String sha = merged.getFirst().sha();
        Commit commit = client.repository().commit(project, sha);
        if (!commit.parentIds().contains(headSha)) {
            return new HeadPipelines(List.copyOf(found.values()), null, null);
        }
        merged.stream()
                .filter(pipeline -> pipeline.sha().equals(sha))
                .forEach(pipeline -> found.put(pipeline.id(), pipeline));
        String into = commit.parentIds().stream()
                .filter(parent -> !parent.equals(headSha))
                .findFirst()
                .orElse(null);
        return new HeadPipelines(List.copyOf(found.values()), sha, into);
    }

    private static boolean isMergedResults(PipelineRef pipeline) {
        return MERGED_RESULTS.stream().anyMatch(pipeline.ref()::endsWith)
                && pipeline.ref().startsWith("refs/merge-requests/");
    }
}

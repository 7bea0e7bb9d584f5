// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.DiffVersion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which pipelines are a merge request's, and which of them is its head pipeline. */
public final class HeadPipeline {
    /** Sources of pipelines that never stand for a ref or a merge request. */
    public static final Set<String> DANGLING = Set.of(
            "webide",
            "parent_pipeline",
            "ondemand_dast_scan",
            "ondemand_dast_validation",
            "security_orchestration_policy",
            "container_registry_push",
            "duo_workflow",
            "pipeline_execution_policy_schedule");

    private static final String MERGE_REQUEST_EVENT = "merge_request_event";
    private static final Comparator<Pipeline> ORDER = Comparator.comparing(
                    (Pipeline pipeline) -> pipeline.source.equals(MERGE_REQUEST_EVENT) ? 0 : 1)
            .thenComparing(pipeline -> -pipeline.id);

    private final GitLabState state;
    private final Repository repository;

    public HeadPipeline(GitLabState state, Repository repository) {
        this.state = state;
        this.repository = repository;
    }

    /**
     * Merge request pipelines before those of the source branch, the newest first. Those of the branch are looked up
     * in the source project, and count only if their commit is one of the merge request's.
     */
    public List<Pipeline> all(MergeRequest mergeRequest) {
        Set<String> shas = new HashSet<>();
        for (DiffVersion version : mergeRequest.versions) {
            repository.between(version.startSha(), version.headSha()).forEach(commit -> shas.add(commit.sha));
        }
        return candidates(mergeRequest)
                .filter(pipeline -> ofMergeRequest(mergeRequest, pipeline) || shas.contains(pipeline.sha))
                .sorted(ORDER)
                .toList();
    }

    /** The first of {@link #all} whose commit, or source commit of merged results, is the head. */
    public @Nullable Pipeline actual(MergeRequest mergeRequest) {
        String head = mergeRequest.headSha();
        return candidates(mergeRequest)
                .filter(pipeline ->
                        pipeline.sha.equals(head) || (pipeline.sourceSha != null && pipeline.sourceSha.equals(head)))
                .min(ORDER)
                .orElse(null);
    }

    private Stream<Pipeline> candidates(MergeRequest mergeRequest) {
        Project target = state.project(mergeRequest.projectId);
        Project source = state.projects.get(mergeRequest.sourceProjectId);
        Stream<Pipeline> all = target.pipelines.values().stream();
        if (source != null && source.id != target.id) {
            all = Stream.concat(all, source.pipelines.values().stream());
        }
        return all.filter(pipeline -> concerns(mergeRequest, pipeline));
    }

    /** True if a pipeline may be one of a merge request's. */
    boolean concerns(MergeRequest mergeRequest, Pipeline pipeline) {
        return ofMergeRequest(mergeRequest, pipeline) || ofSourceBranch(mergeRequest, pipeline);
    }

    /** The stored head pipeline: it stays the one of an older head until a pipeline for the new head is made. */
    public @Nullable Pipeline stored(MergeRequest mergeRequest) {
        if (mergeRequest.headPipelineId == null || mergeRequest.headPipelineProjectId == null) {
            return null;
        }
        Project project = state.projects.get(mergeRequest.headPipelineProjectId);
        return project == null ? null : project.pipelines.get(mergeRequest.headPipelineId);
    }

    /** The stored head pipeline if it belongs to the current head; null otherwise. */
    public @Nullable Pipeline ofHead(MergeRequest mergeRequest) {
        Pipeline stored = stored(mergeRequest);
        String head = mergeRequest.headSha();
        boolean current = stored != null
                && (stored.sha.equals(head) || (stored.sourceSha != null && stored.sourceSha.equals(head)));
        return current ? stored : null;
    }

    /** Looks again which pipeline is the head pipeline; keeps the old one if none fits. */
    public void update(MergeRequest mergeRequest) {
        Pipeline actual = actual(mergeRequest);
        if (actual != null) {
            mergeRequest.headPipelineId = actual.id;
            mergeRequest.headPipelineProjectId = actual.projectId;
        }
    }

    private static boolean ofMergeRequest(MergeRequest mergeRequest, Pipeline pipeline) {
        return pipeline.source.equals(MERGE_REQUEST_EVENT)
                && pipeline.mergeRequestIid != null
                && pipeline.mergeRequestIid == mergeRequest.iid
                && pipeline.mergeRequestProjectId != null
                && pipeline.mergeRequestProjectId == mergeRequest.projectId;
    }

    private static boolean ofSourceBranch(MergeRequest mergeRequest, Pipeline pipeline) {
        return pipeline.projectId == mergeRequest.sourceProjectId
                && pipeline.ref.equals(mergeRequest.sourceBranch)
                && !pipeline.tag
                && !pipeline.source.equals(MERGE_REQUEST_EVENT)
                && !DANGLING.contains(pipeline.source);
    }
}

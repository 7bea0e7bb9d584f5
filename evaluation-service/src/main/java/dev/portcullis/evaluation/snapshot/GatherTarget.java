// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.gitlab.DiffRefs;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.MergeRequest;
import dev.portcullis.gitlab.PipelineRef;
import dev.portcullis.gitlab.Pipelines;
import dev.portcullis.policy.snapshot.Base;
import dev.portcullis.policy.snapshot.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a merge request can be compared with. */
@ApplicationScoped
class GatherTarget {
    private final GatherPipelines pipelines;
    private final GatherEarlier earlier;

    GatherTarget(GatherPipelines pipelines, GatherEarlier earlier) {
        this.pipelines = pipelines;
        this.earlier = earlier;
    }

    /**
     * Reads the candidates in the order in which they are tried; a commit that stands for two of them is read once.
     *
     * @param mergedIntoSha the target's commit that the head's merged-results pipeline was merged with, or null
     * @param reads tells whether earlier pipelines may stand in for a candidate without reports
     */
    Target read(
            GitLabClient client,
            GatherPipelines.Of of,
            MergeRequest mergeRequest,
            @Nullable String mergedIntoSha,
            FactsRead reads,
            Unavailable unavailable) {
        String branch = mergeRequest.targetBranch();
        List<Target.Candidate> candidates = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        shas(mergeRequest, mergedIntoSha).forEach((base, sha) -> {
            if (seen.add(sha)) {
                candidates.add(candidate(client, of, base, sha, branch, unavailable));
            }
        });
        // Not GitLab's "latest" call: that one knows the branch's newest commit only, and answers 403 where it has
        // none.
        Iterator<PipelineRef> newest = client.pipelines()
                .list(of.projectId(), new Pipelines.Filter(null, branch, null, null, null))
                .iterator();
        if (newest.hasNext()) {
            String sha = newest.next().sha();
            if (seen.add(sha)) {
                candidates.add(candidate(client, of, Base.LATEST, sha, branch, unavailable));
            }
        }
        return new Target(candidates, earlier.read(client, of, branch, candidates, reads, unavailable));
    }

    private static Map<Base, String> shas(MergeRequest mergeRequest, @Nullable String mergedIntoSha) {
        Map<Base, String> shas = new EnumMap<>(Base.class);
        put(shas, Base.MERGED_RESULTS, mergedIntoSha);
        DiffRefs refs = mergeRequest.diffRefs();
        if (refs != null) {
            put(shas, Base.BASE, refs.baseSha());
            put(shas, Base.START, refs.startSha());
        }
        return shas;
    }

    private static void put(Map<Base, String> shas, Base base, @Nullable String sha) {
        if (sha != null) {
            shas.put(base, sha);
        }
    }

    private Target.Candidate candidate(
            GitLabClient client, GatherPipelines.Of of, Base base, String sha, String branch, Unavailable unavailable) {
        List<PipelineRef> roots = client.pipelines()
                .list(of.projectId(), Pipelines.Filter.of(sha, branch))
                .toList();
        return new Target.Candidate(
                base, pipelines.latest(client, of, roots, GatherPipelines::canBeBaseline, unavailable));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.PipelineRef;
import dev.portcullis.gitlab.Pipelines;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Target;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What may stand in for a target that was not scanned: {@code security_report_time_window}. */
@ApplicationScoped
class GatherEarlier {
    /** Each costs calls; a branch that had so many pipelines within the window without a report counts as not scanned. */
    private static final int MOST = 100;

    private final GatherPipelines pipelines;

    GatherEarlier(GatherPipelines pipelines) {
        this.pipelines = pipelines;
    }

    /** What is still looked for; the most recent pipeline that has it is the last that needs to be read. */
    private record Wanted(boolean scans, boolean components) {
        boolean nothing() {
            return !scans && !components;
        }

        Wanted without(List<Pipeline> family) {
            return new Wanted(
                    scans
                            && family.stream()
                                    .allMatch(pipeline -> pipeline.scans().isEmpty()),
                    components && family.stream().allMatch(pipeline -> pipeline.dependencies() == null));
        }
    }

    /**
     * The pipelines of {@code branch} within the window before the last candidate, from the newest to those that have
     * what no candidate has; none where the candidates lack nothing.
     */
    List<Pipeline> read(
            GitLabClient client,
            GatherPipelines.Of of,
            String branch,
            List<Target.Candidate> candidates,
            FactsRead reads,
            Unavailable unavailable) {
        List<Pipeline> compared = candidates.stream()
                .flatMap(candidate -> candidate.pipelines().stream())
                .toList();
        Wanted wanted = new Wanted(true, reads.componentsInWindow()).without(compared);
        SortedSet<Instant> created = compared.stream()
                .map(Pipeline::createdAt)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        if (reads.reportWindow().isZero() || wanted.nothing() || created.isEmpty()) {
            return List.of();
        }
        Set<Long> known = compared.stream().map(Pipeline::id).collect(Collectors.toSet());
        Pipelines.Filter since =
                new Pipelines.Filter(null, branch, null, null, created.first().minus(reads.reportWindow()));
        List<PipelineRef> roots = StreamSupport.stream(
                        client.pipelines().list(of.projectId(), since).spliterator(), false)
                .filter(pipeline -> !known.contains(pipeline.id()) && !isAfter(pipeline.createdAt(), created.last()))
                .limit(MOST)
                .toList();
        return read(client, of, roots, created.first(), wanted, unavailable);
    }

    private List<Pipeline> read(
            GitLabClient client,
            GatherPipelines.Of of,
            List<PipelineRef> newestFirst,
            Instant before,
            Wanted wanted,
            Unavailable unavailable) {
        List<Pipeline> found = new ArrayList<>();
        Wanted still = wanted;
        Instant reached = before;
        for (PipelineRef root : newestFirst) {
            // An older one that ended later is the more recent one all the same.
            if (still.nothing() && root.updatedAt() != null && !root.updatedAt().isAfter(reached)) {
                continue;
            }
            List<Pipeline> family = pipelines.family(client, of, root, unavailable);
            found.addAll(family);
            boolean counts = !family.isEmpty() && GatherPipelines.canBeBaseline(family.getFirst());
            Instant finished = counts ? family.getFirst().finishedAt() : null;
            if (finished != null && !finished.isAfter(before)) {
                still = still.without(family);
                reached = finished.isBefore(reached) ? finished : reached;
            }
        }
        return found;
    }

    private static boolean isAfter(@Nullable Instant at, Instant limit) {
        return at != null && at.isAfter(limit);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.Target.Candidate;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses the pipelines of the target that the head is compared with. */
final class Baseline {
    private Baseline() {}

    /**
     * The pipelines of the first candidate with something to compare, else of the branch's latest; with a time window
     * the most recent earlier pipeline may stand in for one that has nothing yet.
     *
     * @param has whether pipelines have what is compared: security reports, or an SBOM
     */
    static Pipelines choose(Snapshot snapshot, @Nullable Integer windowMinutes, Instant now, Predicate<Pipelines> has) {
        List<Pipelines> candidates = snapshot.target().candidates().stream()
                .sorted(Comparator.comparing(Candidate::of))
                .map(candidate -> Pipelines.ofTarget(candidate.pipelines()))
                .filter(pipelines -> !pipelines.isEmpty())
                .toList();
        Pipelines none = Pipelines.ofTarget(List.of());
        for (Pipelines candidate : candidates) {
            if (has.test(candidate)) {
                return candidate;
            }
        }
        Pipelines latest = candidates.isEmpty() ? none : candidates.getLast();
        if (windowMinutes == null || latest.isEmpty()) {
            return latest;
        }
        return standIn(snapshot, latest, Duration.ofMinutes(windowMinutes), now, has);
    }

    private static Pipelines standIn(
            Snapshot snapshot, Pipelines latest, Duration window, Instant now, Predicate<Pipelines> has) {
        Instant created = latest.all()
                .map(Pipeline::createdAt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(now);
        List<Pipeline> children = snapshot.target().earlier().stream()
                .filter(pipeline -> pipeline.parent() != null)
                .toList();
        return snapshot.target().earlier().stream()
                .filter(pipeline -> finishedWithin(pipeline, Instants.plus(created, window.negated()), created))
                .sorted(Comparator.comparing(Baseline::finished).reversed())
                .map(pipeline -> Pipelines.ofTarget(
                        Stream.concat(Stream.of(pipeline), children.stream()).toList()))
                .filter(has)
                .findFirst()
                .orElse(latest);
    }

    private static boolean finishedWithin(Pipeline pipeline, Instant from, Instant to) {
        Instant finished = finished(pipeline);
        return !finished.isBefore(from) && !finished.isAfter(to);
    }

    private static Instant finished(Pipeline pipeline) {
        return pipeline.finishedAt() == null ? Instant.MIN : pipeline.finishedAt();
    }
}

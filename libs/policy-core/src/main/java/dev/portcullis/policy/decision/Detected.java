// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What successful scans found, ordered by ordinal once, so that no rule goes through the scans again. A finding occurs
 * as often as scans found it, in their order, for they may say different things about it.
 */
final class Detected {
    private final List<Occurrence> occurrences;

    private Detected(List<Occurrence> occurrences) {
        this.occurrences = occurrences;
    }

    /** One finding in one scan. */
    record Occurrence(int ordinal, ScanType scan, FindingFacts facts) {
        /** Whether no rule can tell the two apart: they are of one class of findings. */
        boolean isLike(Occurrence other) {
            FindingFacts mine = facts;
            FindingFacts its = other.facts;
            return scan == other.scan
                    && mine.scanner() == its.scanner()
                    && mine.severity() == its.severity()
                    && mine.fixAvailable() == its.fixAvailable()
                    && mine.falsePositive() == its.falsePositive()
                    && Objects.equals(mine.knownExploited(), its.knownExploited())
                    && Objects.equals(mine.epss(), its.epss())
                    && (mine.identifiers().equals(its.identifiers()) || mine.isCve() == its.isCve());
        }
    }

    /** An occurrence on the head, and the same finding's on the baseline, which are all of other classes. */
    record Change(Occurrence head, List<Occurrence> baseline) {}

    static Detected of(Pipelines pipelines) {
        List<Occurrence> all = new ArrayList<>();
        pipelines
                .successfulScans()
                .forEach(scan -> scan.findings()
                        .forEach((facts, ordinal) -> all.add(new Occurrence(ordinal, scan.type(), facts))));
        all.sort(Comparator.comparingInt(Occurrence::ordinal));
        return new Detected(all);
    }

    /** What a rule may count as new. What the baseline has in the same class is new to no rule. */
    List<Change> changesSince(Detected baseline) {
        List<Change> changes = new ArrayList<>();
        for (Occurrence occurrence : occurrences) {
            List<Occurrence> before = baseline.of(occurrence.ordinal());
            if (before.stream().noneMatch(occurrence::isLike)) {
                changes.add(new Change(occurrence, before));
            }
        }
        return changes;
    }

    /** What the first scan whose finding {@code filter} keeps says about it. */
    @Nullable
    FindingFacts kept(int ordinal, FindingFilter filter) {
        for (Occurrence occurrence : of(ordinal)) {
            if (filter.keeps(occurrence)) {
                return occurrence.facts();
            }
        }
        return null;
    }

    private List<Occurrence> of(int ordinal) {
        int start = firstFrom(ordinal);
        int end = start;
        while (end < occurrences.size() && occurrences.get(end).ordinal() == ordinal) {
            end++;
        }
        return start == end ? List.of() : occurrences.subList(start, end);
    }

    /** The index of the first occurrence with this ordinal or a greater one. */
    private int firstFrom(int ordinal) {
        int low = 0;
        int high = occurrences.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (occurrences.get(middle).ordinal() < ordinal) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Scan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What successful scans found. A finding occurs as often as scans found it: they may say different things about it. */
final class Detected {
    private final List<Scan> scans;

    private Detected(List<Scan> scans) {
        this.scans = scans;
    }

    /**
     * One finding in one scan.
     *
     * @param findingClass of the facts; negative where the finding is of another scanner than the scan, which no class says
     */
    record Occurrence(int ordinal, ScanType scan, FindingFacts facts, int findingClass) {
        Occurrence(int ordinal, ScanType scan, FindingFacts facts) {
            this(ordinal, scan, facts, scan == facts.scanner() ? facts.findingClass() : -1);
        }
    }

    /** An occurrence on the head, and the same finding's on the baseline, which are all of other classes. */
    record Change(Occurrence head, List<Occurrence> baseline) {}

    /** What may become a change. */
    private static final class Candidate {
        private final Occurrence head;
        private List<Occurrence> baseline = List.of();
        private boolean known;

        Candidate(Occurrence head) {
            this.head = head;
        }

        void add(Occurrence before, boolean enrichment) {
            known |= before.scan() == head.scan() && isLike(head.facts(), before.facts(), enrichment);
            baseline = baseline.isEmpty() ? new ArrayList<>() : baseline;
            baseline.add(before);
        }
    }

    static Detected of(Pipelines pipelines) {
        return new Detected(pipelines.successfulScans().toList());
    }

    /**
     * What a rule may count as new, ordered by ordinal and then by scan. What the baseline has in the same class is new
     * to no rule.
     *
     * @param enrichment whether a rule looks at what the catalogues of vulnerabilities say
     */
    List<Change> changesSince(Detected baseline, boolean enrichment) {
        List<Candidate> candidates = new ArrayList<>();
        for (Scan scan : scans) {
            addCandidates(scan, baseline.ofType(scan.type()), enrichment, candidates);
        }
        if (scans.size() > 1) {
            candidates.sort(Comparator.comparingInt(candidate -> candidate.head.ordinal()));
        }
        for (Scan scan : baseline.scans) {
            compare(candidates, scan, enrichment);
        }
        List<Change> changes = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (!candidate.known) {
                changes.add(new Change(candidate.head, candidate.baseline));
            }
        }
        return changes;
    }

    /** What a head's scan has other than the first one of its type on the baseline: mostly little. */
    private static void addCandidates(Scan scan, Findings twin, boolean enrichment, List<Candidate> candidates) {
        Findings head = scan.findings();
        int at = 0;
        for (int i = 0; i < head.size(); i++) {
            int ordinal = head.ordinalAt(i);
            while (at < twin.size() && twin.ordinalAt(at) < ordinal) {
                at++;
            }
            if (at == twin.size()
                    || twin.ordinalAt(at) != ordinal
                    || head.classAt(i) != twin.classAt(at)
                    || (enrichment && !isLike(head.factsAt(i), twin.factsAt(at), true))) {
                candidates.add(new Candidate(new Occurrence(ordinal, scan.type(), head.factsAt(i))));
            }
        }
    }

    /** Adds to the candidates, ordered by ordinal, what a scan of the baseline says about them. */
    private static void compare(List<Candidate> candidates, Scan scan, boolean enrichment) {
        Findings findings = scan.findings();
        int at = 0;
        for (Candidate candidate : candidates) {
            int ordinal = candidate.head.ordinal();
            while (at < findings.size() && findings.ordinalAt(at) < ordinal) {
                at++;
            }
            if (at < findings.size() && findings.ordinalAt(at) == ordinal) {
                candidate.add(new Occurrence(ordinal, scan.type(), findings.factsAt(at)), enrichment);
            }
        }
    }

    /** What the first scan whose finding {@code filter} keeps says about it. */
    @Nullable
    FindingFacts kept(int ordinal, FindingFilter filter) {
        for (Scan scan : scans) {
            FindingFacts facts = scan.findings().get(ordinal);
            if (facts != null && filter.keeps(scan.type(), facts)) {
                return facts;
            }
        }
        return null;
    }

    private Findings ofType(ScanType type) {
        for (Scan scan : scans) {
            if (scan.type() == type) {
                return scan.findings();
            }
        }
        return Findings.EMPTY;
    }

    /** Whether no rule can tell two findings of one type of scan apart: they are of one class of findings. */
    private static boolean isLike(FindingFacts mine, FindingFacts its, boolean enrichment) {
        return mine.findingClass() == its.findingClass()
                && (!enrichment
                        || (Objects.equals(mine.knownExploited(), its.knownExploited())
                                && Objects.equals(mine.epss(), its.epss())
                                && mine.isCve() == its.isCve()));
    }
}

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

    /** One finding in one scan. */
    record Occurrence(int ordinal, ScanType scan, FindingFacts facts) {}

    /** An occurrence on the head, and the same finding's on the baseline, which are all of other classes. */
    record Change(Occurrence head, List<Occurrence> baseline) {}

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
        List<Change> changes = new ArrayList<>();
        for (Scan scan : scans) {
            baseline.addChanges(scan, enrichment, changes);
        }
        if (scans.size() > 1) {
            changes.sort(Comparator.comparingInt(change -> change.head().ordinal()));
        }
        return changes;
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

    /** Walks the head's scan and one of its type together; only what differs there is looked for in all of them. */
    private void addChanges(Scan scan, boolean enrichment, List<Change> changes) {
        Findings head = scan.findings();
        Findings twin = ofType(scan.type());
        int at = 0;
        for (int i = 0; i < head.size(); i++) {
            int ordinal = head.ordinalAt(i);
            FindingFacts facts = head.factsAt(i);
            while (at < twin.size() && twin.ordinalAt(at) < ordinal) {
                at++;
            }
            if (at == twin.size() || twin.ordinalAt(at) != ordinal || !isLike(facts, twin.factsAt(at), enrichment)) {
                addChange(new Occurrence(ordinal, scan.type(), facts), enrichment, changes);
            }
        }
    }

    private void addChange(Occurrence head, boolean enrichment, List<Change> changes) {
        List<Occurrence> before = new ArrayList<>(1);
        for (Scan scan : scans) {
            FindingFacts facts = scan.findings().get(head.ordinal());
            if (facts != null) {
                if (scan.type() == head.scan() && isLike(head.facts(), facts, enrichment)) {
                    return;
                }
                before.add(new Occurrence(head.ordinal(), scan.type(), facts));
            }
        }
        changes.add(new Change(head, before));
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
        return mine.scanner() == its.scanner()
                && mine.severity() == its.severity()
                && mine.fixAvailable() == its.fixAvailable()
                && mine.falsePositive() == its.falsePositive()
                && (!enrichment
                        || (Objects.equals(mine.knownExploited(), its.knownExploited())
                                && Objects.equals(mine.epss(), its.epss())
                                && mine.isCve() == its.isCve()));
    }
}

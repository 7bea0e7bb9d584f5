// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Scan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What successful scans found. A finding occurs as often as scans found it: they may say different things about it. */
final class Detected {
    private final List<Scan> scans;

    private Detected(List<Scan> scans) {
        this.scans = scans;
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
    Changes changesSince(Detected baseline, boolean enrichment) {
        Changes changes = new Changes();
        for (Scan scan : scans) {
            add(scan, baseline.ofType(scan.type()), enrichment, changes);
        }
        changes.sort();
        for (Scan scan : baseline.scans) {
            compare(changes, scan);
        }
        return changes;
    }

    /** What a head's scan has other than the first one of its type on the baseline: mostly little. */
    private static void add(Scan scan, Findings twin, boolean enrichment, Changes changes) {
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
                    || (enrichment && !head.factsAt(i).isLike(twin.factsAt(at), true))) {
                changes.add(ordinal, scan.type(), head.factsAt(i));
            }
        }
    }

    private static void compare(Changes changes, Scan scan) {
        Findings findings = scan.findings();
        int at = 0;
        for (int i = 0; i < changes.size(); i++) {
            int ordinal = changes.ordinalAt(i);
            while (at < findings.size() && findings.ordinalAt(at) < ordinal) {
                at++;
            }
            if (at < findings.size() && findings.ordinalAt(at) == ordinal) {
                changes.addBefore(i, scan.type(), findings.factsAt(at));
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
}

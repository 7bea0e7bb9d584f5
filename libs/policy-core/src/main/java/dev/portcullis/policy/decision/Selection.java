// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.FindingAttributes;
import dev.portcullis.policy.model.FindingCriteria;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which classes of findings a rule, or one of its scanners that is judged alone, is about; made once for a policy. */
final class Selection {
    private static final Set<ScanType> WITH_FIX = EnumSet.of(ScanType.DEPENDENCY_SCANNING, ScanType.CONTAINER_SCANNING);
    private static final Set<ScanType> WITH_FLAGS = EnumSet.of(ScanType.SAST, ScanType.SECRET_DETECTION);

    private final List<ScanType> named;
    private final EnumSet<ScanType> scanners;
    private final FindingCriteria criteria;
    private final byte[] classes = new byte[FindingFacts.CLASSES];

    /** With the scanners that are judged together; none is all. */
    Selection(Set<ScanType> scanners, FindingCriteria criteria) {
        this.named = scanners.stream().sorted().toList();
        this.scanners = scanners.isEmpty() ? EnumSet.allOf(ScanType.class) : EnumSet.copyOf(scanners);
        this.criteria = criteria;
        EnumSet<Severity> severities =
                criteria.severities().isEmpty() ? EnumSet.allOf(Severity.class) : EnumSet.copyOf(criteria.severities());
        for (ScanType scanner : this.scanners) {
            for (Severity severity : severities) {
                add(scanner, severity, false, false);
                add(scanner, severity, false, true);
                add(scanner, severity, true, false);
                add(scanner, severity, true, true);
            }
        }
    }

    private void add(ScanType scanner, Severity severity, boolean falsePositive, boolean fixAvailable) {
        FindingAttributes attributes = criteria.attributes();
        boolean fits = fits(attributes.fixAvailable(), fixAvailable, WITH_FIX.contains(scanner))
                && fits(attributes.falsePositive(), falsePositive, WITH_FLAGS.contains(scanner));
        classes[FindingFacts.findingClass(scanner, severity, falsePositive, fixAvailable)] = (byte) (fits ? 1 : 0);
    }

    private static boolean fits(@Nullable Boolean wanted, boolean is, boolean meaningful) {
        return wanted == null || !meaningful || wanted == is;
    }

    /** The scanners that are named, sorted; empty: all. */
    List<ScanType> named() {
        return named;
    }

    FindingCriteria criteria() {
        return criteria;
    }

    /** Whether it is about reports of that type. */
    boolean has(ScanType scan) {
        return scanners.contains(scan);
    }

    /** 1 if {@link #has(int)}, else 0: to count without a branch, which no processor could foresee. */
    int oneIfHas(int findingClass) {
        return classes[findingClass];
    }

    /** Whether it is about findings of that class, whatever is known of their exploitation. */
    boolean has(int findingClass) {
        return classes[findingClass] != 0;
    }
}

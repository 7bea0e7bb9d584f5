// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one report says about one finding, and what the catalogues knew of it then.
 *
 * @param uuid GitLab's identity of the finding within its project
 * @param identifiers values such as {@code CVE-2026-1}, the primary one first
 * @param path where it is: a file, or what stands for one
 * @param fixAvailable whether the report offers a solution or remediation
 * @param knownExploited whether it is in CISA's catalogue; absent: not known
 * @param epss exploit prediction score, 0 to 1; absent: not known
 */
public record FindingFacts(
        String uuid,
        ScanType scanner,
        Severity severity,
        @Nullable String name,
        List<String> identifiers,
        @Nullable String path,
        boolean falsePositive,
        boolean fixAvailable,
        @Nullable Boolean knownExploited,
        @Nullable Double epss) {
    /** How many classes of findings there are. */
    public static final int CLASSES = ScanType.values().length * Severity.values().length * 4;

    private static final int SEVERITIES = Severity.values().length;

    public FindingFacts {
        requireNonNull(uuid, "uuid is null");
        requireNonNull(scanner, "scanner is null");
        requireNonNull(severity, "severity is null");
        identifiers = List.copyOf(identifiers);
    }

    /**
     * The class of findings that it belongs to, from 0. No rule tells two of a class apart but by what is known of their
     * exploitation, their state and age, and by exceptions.
     */
    public int findingClass() {
        return findingClass(scanner, severity, falsePositive, fixAvailable);
    }

    /** The class of the findings with these facts, from 0 to less than {@link #CLASSES}. */
    @SuppressWarnings("EnumOrdinal") // an index that lives as long as the process; it is stored nowhere
    public static int findingClass(ScanType scanner, Severity severity, boolean falsePositive, boolean fixAvailable) {
        return (scanner.ordinal() * SEVERITIES + severity.ordinal()) * 4
                + (falsePositive ? 1 : 0)
                + (fixAvailable ? 2 : 0);
    }

    /**
     * Whether no rule can tell this finding from another one of the same kind of scan.
     *
     * @param enrichment whether a rule looks at what is known of exploitation
     */
    public boolean isLike(FindingFacts other, boolean enrichment) {
        return findingClass() == other.findingClass()
                && (!enrichment
                        || (Objects.equals(knownExploited, other.knownExploited)
                                && Objects.equals(epss, other.epss)
                                && isCve() == other.isCve()));
    }

    /** Whether one of the identifiers is a CVE. */
    public boolean isCve() {
        for (String identifier : identifiers) {
            if (identifier.regionMatches(true, 0, "CVE-", 0, 4)) {
                return true;
            }
        }
        return false;
    }
}

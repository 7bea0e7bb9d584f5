// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.util.List;
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
    public FindingFacts {
        requireNonNull(uuid, "uuid is null");
        requireNonNull(scanner, "scanner is null");
        requireNonNull(severity, "severity is null");
        identifiers = List.copyOf(identifiers);
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

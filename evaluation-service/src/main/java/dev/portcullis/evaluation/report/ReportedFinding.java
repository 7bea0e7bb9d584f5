// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One finding of a report. Descriptions, links, evidence and extracts of source are not kept.
 *
 * @param uuid GitLab's identity within the project: report type, primary identifier and place
 * @param scanner the tool
 * @param name for people
 * @param identifiers the first 20, the primary one first
 * @param place a file, an image, a URL's path, absent where the report gives none
 * @param line the first line, absent where there is none
 * @param falsePositive whether it is flagged as a likely false positive
 * @param fixAvailable whether there is a solution or a remediation
 * @param locations fingerprints of the place, the most telling first; the last one is that of the plain location
 */
public record ReportedFinding(
        UUID uuid,
        ScanType type,
        Scanner scanner,
        Severity severity,
        String name,
        List<Identifier> identifiers,
        @Nullable String place,
        @Nullable Integer line,
        boolean falsePositive,
        boolean fixAvailable,
        List<String> locations) {
    public ReportedFinding {
        requireNonNull(uuid, "uuid is null");
        requireNonNull(type, "type is null");
        requireNonNull(scanner, "scanner is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(name, "name is null");
        identifiers = List.copyOf(identifiers);
        locations = List.copyOf(locations);
        if (identifiers.isEmpty() || locations.isEmpty()) {
            throw new IllegalArgumentException("a finding has an identifier and a place");
        }
    }

    /** SHA-1 of the primary identifier, in lower-case hexadecimal. */
    public String primaryFingerprint() {
        return identifiers.getFirst().fingerprint();
    }

    /** {@code <algorithm>:<SHA-1>} of each signature of the place, the most telling first; often there is none. */
    public List<String> signatures() {
        return locations.subList(0, locations.size() - 1);
    }

    /** SHA-1 of the plain location, in lower-case hexadecimal. */
    public String location() {
        return locations.getLast();
    }

    /** What the identifiers are searched by, the primary one first. */
    public List<String> labels() {
        return identifiers.stream().map(Identifier::label).toList();
    }
}

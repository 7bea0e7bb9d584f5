// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report that was read to its end.
 *
 * @param type what the job declared it as, whatever the report says of itself
 * @param version of the schema, absent in some old reports
 * @param outdated whether GitLab itself would no longer read it: older than 15, or without version or scan
 * @param scanner the tool that the report names for all findings
 * @param sha256 of the report's bytes, lower-case hexadecimal
 * @param findings in the report's order
 */
public record Report(
        ScanType type,
        @Nullable String version,
        boolean outdated,
        Scanner scanner,
        String sha256,
        List<ReportedFinding> findings) {
    public Report {
        requireNonNull(type, "type is null");
        requireNonNull(scanner, "scanner is null");
        requireNonNull(sha256, "sha256 is null");
        findings = List.copyOf(findings);
    }

    Report with(List<ReportedFinding> others) {
        return new Report(type, version, outdated, scanner, sha256, others);
    }
}

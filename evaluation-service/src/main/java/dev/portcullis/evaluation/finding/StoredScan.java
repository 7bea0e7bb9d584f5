// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import org.jspecify.annotations.Nullable;

/**
 * A scan as it is stored.
 *
 * @param jobId the job that ran it
 * @param jobName its name
 * @param reason why it is no success, absent where it is one
 * @param outdated whether its report is of a schema that GitLab no longer reads
 * @param reportSha256 lower-case hexadecimal, absent where no report was read
 * @param findings what it found
 */
record StoredScan(
        long jobId,
        String jobName,
        ScanType type,
        ScanOutcome outcome,
        @Nullable String reason,
        boolean outdated,
        @Nullable String reportSha256,
        ScanSet findings) {
    StoredScan {
        requireNonNull(jobName, "jobName is null");
        requireNonNull(type, "type is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(findings, "findings is null");
    }
}

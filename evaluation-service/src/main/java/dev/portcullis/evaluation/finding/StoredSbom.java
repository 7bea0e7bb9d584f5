// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The SBOMs of a job as they are stored.
 *
 * @param remark why they were not read, or what of them does not count; may be empty
 * @param sha256 of their bytes, lower-case hexadecimal; absent where they were not read
 * @param components what they list
 */
record StoredSbom(
        long jobId,
        String jobName,
        ScanOutcome outcome,
        String remark,
        @Nullable String sha256,
        ScanSet components) {
    StoredSbom {
        requireNonNull(jobName, "jobName is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(remark, "remark is null");
        requireNonNull(components, "components is null");
    }
}

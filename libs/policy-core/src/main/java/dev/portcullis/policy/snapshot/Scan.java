// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import org.jspecify.annotations.Nullable;

/**
 * One scan of a pipeline.
 *
 * @param job the id of the job that ran it
 * @param reportSha256 of the report's bytes, hexadecimal; absent where there is no report
 * @param findings what a successful scan found; nothing counts of another
 */
public record Scan(
        ScanType type,
        ScanStatus status,
        long job,
        @Nullable String reportSha256,
        Findings findings) {
    public Scan {
        requireNonNull(type, "type is null");
        requireNonNull(status, "status is null");
        requireNonNull(findings, "findings is null");
    }
}

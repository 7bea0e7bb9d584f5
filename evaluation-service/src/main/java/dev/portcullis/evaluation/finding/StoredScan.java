// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * A scan as it is stored.
 *
 * @param jobId the job that ran it
 * @param jobName its name
 * @param reason why it is no success, absent where it is one
 * @param outdated whether its report is of a schema that GitLab no longer reads
 * @param reportSha256 lower-case hexadecimal, absent where no report was read
 * @param ordinals the findings
 * @param factIds what was said of each, in ascending order of ordinal
 */
record StoredScan(
        long jobId,
        String jobName,
        ScanType type,
        ScanOutcome outcome,
        @Nullable String reason,
        boolean outdated,
        @Nullable String reportSha256,
        RoaringBitmap ordinals,
        List<Long> factIds) {
    StoredScan {
        requireNonNull(jobName, "jobName is null");
        requireNonNull(type, "type is null");
        requireNonNull(outcome, "outcome is null");
        factIds = List.copyOf(factIds);
        if (ordinals.getLongCardinality() != factIds.size()) {
            throw new IllegalArgumentException("a scan has facts for each of its findings");
        }
    }
}

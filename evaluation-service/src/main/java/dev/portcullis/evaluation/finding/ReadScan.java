// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import dev.portcullis.evaluation.report.ReadReport;
import dev.portcullis.evaluation.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * What reading a listed report came to.
 *
 * @param listed the report as its job lists it
 * @param outcome how it ended
 * @param report present where {@code outcome} is a success
 * @param reason for people, present where it is none
 */
record ReadScan(
        ListedScan listed,
        ScanOutcome outcome,
        @Nullable Report report,
        @Nullable String reason) {
    ReadScan {
        requireNonNull(listed, "listed is null");
        requireNonNull(outcome, "outcome is null");
        if ((outcome == ScanOutcome.SUCCESS) != (report != null)) {
            throw new IllegalArgumentException("a successful scan, and no other, has a report");
        }
    }

    static ReadScan succeeded(ListedScan listed, Report report) {
        return new ReadScan(listed, ScanOutcome.SUCCESS, report, null);
    }

    static ReadScan ended(ListedScan listed, ScanOutcome outcome, String reason) {
        return new ReadScan(listed, outcome, null, reason);
    }

    /** Refuses by its size what would not be read to its end anyway. */
    static boolean isTooLarge(ListedScan listed) {
        return listed.artifact().size() > ReadReport.MAX_BYTES;
    }
}

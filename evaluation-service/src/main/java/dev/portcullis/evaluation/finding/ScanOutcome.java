// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.policy.snapshot.ScanStatus;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a scan ended, as far as Portcullis can tell. */
enum ScanOutcome {
    /** The job succeeded and its report was read. */
    SUCCESS(ScanStatus.SUCCESS),
    /** The job failed, or its report is none. */
    FAILED(ScanStatus.FAILED),
    /** The job was cancelled. */
    CANCELED(ScanStatus.CANCELED),
    /** The job succeeded and lists a report that GitLab does not hand out. */
    UNAVAILABLE(null);

    private final @Nullable ScanStatus status;

    ScanOutcome(@Nullable ScanStatus status) {
        this.status = status;
    }

    /** The decision's word; none where the scan is a fact that could not be obtained. */
    Optional<ScanStatus> status() {
        return Optional.ofNullable(status);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ScanOutcome ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

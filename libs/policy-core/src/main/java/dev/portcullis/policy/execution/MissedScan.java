// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A required scan of which a pipeline has no report that counts. */
public record MissedScan(RequiredScan scan, Why why) {
    public MissedScan {
        requireNonNull(scan, "scan is null");
        requireNonNull(why, "why is null");
    }

    /** What became of it, the most telling first. */
    public enum Why implements Word {
        /** Its job failed. */
        FAILED,
        /** Its job was cancelled. */
        CANCELED,
        /** Its job has yet to end. */
        NOT_ENDED,
        /** Its job succeeded and uploaded no report of the type. */
        NO_REPORT,
        /** Its job was skipped. */
        SKIPPED,
        /** There is no such job. */
        ABSENT;

        @Override
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** No two scans have a job's name in common, so that the same scan required twice has to run twice. */
    static List<MissedScan> find(List<PlannedScan> planned, List<RanJob> jobs) {
        List<MissedScan> missed = new ArrayList<>();
        for (PlannedScan scan : planned) {
            List<RanJob> own = jobs.stream()
                    .filter(job -> scan.jobs().contains(job.name()))
                    .toList();
            if (own.stream().noneMatch(job -> job.delivered(scan.scan().type()))) {
                Why why = own.stream().map(MissedScan::why).min(Why::compareTo).orElse(Why.ABSENT);
                missed.add(new MissedScan(scan.scan(), why));
            }
        }
        return missed;
    }

    private static Why why(RanJob job) {
        return switch (job.status()) {
            case "success" -> Why.NO_REPORT;
            case "failed" -> Why.FAILED;
            case "canceled" -> Why.CANCELED;
            case "skipped" -> Why.SKIPPED;
            default -> Why.NOT_ENDED;
        };
    }
}

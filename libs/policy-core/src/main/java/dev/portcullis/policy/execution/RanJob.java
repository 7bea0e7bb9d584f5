// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanType;
import java.util.Set;

/**
 * A job of a pipeline; of a retried one its last run.
 *
 * @param status GitLab's word
 * @param reports the types of the reports that it uploaded
 */
public record RanJob(String name, String status, Set<ScanType> reports) {
    public RanJob {
        requireNonNull(name, "name is null");
        requireNonNull(status, "status is null");
        reports = Set.copyOf(reports);
    }

    /** Whether it brought a report that counts. */
    boolean delivered(ScanType type) {
        return status.equals("success") && reports.contains(type);
    }
}

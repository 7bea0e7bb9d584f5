// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A required scan and how it runs.
 *
 * @param provider whose scanner runs it; empty where none can on this tier
 * @param jobs the names of its jobs, of which at least one has to succeed
 */
public record PlannedScan(RequiredScan scan, String provider, List<String> jobs) {
    public PlannedScan {
        requireNonNull(scan, "scan is null");
        requireNonNull(provider, "provider is null");
        jobs = List.copyOf(jobs);
    }
}

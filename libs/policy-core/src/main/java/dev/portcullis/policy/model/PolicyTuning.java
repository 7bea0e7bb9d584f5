// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import org.jspecify.annotations.Nullable;

/**
 * Tuning of how missing scans are judged.
 *
 * @param unblockByExecutionPolicies a rule in error for missing scans passes where an execution policy enforces them
 * @param reportTimeWindowMinutes how long before the target pipeline an earlier one may have finished to stand in
 */
public record PolicyTuning(
        boolean unblockByExecutionPolicies, @Nullable Integer reportTimeWindowMinutes) {
    /** No tuning. */
    public static final PolicyTuning NONE = new PolicyTuning(false, null);
}

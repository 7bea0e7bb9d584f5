// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanType;
import java.util.List;

/**
 * A scan that has to run in a pipeline.
 *
 * @param number its place among the pipeline's required scans, from 0, where GitLab counts DAST apart; the suffix of
 *     its jobs' names
 * @param policies the names of the policies that require it, the highest first
 */
public record RequiredScan(int number, ScanAction action, List<String> policies) {
    public RequiredScan {
        requireNonNull(action, "action is null");
        policies = List.copyOf(policies);
    }

    /** The type of its report. */
    public ScanType type() {
        return action.scan().type();
    }
}

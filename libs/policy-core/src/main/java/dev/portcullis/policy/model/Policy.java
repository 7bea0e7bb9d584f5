// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

/** One security policy of any type. */
public sealed interface Policy
        permits ApprovalPolicy,
                ScanExecutionPolicy,
                PipelineExecutionPolicy,
                PipelineSchedulePolicy,
                VulnerabilityManagementPolicy {
    /** What every policy states, whatever its type. */
    PolicyHeader header();

    /** The key of the policy's list in a policy file. */
    PolicyType type();

    /** The policy's name, unique within its type and file. */
    default String name() {
        return header().name();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** The types of policy, each the key of a list in a policy file. */
public enum PolicyType implements Word {
    APPROVAL_POLICY,
    SCAN_EXECUTION_POLICY,
    PIPELINE_EXECUTION_POLICY,
    PIPELINE_EXECUTION_SCHEDULE_POLICY,
    VULNERABILITY_MANAGEMENT_POLICY;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

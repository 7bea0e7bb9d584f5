// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A merge request approval policy. It is violated when any of its rules is.
 *
 * @param actions what a violation requires; every one has to be met
 * @param sendBotMessage whether a violation is told in a comment; on unless switched off
 */
public record ApprovalPolicy(
        PolicyHeader header,
        List<ApprovalRule> rules,
        List<RequireApproval> actions,
        boolean sendBotMessage,
        ApprovalSettings settings,
        Fallback fallback,
        PolicyTuning tuning,
        BypassSettings bypass,
        Enforcement enforcement)
        implements Policy {
    public ApprovalPolicy {
        requireNonNull(header, "header is null");
        requireNonNull(settings, "settings is null");
        requireNonNull(fallback, "fallback is null");
        requireNonNull(tuning, "tuning is null");
        requireNonNull(bypass, "bypass is null");
        requireNonNull(enforcement, "enforcement is null");
        rules = List.copyOf(rules);
        actions = List.copyOf(actions);
    }

    @Override
    public PolicyType type() {
        return PolicyType.APPROVAL_POLICY;
    }
}

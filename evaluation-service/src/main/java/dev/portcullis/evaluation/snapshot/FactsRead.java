// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.PolicyScope;
import dev.portcullis.policy.model.RequireApproval;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * The facts that only some policies read and that cost calls: they are gathered where an applicable policy needs them.
 *
 * @param groupPaths groups named by path
 * @param groupIds groups named by id
 * @param signatures whether commit signatures matter, one call for each commit
 * @param frameworks whether scopes name compliance frameworks
 * @param attributes whether scopes name security attributes
 * @param reportWindow how long before the target's pipeline an earlier one may have finished to stand in for it; zero:
 *     none may
 * @param componentsInWindow whether its components are wanted too
 */
record FactsRead(
        Set<String> groupPaths,
        Set<Long> groupIds,
        boolean signatures,
        boolean frameworks,
        boolean attributes,
        Duration reportWindow,
        boolean componentsInWindow) {
    FactsRead {
        groupPaths = Set.copyOf(groupPaths);
        groupIds = Set.copyOf(groupIds);
    }

    /** What {@code policies} read. */
    static FactsRead by(Collection<AppliedPolicy> policies) {
        Set<String> paths = new TreeSet<>();
        Set<Long> ids = new TreeSet<>();
        boolean signatures = false;
        boolean frameworks = false;
        boolean attributes = false;
        int windowMinutes = 0;
        boolean components = false;
        for (AppliedPolicy applied : policies) {
            PolicyScope scope = applied.policy().header().scope();
            frameworks |= !scope.frameworks().isEmpty();
            attributes |= scope.attributes().values().stream().anyMatch(filter -> !filter.isEmpty());
            if (applied.policy() instanceof ApprovalPolicy policy) {
                for (RequireApproval action : policy.actions()) {
                    paths.addAll(action.groups());
                    ids.addAll(action.groupIds());
                }
                ids.addAll(policy.bypass().groups());
                Integer window = policy.tuning().reportTimeWindowMinutes();
                windowMinutes = Math.max(windowMinutes, window == null ? 0 : window);
                components |= window != null
                        && policy.rules().stream().anyMatch(ApprovalRule.LicenseFinding.class::isInstance);
                signatures |= policy.rules().stream().anyMatch(FactsRead::readsSignatures);
            }
        }
        return new FactsRead(
                paths, ids, signatures, frameworks, attributes, Duration.ofMinutes(windowMinutes), components);
    }

    private static boolean readsSignatures(ApprovalRule rule) {
        return rule instanceof ApprovalRule.AnyMergeRequest any && any.commits() == CommitKind.UNSIGNED;
    }
}

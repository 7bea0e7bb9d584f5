// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.LicenseState;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import java.util.EnumSet;
import java.util.Set;

/** Which events can change a result: about what nobody waits for, nothing need be decided anew. */
public final class Triggers {
    private Triggers() {}

    /** What can change the decision about a merge request into {@code targetBranch}. */
    public static Set<Trigger> of(PolicySet policies, Project project, String targetBranch) {
        Set<Trigger> triggers = EnumSet.of(Trigger.POLICY, Trigger.PROJECT, Trigger.MERGE_REQUEST);
        for (AppliedPolicy applied : policies.of(project)) {
            if (applied.policy() instanceof ApprovalPolicy policy && PolicyReach.holds(policy, project)) {
                for (ApprovalRule rule : policy.rules()) {
                    if (Branches.covers(project, targetBranch, rule.branches())) {
                        triggers.addAll(of(rule));
                        triggers.addAll(EnumSet.of(Trigger.APPROVAL, Trigger.MEMBERS, Trigger.BYPASS, Trigger.COMMITS));
                        exceptions(triggers);
                    }
                }
            }
        }
        return triggers;
    }

    /** What can change the result of one rule, approvals apart. A fact that could not be obtained is tried again besides. */
    public static Set<Trigger> of(ApprovalRule rule) {
        Set<Trigger> triggers = EnumSet.of(Trigger.POLICY, Trigger.PROJECT, Trigger.MERGE_REQUEST);
        switch (rule) {
            case ApprovalRule.AnyMergeRequest any -> {
                if (any.commits() == CommitKind.UNSIGNED) {
                    triggers.add(Trigger.COMMITS);
                }
            }
            case ApprovalRule.LicenseFinding license -> {
                exceptions(triggers);
                triggers.add(Trigger.TARGET_PIPELINE);
                if (license.states().contains(LicenseState.NEWLY_DETECTED)) {
                    source(triggers);
                }
            }
            case ApprovalRule.ScanFinding scan -> {
                exceptions(triggers);
                triggers.add(Trigger.VULNERABILITY);
                if (scan.states().isEmpty() || scan.states().stream().anyMatch(VulnerabilityState.NEW::contains)) {
                    source(triggers);
                    triggers.add(Trigger.TARGET_PIPELINE);
                }
                if (Reads.of(scan).contains(Fact.ENRICHMENT)) {
                    triggers.add(Trigger.ENRICHMENT);
                }
            }
        }
        return triggers;
    }

    private static void exceptions(Set<Trigger> triggers) {
        triggers.add(Trigger.EXCEPTION);
        triggers.add(Trigger.TIME);
    }

    private static void source(Set<Trigger> triggers) {
        triggers.add(Trigger.COMMITS);
        triggers.add(Trigger.SOURCE_PIPELINE);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.CommitKind;
import dev.portcullis.policy.model.ScannerRule;
import dev.portcullis.policy.model.VulnerabilityState;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import java.util.EnumSet;
import java.util.Set;

/** Which facts can make a difference: what nobody reads need not be obtained. */
public final class Reads {
    private Reads() {}

    /** The facts that the policies of {@code project} read for a merge request into {@code targetBranch}. */
    public static Set<Fact> of(PolicySet policies, Project project, String targetBranch) {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        for (AppliedPolicy applied : policies.of(project)) {
            if (applied.policy() instanceof ApprovalPolicy policy && PolicyReach.holds(policy, project)) {
                for (ApprovalRule rule : policy.rules()) {
                    if (Branches.covers(project, targetBranch, rule.branches())) {
                        facts.addAll(of(rule));
                        facts.add(Fact.APPROVALS);
                        facts.add(Fact.MEMBERS);
                    }
                }
            }
        }
        return facts;
    }

    /** The facts that one rule reads, approvals apart. */
    public static Set<Fact> of(ApprovalRule rule) {
        Set<Fact> facts = EnumSet.noneOf(Fact.class);
        switch (rule) {
            case ApprovalRule.AnyMergeRequest any -> {
                if (any.commits() == CommitKind.UNSIGNED) {
                    facts.add(Fact.SIGNATURES);
                }
            }
            case ApprovalRule.LicenseFinding _ -> {
                facts.add(Fact.SOURCE_REPORTS);
                facts.add(Fact.TARGET_REPORTS);
            }
            case ApprovalRule.ScanFinding scan -> {
                if (scan.states().isEmpty() || scan.states().stream().anyMatch(VulnerabilityState.NEW::contains)) {
                    facts.add(Fact.SOURCE_REPORTS);
                    facts.add(Fact.TARGET_REPORTS);
                }
                if (!VulnerabilityState.NEW.containsAll(scan.states()) || isDismissedOnly(scan)) {
                    facts.add(Fact.VULNERABILITIES);
                }
                if (readsEnrichment(scan)) {
                    facts.add(Fact.ENRICHMENT);
                }
            }
        }
        return facts;
    }

    private static boolean isDismissedOnly(ApprovalRule.ScanFinding scan) {
        return scan.states().equals(Set.of(VulnerabilityState.NEW_DISMISSED));
    }

    /** Whether a rule looks at what the catalogues of vulnerabilities say. */
    static boolean readsEnrichment(ApprovalRule.ScanFinding rule) {
        boolean reads = rule.criteria().attributes().readsEnrichment();
        for (ScannerRule alone : rule.scannerRules()) {
            reads |= alone.criteria().attributes().readsEnrichment();
        }
        return reads;
    }
}

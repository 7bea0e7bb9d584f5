// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.snapshot.Fact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A policy after its rules were judged and before anybody asked for approvals. */
record JudgedPolicy(
        AppliedPolicy applied,
        ApprovalPolicy policy,
        Status status,
        @Nullable NotApplicable notApplicable,
        List<RuleResult> rules) {

    static JudgedPolicy judge(Evaluation evaluation, AppliedPolicy applied, ApprovalPolicy policy) {
        NotApplicable notApplicable = Applicability.check(evaluation, applied, policy);
        if (notApplicable != null) {
            return new JudgedPolicy(applied, policy, Status.NOT_APPLICABLE, notApplicable, List.of());
        }
        List<RuleResult> rules = new ArrayList<>();
        for (ApprovalRule rule : policy.rules()) {
            rules.add(judge(evaluation, applied, policy, rule, rules.size()));
        }
        Status status = Status.NOT_APPLICABLE;
        for (RuleResult rule : rules) {
            status = rule.status().compareTo(status) < 0 ? rule.status() : status;
        }
        return new JudgedPolicy(applied, policy, status, null, rules);
    }

    private static RuleResult judge(
            Evaluation evaluation, AppliedPolicy applied, ApprovalPolicy policy, ApprovalRule rule, int index) {
        if (!evaluation.covers(rule.branches())) {
            String branch = evaluation.snapshot().mergeRequest().targetBranch();
            return new RuleResult(index, Status.NOT_APPLICABLE, List.of(new Reason.BranchNotCovered(branch)));
        }
        RuleJudgement judgement = new RuleJudgement(policy.fallback());
        switch (rule) {
            case ApprovalRule.ScanFinding scan ->
                new ScanFindingRule(evaluation, applied, policy, scan, judgement).judge();
            case ApprovalRule.LicenseFinding license ->
                new LicenseFindingRule(evaluation, applied, policy, license, judgement).judge();
            case ApprovalRule.AnyMergeRequest any -> CommitRule.judge(evaluation, any, judgement);
        }
        Fact doubtful = Scopes.doubt(policy.header().scope(), evaluation.snapshot());
        if (doubtful != null) {
            judgement.doubt(evaluation.snapshot(), doubtful);
        }
        return judgement.result(index);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.BypassSettings;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.snapshot.Bypass;
import dev.portcullis.policy.snapshot.MergeRequest;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a policy applies to a merge request at all. */
final class Applicability {
    private Applicability() {}

    static @Nullable NotApplicable check(Evaluation evaluation, AppliedPolicy applied, ApprovalPolicy policy) {
        Snapshot snapshot = evaluation.snapshot();
        MergeRequest mergeRequest = snapshot.mergeRequest();
        if (!policy.header().enabled()) {
            return new NotApplicable.Disabled();
        }
        if (!Scopes.canInclude(policy.header().scope(), snapshot)) {
            return new NotApplicable.OutOfScope();
        }
        String target = mergeRequest.targetBranch();
        if (!isCovered(evaluation, policy)) {
            return new NotApplicable.BranchNotCovered(target, Branches.isProtected(snapshot.project(), target));
        }
        for (BypassSettings.BranchPair pair : policy.bypass().branches()) {
            if (matches(pair.source(), mergeRequest.sourceBranch()) && matches(pair.target(), target)) {
                return new NotApplicable.BranchesBypass(mergeRequest.sourceBranch(), target);
            }
        }
        NotApplicable bypassed = policy.enforcement() == Enforcement.WARN ? null : bypassed(evaluation, policy);
        return bypassed == null ? excepted(evaluation, applied) : bypassed;
    }

    private static boolean isCovered(Evaluation evaluation, ApprovalPolicy policy) {
        for (ApprovalRule rule : policy.rules()) {
            if (evaluation.covers(rule.branches())) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable NotApplicable excepted(Evaluation evaluation, AppliedPolicy applied) {
        List<String> exceptions = evaluation.wholeExceptions(applied);
        return exceptions.isEmpty() ? null : new NotApplicable.Excepted(exceptions);
    }

    private static @Nullable NotApplicable bypassed(Evaluation evaluation, ApprovalPolicy policy) {
        for (Bypass bypass : evaluation.snapshot().bypasses()) {
            if (bypass.policy().equals(policy.name())
                    && !bypass.reason().isBlank()
                    && evaluation.people().mayBypass(policy.bypass(), bypass.user())) {
                return new NotApplicable.Bypassed(bypass.user(), bypass.reason());
            }
        }
        return null;
    }

    private static boolean matches(BypassSettings.BranchMatch match, String branch) {
        return match.pattern()
                ? Wildcard.matches(match.text(), branch)
                : match.text().equals(branch);
    }
}

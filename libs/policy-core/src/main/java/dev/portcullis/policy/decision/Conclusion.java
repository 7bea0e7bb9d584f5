// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalSettings;
import dev.portcullis.policy.model.Enforcement;
import dev.portcullis.policy.snapshot.Bypass;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws the decision from the judged policies and the approvals. */
final class Conclusion {
    private static final Set<Status> WANTS_APPROVAL = EnumSet.of(Status.VIOLATED, Status.UNDETERMINED);

    private final Evaluation evaluation;
    private final ApprovalCount approvals;

    private Conclusion(Evaluation evaluation, ApprovalCount approvals) {
        this.evaluation = evaluation;
        this.approvals = approvals;
    }

    static Decision of(List<JudgedPolicy> judged, Evaluation evaluation, String policySetDigest) {
        ApprovalSettings settings = settings(judged, evaluation);
        Conclusion conclusion = new Conclusion(evaluation, new ApprovalCount(evaluation, settings));
        List<PolicyResult> results = new ArrayList<>();
        Outcome outcome = Outcome.NOT_REQUIRED;
        int left = 0;
        boolean comment = false;
        for (JudgedPolicy policy : judged) {
            PolicyResult result = conclusion.result(policy);
            results.add(result);
            Outcome asked = result.outcome();
            outcome = asked.compareTo(outcome) < 0 ? asked : outcome;
            left += WANTS_APPROVAL.contains(result.status()) ? result.approvalsLeft() : 0;
            comment |= result.status() == Status.VIOLATED && policy.policy().sendBotMessage();
        }
        return new Decision(
                outcome,
                results,
                left,
                comment,
                settings,
                left > 0 ? missing(evaluation.snapshot()) : List.of(),
                evaluation.revisitAt(),
                policySetDigest,
                Decider.ENGINE_VERSION,
                evaluation.now());
    }

    private static List<Reason.FactMissing> missing(Snapshot snapshot) {
        if (snapshot.unavailable().isEmpty()) {
            return List.of();
        }
        return Stream.of(Fact.APPROVALS, Fact.MEMBERS)
                .filter(fact -> !snapshot.has(fact))
                .map(fact -> new Reason.FactMissing(fact, snapshot.unavailable().getOrDefault(fact, ""), false))
                .toList();
    }

    /**
     * What the policies that want approvals tighten together: it binds the whole merge request. One that the fallback
     * releases is not violated, and tightens nothing.
     */
    private static ApprovalSettings settings(List<JudgedPolicy> judged, Evaluation evaluation) {
        ApprovalSettings settings = ApprovalSettings.NONE;
        for (JudgedPolicy policy : judged) {
            if (WANTS_APPROVAL.contains(policy.status())
                    && policy.policy().enforcement() == Enforcement.ENFORCE
                    && !ApprovalCount.isReleased(evaluation, policy.policy())) {
                settings = settings.or(policy.policy().settings());
            }
        }
        return settings;
    }

    private PolicyResult result(JudgedPolicy judged) {
        ApprovalPolicy policy = judged.policy();
        List<ActionResult> actions = judged.status() == Status.NOT_APPLICABLE ? List.of() : approvals.count(policy);
        AppliedPolicy applied = judged.applied();
        return new PolicyResult(
                policy.name(),
                applied.level(),
                applied.path(),
                applied.id(),
                applied.version(),
                policy.enforcement(),
                status(judged, actions),
                judged.notApplicable(),
                judged.rules(),
                actions,
                release(judged));
    }

    /** A violation that nobody could approve counts as none where the fallback releases every action. */
    private static Status status(JudgedPolicy judged, List<ActionResult> actions) {
        boolean asks = false;
        boolean released = true;
        for (ActionResult action : actions) {
            asks |= action.required() > 0;
            released &= action.required() <= 0 || action.released();
        }
        return asks && released && WANTS_APPROVAL.contains(judged.status()) ? Status.NOT_VIOLATED : judged.status();
    }

    /** A policy that only warns is released by a dismissal with a reason. */
    private PolicyResult.@Nullable Release release(JudgedPolicy judged) {
        ApprovalPolicy policy = judged.policy();
        if (policy.enforcement() != Enforcement.WARN || !WANTS_APPROVAL.contains(judged.status())) {
            return null;
        }
        return evaluation.snapshot().bypasses().stream()
                .filter(bypass -> bypass.policy().equals(policy.name()))
                .filter(bypass -> !bypass.reason().isBlank())
                .filter(bypass -> evaluation.people().mayBypass(policy.bypass(), bypass.user())
                        || approvals.isEligible(policy, bypass.user()))
                .min(Comparator.comparingLong(Bypass::user).thenComparing(Bypass::reason))
                .map(bypass -> new PolicyResult.Release(bypass.user(), bypass.reason()))
                .orElse(null);
    }
}

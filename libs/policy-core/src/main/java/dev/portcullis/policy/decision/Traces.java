// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.CommitKind;
import java.util.ArrayList;
import java.util.List;

/** Builds the trace of a decision from its results. */
final class Traces {
    private Traces() {}

    static Trace of(Decision decision) {
        Verdict verdict =
                switch (decision.outcome()) {
                    case APPROVAL_REQUIRED -> new Verdict.Matched();
                    case UNDETERMINED -> new Verdict.Undetermined("a fact could not be obtained");
                    case PENDING -> new Verdict.Undetermined("a pipeline has yet to end");
                    case SATISFIED, NOT_REQUIRED -> new Verdict.Unmatched();
                };
        return new Trace.OfDecision(
                decision, verdict, decision.policies().stream().map(Traces::of).toList());
    }

    private static Trace of(PolicyResult policy) {
        List<Trace> children = new ArrayList<>();
        policy.rules().forEach(rule -> children.add(of(rule)));
        policy.actions().forEach(action -> children.add(new Trace.OfAction(action, matched(action.left() == 0))));
        return new Trace.OfPolicy(policy, verdict(policy.status()), children);
    }

    private static Trace of(RuleResult rule) {
        List<Trace> children = rule.reasons().stream()
                .map(reason -> (Trace) new Trace.OfReason(reason, verdict(reason)))
                .toList();
        return new Trace.OfRule(rule, verdict(rule.status()), children);
    }

    private static Verdict verdict(Status status) {
        return switch (status) {
            case VIOLATED -> new Verdict.Matched();
            case NOT_VIOLATED, NOT_APPLICABLE -> new Verdict.Unmatched();
            case PENDING -> new Verdict.Undetermined("a pipeline has yet to end");
            case UNDETERMINED -> new Verdict.Undetermined("a fact could not be obtained");
        };
    }

    private static Verdict verdict(Reason reason) {
        return switch (reason) {
            case Reason.Counted counted -> matched(counted.exceeds());
            case Reason.InError error -> matched(!error.open());
            case Reason.Commits commits ->
                matched(commits.kind() == CommitKind.ANY || !commits.shas().isEmpty());
            case Reason.Licenses licenses -> matched(!licenses.denied().isEmpty());
            case Reason.Waiting _ -> new Verdict.Undetermined("a pipeline has yet to end");
            case Reason.FactMissing missing -> new Verdict.Undetermined(missing.why());
            case Reason.BranchNotCovered _,
                    Reason.NothingToCount _,
                    Reason.Compared _,
                    Reason.EnforcedElsewhere _,
                    Reason.Excepted _ -> new Verdict.Unmatched();
        };
    }

    private static Verdict matched(boolean is) {
        return is ? new Verdict.Matched() : new Verdict.Unmatched();
    }
}

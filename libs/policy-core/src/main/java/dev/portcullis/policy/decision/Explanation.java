// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.snapshot.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.function.Predicate;

/** A decision in plain sentences. */
public final class Explanation {
    private static final String INDENT = "  ";

    private final Sentences sentences;
    private final Blockers blockers;

    /** With the names of people by their user ids; the function gives a name for any id. */
    public Explanation(LongFunction<String> names) {
        this(names, PolicySet.EMPTY);
    }

    /** The same, with the policies that were decided by: sentences then say what their rules and actions name. */
    public Explanation(LongFunction<String> names, PolicySet policies) {
        this.sentences = new Sentences(requireNonNull(names, "names is null"));
        Map<String, ApprovalPolicy> byId = new HashMap<>();
        for (AppliedPolicy applied : policies.all()) {
            if (applied.policy() instanceof ApprovalPolicy policy) {
                byId.put(applied.id(), policy);
            }
        }
        this.blockers = new Blockers(sentences, byId);
    }

    /** One sentence that says how the decision stands. */
    public String headline(Decision decision) {
        return sentences.headline(decision);
    }

    /**
     * What a person in front of a blocked merge request wants to know: one sentence per policy that holds it, e.g.
     * {@code Blocked by ‘No new criticals’: 2 new critical SAST findings, 0 allowed: …; needs 1 of: alice, bob (group
     * acme/security); nobody has approved.}
     */
    public List<String> blockers(Decision decision) {
        boolean approvalsKnown = decision.missing().stream().noneMatch(missing -> missing.fact() == Fact.APPROVALS);
        List<String> told = new ArrayList<>(decision.policies().stream()
                .filter(policy -> policy.outcome().blocks())
                .map(policy -> blockers.sentence(policy, approvalsKnown))
                .toList());
        decision.missing().stream().map(sentences::reason).forEach(told::add);
        return told;
    }

    /**
     * The whole trace, one line per step, indented by two spaces per level; but for approvals that nobody needs, because
     * their policy is not violated.
     */
    public List<String> lines(Trace trace) {
        return lines(trace, _ -> true);
    }

    /** The same without the steps that are not {@code wanted}, and what they rest on. */
    public List<String> lines(Trace trace, Predicate<Trace> wanted) {
        List<String> lines = new ArrayList<>();
        append(lines, trace, wanted, "");
        return lines;
    }

    private void append(List<String> lines, Trace trace, Predicate<Trace> wanted, String indent) {
        lines.add(indent + sentence(trace));
        boolean asks = !(trace instanceof Trace.OfPolicy step)
                || step.policy().status() != Status.NOT_VIOLATED
                || step.policy().actions().stream().anyMatch(ActionResult::released);
        for (Trace child : trace.children()) {
            if (wanted.test(child) && (asks || !(child instanceof Trace.OfAction))) {
                append(lines, child, wanted, indent + INDENT);
            }
        }
    }

    private String sentence(Trace trace) {
        return switch (trace) {
            case Trace.OfDecision step -> sentences.headline(step.decision());
            case Trace.OfPolicy step -> sentences.policy(step.policy());
            case Trace.OfRule step -> sentences.rule(step.rule());
            case Trace.OfReason step -> sentences.reason(step.reason());
            case Trace.OfAction step -> sentences.action(step.action());
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** A decision in plain sentences. */
public final class Explanation {
    private static final String INDENT = "  ";

    private final Sentences sentences;

    /** With the names of people by their user ids; the function gives a name for any id. */
    public Explanation(LongFunction<String> names) {
        this.sentences = new Sentences(requireNonNull(names, "names is null"));
    }

    /** One sentence that says how the decision stands. */
    public String headline(Decision decision) {
        return sentences.headline(decision);
    }

    /**
     * What a person in front of a blocked merge request wants to know: one sentence per policy that holds it, e.g.
     * {@code Blocked by ‘No new criticals’: 2 new or stored findings counted, 0 allowed: …; needs 1 more of: alice.}
     */
    public List<String> blockers(Decision decision) {
        List<String> blockers = new ArrayList<>(decision.policies().stream()
                .filter(PolicyResult::asks)
                .filter(policy -> switch (policy.status()) {
                    case VIOLATED, UNDETERMINED -> policy.approvalsLeft() > 0 || policy.waits();
                    case PENDING -> true;
                    case NOT_VIOLATED, NOT_APPLICABLE -> false;
                })
                .map(sentences::blocker)
                .toList());
        decision.missing().stream().map(sentences::reason).forEach(blockers::add);
        return blockers;
    }

    /** The whole trace, one line per step, indented by two spaces per level. */
    public List<String> lines(Trace trace) {
        List<String> lines = new ArrayList<>();
        append(lines, trace, "");
        return lines;
    }

    private void append(List<String> lines, Trace trace, String indent) {
        lines.add(indent + sentence(trace));
        trace.children().forEach(child -> append(lines, child, indent + INDENT));
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

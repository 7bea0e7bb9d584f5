// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.contracts.PolicyOutcome;
import dev.portcullis.evaluation.snapshot.GatheredFacts;
import dev.portcullis.policy.counterfactual.WayOut;
import dev.portcullis.policy.counterfactual.WaysOutSentences;
import dev.portcullis.policy.decision.ActionResult;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.ErrorCode;
import dev.portcullis.policy.decision.Explanation;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicyResult;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.decision.Reason;
import dev.portcullis.policy.decision.Trace;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Turns a decision into what people read: the core's sentences, with people by username. */
final class DescribeDecision {
    private static final int MOST_ELIGIBLE = 50;
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_SENTENCE = 1_000;

    private final String instance;
    private final Decision decision;
    private final GatheredFacts facts;
    private final Map<Long, String> usernames;
    private final Explanation explanation;

    private DescribeDecision(String instance, PolicySet policies, Decision decision, GatheredFacts facts) {
        this.instance = instance;
        this.decision = decision;
        this.facts = facts;
        this.usernames = facts.usernames();
        this.explanation = new Explanation(this::username, policies);
    }

    /** The view of {@code decision} about {@code headSha}, with what would release it. */
    static DecisionView describe(
            String instance,
            String headSha,
            PolicySet policies,
            Decision decision,
            GatheredFacts facts,
            List<WayOut> waysOut) {
        DescribeDecision describe = new DescribeDecision(instance, policies, decision, facts);
        List<String> blockers = decision.outcome().blocks()
                ? describe.explanation.blockers(decision).stream()
                        .map(DescribeDecision::shorten)
                        .toList()
                : List.of();
        List<String> waitsFor = new ArrayList<>(blockers);
        new WaysOutSentences(describe::username).of(waysOut).forEach(way -> waitsFor.add(shorten(way)));
        return new DecisionView(
                decision.outcome().word(),
                decision.outcome().blocks(),
                decision.botComment(),
                headSha,
                blockers.isEmpty() ? describe.explanation.headline(decision) : summary(blockers),
                decision.approvalsLeft(),
                describe.outcomes(),
                waitsFor,
                describe.scanNotes());
    }

    private List<String> scanNotes() {
        return facts.notes().stream()
                .map(note -> shorten(sentence(note)))
                .limit(MOST_REASONS)
                .toList();
    }

    private static String summary(List<String> blockers) {
        int more = blockers.size() - 1;
        return more == 0 ? blockers.getFirst() : blockers.getFirst() + " And " + more + " more.";
    }

    private List<PolicyOutcome> outcomes() {
        List<PolicyOutcome> outcomes = new ArrayList<>();
        for (Trace trace : decision.trace().children()) {
            if (trace instanceof Trace.OfPolicy policy) {
                outcomes.add(outcome(policy));
            }
        }
        return outcomes;
    }

    private PolicyOutcome outcome(Trace.OfPolicy trace) {
        PolicyResult policy = trace.policy();
        Set<String> reasons = new LinkedHashSet<>();
        explanation.lines(trace, DescribeDecision::isLasting).forEach(line -> reasons.add(shorten(line.strip())));
        if (policy.rules().stream().flatMap(rule -> rule.reasons().stream()).anyMatch(DescribeDecision::lacksScan)) {
            reasons.addAll(scanNotes());
        }
        return new PolicyOutcome(
                policy.name(),
                policy.level() == Level.INSTANCE ? instance : instance + "/" + policy.path(),
                policy.status().word(),
                policy.approvalsLeft(),
                eligible(policy).stream().limit(MOST_ELIGIBLE).toList(),
                reasons.stream().limit(MOST_REASONS).toList());
    }

    /** Which pipelines were compared stands beside the view: others that say the same make no new decision. */
    private static boolean isLasting(Trace step) {
        return !(step instanceof Trace.OfReason reason && reason.reason() instanceof Reason.Compared);
    }

    /** The core knows that a scan failed or is not there; why, only the reading of its report knows. */
    private static boolean lacksScan(Reason reason) {
        return reason instanceof Reason.InError error
                && (error.code() == ErrorCode.SCAN_FAILED || error.code() == ErrorCode.ARTIFACTS_MISSING);
    }

    private Set<String> eligible(PolicyResult policy) {
        Set<String> names = new TreeSet<>();
        for (ActionResult action : policy.actions()) {
            action.eligible().stream()
                    .filter(user -> !action.approved().contains(user))
                    .map(this::username)
                    .forEach(names::add);
        }
        return names;
    }

    private String username(long user) {
        return usernames.getOrDefault(user, "user " + user);
    }

    private static String sentence(String note) {
        String text = note.strip();
        String capital = text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    private static String shorten(String sentence) {
        return sentence.length() <= LONGEST_SENTENCE ? sentence : sentence.substring(0, LONGEST_SENTENCE - 1) + "…";
    }
}

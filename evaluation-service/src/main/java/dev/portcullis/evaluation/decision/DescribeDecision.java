// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import dev.portcullis.contracts.PolicyOutcome;
import dev.portcullis.policy.decision.ActionResult;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.Outcome;
import dev.portcullis.policy.decision.PolicyResult;
import dev.portcullis.policy.decision.Reason;
import dev.portcullis.policy.decision.Status;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Turns a decision into what people read. */
final class DescribeDecision {
    private static final int MOST_ELIGIBLE = 50;
    private static final int MOST_REASONS = 20;
    private static final int NAMED_ELIGIBLE = 10;
    private static final int LONGEST_SENTENCE = 1_000;

    private final String instance;
    private final Decision decision;
    private final Map<Long, String> usernames;

    private DescribeDecision(String instance, Decision decision, Map<Long, String> usernames) {
        this.instance = instance;
        this.decision = decision;
        this.usernames = usernames;
    }

    /** The view of {@code decision} about {@code headSha}, with people by username. */
    static DecisionView describe(String instance, String headSha, Decision decision, Map<Long, String> usernames) {
        DescribeDecision describe = new DescribeDecision(instance, decision, usernames);
        return new DecisionView(
                decision.outcome().word(),
                decision.outcome().blocks(),
                decision.botComment(),
                headSha,
                describe.summary(),
                decision.approvalsLeft(),
                decision.policies().stream().map(describe::outcome).toList(),
                decision.outcome().blocks() ? List.copyOf(describe.waitsFor()) : List.of());
    }

    private String summary() {
        return switch (decision.outcome()) {
            case APPROVAL_REQUIRED ->
                "Blocked by " + names(Status.VIOLATED) + ": " + approvals(decision.approvalsLeft()) + " missing.";
            case UNDETERMINED ->
                "Blocked: " + names(Status.UNDETERMINED) + " could not be evaluated; "
                        + approvals(decision.approvalsLeft())
                        + " missing.";
            case PENDING -> "Waiting for a pipeline: " + names(Status.PENDING) + " cannot be evaluated before.";
            case SATISFIED -> "All required approvals are given.";
            case NOT_REQUIRED -> "No approval is required.";
        };
    }

    private static String approvals(int left) {
        return left == 1 ? "1 approval is" : left + " approvals are";
    }

    private String names(Status status) {
        List<String> names = decision.policies().stream()
                .filter(policy -> policy.status() == status)
                .map(policy -> "‘" + policy.name() + "’")
                .toList();
        return names.isEmpty() ? "a policy" : String.join(", ", names);
    }

    private PolicyOutcome outcome(PolicyResult policy) {
        Set<String> reasons = new LinkedHashSet<>();
        if (policy.notApplicable() != null) {
            reasons.add(Sentences.of(policy.notApplicable()));
        }
        policy.rules().forEach(rule -> rule.reasons().forEach(reason -> reasons.add(shorten(Sentences.of(reason)))));
        if (policy.status() == Status.VIOLATED || policy.status() == Status.UNDETERMINED) {
            policy.actions().forEach(action -> reasons.addAll(approvals(action)));
        }
        return new PolicyOutcome(
                policy.name(),
                level(policy),
                policy.status().word(),
                policy.approvalsLeft(),
                eligible(policy).stream().limit(MOST_ELIGIBLE).toList(),
                reasons.stream().limit(MOST_REASONS).toList());
    }

    private List<String> approvals(ActionResult action) {
        List<String> sentences = new ArrayList<>();
        String state = action.approved().isEmpty()
                ? "nobody eligible has approved"
                : "approved by " + people(action.approved());
        sentences.add("Needs " + action.required() + " of: " + people(action.eligible()) + "; " + state + ".");
        if (!action.ignored().isEmpty()) {
            sentences.add(
                    "Not counted, because not eligible or given for another head: " + people(action.ignored()) + ".");
        }
        if (action.isUnreachable()) {
            sentences.add("Fewer people are eligible than approvals are required.");
        }
        return sentences;
    }

    private Set<String> waitsFor() {
        Set<String> waits = new LinkedHashSet<>();
        for (PolicyResult policy : decision.policies()) {
            policy.rules().stream()
                    .flatMap(rule -> rule.reasons().stream())
                    .filter(reason -> reason instanceof Reason.Waiting
                            || (reason instanceof Reason.FactMissing missing && !missing.open()))
                    .map(Sentences::of)
                    .map(DescribeDecision::shorten)
                    .forEach(waits::add);
            boolean asks = policy.status() == Status.VIOLATED || policy.status() == Status.UNDETERMINED;
            policy.actions().stream()
                    .filter(action -> asks && policy.release() == null && action.left() > 0)
                    .map(action -> approvals(action.left()) + " needed for ‘" + policy.name() + "’ from: "
                            + people(remaining(action)) + ".")
                    .forEach(waits::add);
        }
        if (waits.isEmpty() && decision.outcome() == Outcome.PENDING) {
            waits.add("A pipeline has to finish.");
        }
        return waits;
    }

    private static List<Long> remaining(ActionResult action) {
        return action.eligible().stream()
                .filter(user -> !action.approved().contains(user))
                .toList();
    }

    private Set<String> eligible(PolicyResult policy) {
        return policy.actions().stream()
                .flatMap(action -> remaining(action).stream())
                .map(this::username)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String people(List<Long> users) {
        if (users.isEmpty()) {
            return "nobody";
        }
        String named = users.stream()
                .map(this::username)
                .sorted()
                .limit(NAMED_ELIGIBLE)
                .collect(Collectors.joining(", "));
        int more = users.size() - NAMED_ELIGIBLE;
        return more > 0 ? named + " and " + more + " more" : named;
    }

    private String username(long user) {
        return usernames.getOrDefault(user, "user " + user);
    }

    private String level(PolicyResult policy) {
        return policy.level() == Level.INSTANCE ? instance : instance + "/" + policy.path();
    }

    private static String shorten(String sentence) {
        return sentence.length() <= LONGEST_SENTENCE ? sentence : sentence.substring(0, LONGEST_SENTENCE - 1) + "…";
    }
}

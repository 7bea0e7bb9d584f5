// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import dev.portcullis.policy.counterfactual.Routes.Route;
import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.PolicyResult;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.decision.Reason;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.snapshot.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The smallest sets of changes after which a blocked merge request passes. Every set is found by deciding what a
 * snapshot with the changes would be, by the same {@link Decider}: with it the merge request passes, without any one of
 * its changes it does not, and of a set of up to {@value #MOST_CHECKED} changes no proper subset suffices. Of up to
 * {@value #MOST_CHECKED} changes that a way could consist of, no smaller set suffices at all.
 *
 * <p>Bounds: at most {@value #MOST_WAYS} ways; per rule or action at most {@value #MOST_CANDIDATES} people, findings or
 * components are considered, and where more would have to change that route is left out; changes that only others bring
 * to light are looked for {@value #MOST_ROUNDS} times; with more than {@value #MOST_MIXED} policies in the way they are
 * all approached alike; at most {@value #MOST_DECISIONS} decisions, or as many as the caller allows, are made, after
 * which what was found until then is the result.
 */
public final class WaysOut {
    /** The most ways that are given. */
    public static final int MOST_WAYS = 5;

    /** The most people, findings or components of a rule or action that are considered. */
    static final int MOST_CANDIDATES = 50;

    /** The most policies that are approached in every combination of ways. */
    static final int MOST_MIXED = 2;

    /** The largest set of which every subset is tried. */
    static final int MOST_CHECKED = 8;

    /** How often a plan is looked at whose changes bring further ones to light. */
    static final int MOST_ROUNDS = 6;

    /** The most decisions that a search makes. */
    static final int MOST_DECISIONS = 2_000;

    /** The most combinations of alternatives that are tried; where there are more, later steps have none. */
    private static final int MOST_COMBINATIONS = 32;

    private final PolicySet policies;
    private final Snapshot snapshot;
    private final Instant now;
    private final Map<String, ApprovalPolicy> byId = new HashMap<>();
    private final int mostDecisions;
    private int decisions;

    private WaysOut(PolicySet policies, Snapshot snapshot, Instant now, int mostDecisions) {
        this.mostDecisions = mostDecisions;
        this.policies = policies;
        this.snapshot = snapshot;
        this.now = now;
        for (AppliedPolicy applied : policies.of(snapshot.project())) {
            if (applied.policy() instanceof ApprovalPolicy policy) {
                byId.put(applied.id(), policy);
            }
        }
    }

    /** The ways, the shortest first; none where nothing blocks, or where no way is found within the bounds. */
    public static List<WayOut> of(PolicySet policies, Snapshot snapshot, Instant now) {
        return of(policies, snapshot, now, MOST_DECISIONS);
    }

    /** The same with at most {@code mostDecisions} decisions. */
    public static List<WayOut> of(PolicySet policies, Snapshot snapshot, Instant now, int mostDecisions) {
        return new WaysOut(policies, snapshot, now, mostDecisions).search();
    }

    /** The snapshot as it would be after {@code changes}. */
    public static Snapshot after(Snapshot snapshot, List<Change> changes) {
        return SnapshotEdit.apply(snapshot, changes);
    }

    private List<WayOut> search() {
        Decision decision = decide(List.of());
        List<String> blocking =
                blocking(decision).stream().map(PolicyResult::id).toList();
        Map<Set<Change>, WayOut> found = new LinkedHashMap<>();
        for (Map<String, Route> plan : plans(blocking)) {
            List<Change> candidates = candidates(plan);
            if (!candidates.isEmpty()) {
                List<Change> minimal = Minimal.of(candidates, this::passes);
                if (decisions >= mostDecisions) {
                    break;
                }
                found.computeIfAbsent(new LinkedHashSet<>(minimal), _ -> steps(minimal, candidates));
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparingInt(way -> way.changes().size()))
                .limit(MOST_WAYS)
                .toList();
    }

    /** The ways of approaching the policies: all alike, and for few of them every combination. */
    private static List<Map<String, Route>> plans(List<String> blocking) {
        List<Map<String, Route>> plans = new ArrayList<>();
        if (blocking.size() > MOST_MIXED) {
            for (Route route : Route.values()) {
                Map<String, Route> plan = new HashMap<>();
                blocking.forEach(id -> plan.put(id, route));
                plans.add(plan);
            }
            return plans;
        }
        plans.add(Map.of());
        for (String id : blocking) {
            List<Map<String, Route>> longer = new ArrayList<>();
            for (Map<String, Route> plan : plans) {
                for (Route route : Route.values()) {
                    Map<String, Route> copy = new HashMap<>(plan);
                    copy.put(id, route);
                    longer.add(copy);
                }
            }
            plans = longer;
        }
        return plans;
    }

    /** Changes that together suffice, the more often useful ones first; none where the plan leads nowhere. */
    private List<Change> candidates(Map<String, Route> plan) {
        Map<Change, Integer> uses = new LinkedHashMap<>();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Snapshot changed = SnapshotEdit.apply(snapshot, uses.keySet());
            Decision decision = decide(List.copyOf(uses.keySet()));
            if (!decision.outcome().blocks()) {
                return uses.entrySet().stream()
                        .sorted(Map.Entry.<Change, Integer>comparingByValue().reversed())
                        .map(Map.Entry::getKey)
                        .toList();
            }
            Routes routes = new Routes(byId, changed);
            int before = uses.size();
            for (PolicyResult policy : blocking(decision)) {
                Route route = plan.getOrDefault(policy.id(), Route.APPROVE);
                routes.of(route, policy).forEach(change -> uses.merge(change, 1, Integer::sum));
            }
            if (uses.size() == before) {
                return List.of();
            }
        }
        return List.of();
    }

    private static List<PolicyResult> blocking(Decision decision) {
        return decision.policies().stream()
                .filter(policy -> policy.outcome().blocks())
                .toList();
    }

    /** Whichever alternatives are taken for the steps, one of each and none twice, they suffice together. */
    private WayOut steps(List<Change> minimal, List<Change> candidates) {
        List<WayOut.Step> steps = new ArrayList<>();
        Decision after = decide(minimal);
        List<List<Change>> combinations = List.of(minimal);
        for (int step = 0; step < minimal.size(); step++) {
            List<List<Change>> further = new ArrayList<>(combinations);
            Set<Change> instead = new HashSet<>();
            for (List<Change> alike : alternatives(minimal, step, candidates, after)) {
                List<List<Change>> swapped = swapped(combinations, step, alike);
                if (combinations.size() <= MOST_COMBINATIONS && swapped.stream().allMatch(this::passes)) {
                    instead.addAll(alike);
                    further.addAll(swapped);
                }
            }
            combinations = further;
            steps.add(new WayOut.Step(
                    minimal.get(step),
                    candidates.stream().filter(instead::contains).toList()));
        }
        return new WayOut(steps);
    }

    /** Each combination with one of {@code alike} that it does not hold yet; one stands for all. */
    private static List<List<Change>> swapped(List<List<Change>> combinations, int step, List<Change> alike) {
        List<List<Change>> all = new ArrayList<>();
        for (List<Change> combination : combinations) {
            alike.stream()
                    .filter(other -> !combination.contains(other))
                    .findFirst()
                    .ifPresent(other -> all.add(swapped(combination, step, other)));
        }
        return all;
    }

    private static List<Change> swapped(List<Change> changes, int step, Change other) {
        List<Change> swapped = new ArrayList<>(changes);
        swapped.set(step, other);
        return swapped;
    }

    /** Others of the step's kind that could take its place, those together that are worth the same. */
    private List<List<Change>> alternatives(List<Change> minimal, int step, List<Change> candidates, Decision after) {
        Class<?> kind = minimal.get(step).getClass();
        Map<Object, List<Change>> alike = new LinkedHashMap<>();
        for (Change other : candidates) {
            if (other.getClass() == kind && !minimal.contains(other) && passes(swapped(minimal, step, other))) {
                alike.computeIfAbsent(worth(other, after), _ -> new ArrayList<>())
                        .add(other);
            }
        }
        return List.copyOf(alike.values());
    }

    /** The actions for which a person's approval counts, or the counts of which a finding is part. */
    private static Object worth(Change change, Decision decision) {
        return switch (change) {
            case Change.Approve approve ->
                decision.policies().stream()
                        .flatMap(policy -> policy.actions().stream())
                        .map(action -> action.eligible().contains(approve.user()))
                        .toList();
            case Change.Resolve resolve ->
                decision.policies().stream()
                        .flatMap(policy -> policy.rules().stream())
                        .flatMap(rule -> rule.reasons().stream())
                        .map(reason -> reason instanceof Reason.Counted counted
                                && counted.findings().contains(resolve.ordinal()))
                        .toList();
            default -> change;
        };
    }

    /** Whether the merge request would pass; past the bound nothing does. */
    private boolean passes(List<Change> changes) {
        return decisions < mostDecisions && !decide(changes).outcome().blocks();
    }

    private Decision decide(List<Change> changes) {
        decisions++;
        return Decider.decide(policies, SnapshotEdit.apply(snapshot, changes), now);
    }
}

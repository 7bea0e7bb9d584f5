// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.decision.VulnerabilityTransitions;
import dev.portcullis.policy.execution.ExecutionPlan;
import dev.portcullis.policy.execution.NextRun;
import dev.portcullis.policy.execution.Schedules;
import dev.portcullis.policy.execution.SkipRights;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.Findings;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.StoredState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Compares what policies put into a pipeline with what a scenario expects. */
final class ExecutionComparison {
    private final List<String> differences = new ArrayList<>();

    private ExecutionComparison() {}

    static List<String> compare(PolicySet policies, Scenario scenario) {
        ExecutionComparison comparison = new ExecutionComparison();
        ExecutionExpectation expected = scenario.expected().execution();
        if (scenario.execution() != null) {
            ExecutionCase of = scenario.execution();
            comparison.compare(expected, of.plan(policies), of);
            new TreeMap<>(expected.maySkip()).forEach((name, may) -> {
                boolean actual = scenario.people().entrySet().stream()
                        .filter(person -> person.getValue().equals(name))
                        .anyMatch(person -> SkipRights.mayUse(
                                SkipRights.Directive.SKIP_CI, person.getKey(), policies, of.context()));
                comparison.check(name + " may skip", may, actual);
            });
        }
        if (expected.transitions() != null) {
            comparison.check(
                    "transitions", new TreeMap<>(expected.transitions()), transitions(policies, scenario.snapshot()));
        }
        if (!expected.nextRuns().isEmpty()) {
            List<NextRun> runs = Schedules.next(
                    policies,
                    scenario.snapshot().project(),
                    scenario.snapshot().unavailable().keySet(),
                    scenario.now());
            new TreeMap<>(expected.nextRuns()).forEach((policy, run) -> {
                comparison.check(
                        "next run of '" + policy + "'",
                        run.at() == null ? "never" : run.at(),
                        nextRun(policy, runs, policies));
            });
        }
        return comparison.differences;
    }

    /** When the policy runs next. */
    private static Object nextRun(String policy, List<NextRun> runs, PolicySet policies) {
        if (policies.all().stream().noneMatch(applied -> applied.policy().name().equals(policy))) {
            return "no such policy";
        }
        Optional<Instant> next = runs.stream()
                .filter(run -> run.policy().equals(policy))
                .findFirst()
                .map(NextRun::at);
        return next.<Object>map(Function.identity()).orElse("never");
    }

    private void compare(ExecutionExpectation expected, ExecutionPlan plan, ExecutionCase of) {
        check("jobs", expected.jobs(), List.copyOf(plan.configuration().jobs().keySet()));
        check("stages", expected.stages(), plan.configuration().stages());
        if (expected.missed() != null) {
            Map<String, Object> missed = new TreeMap<>();
            plan.missed(of.jobs())
                    .forEach(scan -> missed.put(scan.scan().action().scan().word(), scan.why()));
            check("missed", new TreeMap<>(expected.missed()).toString(), missed.toString());
        }
        new TreeMap<>(expected.config()).forEach((path, value) -> {
            Object node = at(plan.configuration().tree(), path);
            check(path, value, node == null ? "absent" : node.toString());
        });
        if (expected.problems() != null) {
            expected.problems().stream()
                    .filter(text -> plan.problems().stream().noneMatch(problem -> problem.contains(text)))
                    .forEach(text -> differences.add("no problem says '" + text + "'"));
            plan.problems().stream()
                    .filter(problem -> expected.problems().stream().noneMatch(problem::contains))
                    .forEach(problem -> differences.add("unexpected problem: " + problem));
        }
    }

    /** What vulnerability management makes of the source's scans, as if they had run on the default branch. */
    private static Map<String, StoredState> transitions(PolicySet policies, Snapshot snapshot) {
        Set<ScanType> scanned = EnumSet.noneOf(ScanType.class);
        Findings detected = Findings.EMPTY;
        for (Pipeline pipeline : snapshot.source().pipelines()) {
            for (Scan scan : pipeline.scans()) {
                if (scan.status() == ScanStatus.SUCCESS) {
                    scanned.add(scan.type());
                    detected = detected.or(scan.findings());
                }
            }
        }
        Map<Integer, String> ids = new HashMap<>();
        snapshot.vulnerabilities()
                .forEach(stored -> ids.put(stored.ordinal(), stored.facts().uuid()));
        Map<String, StoredState> transitions = new TreeMap<>();
        VulnerabilityTransitions.of(
                        policies,
                        snapshot.project(),
                        snapshot.unavailable().keySet(),
                        scanned,
                        detected,
                        snapshot.vulnerabilities())
                .forEach(change -> transitions.put(ids.getOrDefault(change.ordinal(), ""), change.to()));
        return transitions;
    }

    /** The value at a path with slashes; list elements are counted from 0. */
    private static @Nullable Object at(Object tree, String path) {
        Object node = tree;
        for (String step : path.split("/")) {
            node = switch (node) {
                case Map<?, ?> map -> map.get(step);
                case List<?> list
                when step.matches("[0-9]{1,4}") && Integer.parseInt(step) < list.size() ->
                    list.get(Integer.parseInt(step));
                case null, default -> null;
            };
        }
        return node;
    }

    private void check(String what, @Nullable Object expected, Object actual) {
        if (expected != null && !expected.equals(actual)) {
            differences.add(what + ": expected " + expected + ", got " + actual);
        }
    }
}

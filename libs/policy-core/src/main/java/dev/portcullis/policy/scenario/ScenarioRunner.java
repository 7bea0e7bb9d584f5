// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.PolicyResult;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.decision.Status;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs scenarios and compares. */
public final class ScenarioRunner {
    private ScenarioRunner() {}

    /** Runs every scenario of a file. */
    public static List<ScenarioResult> run(ScenarioFile file) {
        return file.scenarios().stream()
                .map(scenario -> run(file.policies(), scenario))
                .toList();
    }

    /** Runs one scenario. */
    public static ScenarioResult run(PolicySet policies, Scenario scenario) {
        Decision decision = Decider.decide(policies, scenario.snapshot(), scenario.now());
        List<String> differences = compare(scenario.expected(), decision);
        differences.addAll(ExecutionComparison.compare(policies, scenario));
        return new ScenarioResult(scenario, decision, differences);
    }

    private static List<String> compare(Expectation expected, Decision decision) {
        List<String> differences = new ArrayList<>();
        compare(differences, "decision", expected.decision(), decision.outcome());
        expected.policies().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> compare(
                        differences,
                        "policy '" + entry.getKey() + "'",
                        entry.getValue(),
                        status(decision, entry.getKey())));
        compare(differences, "approvals_left", expected.approvalsLeft(), decision.approvalsLeft());
        compare(differences, "findings", sorted(expected.findings()), sorted(counted(decision)));
        compare(differences, "bot_comment", expected.botComment(), decision.botComment());
        if (expected.revisit() != null && !Objects.equals(expected.revisit().at(), decision.revisitAt())) {
            differences.add(difference("revisit_at", expected.revisit().at(), decision.revisitAt()));
        }
        return differences;
    }

    private static void compare(
            List<String> differences, String what, @Nullable Object expected, @Nullable Object actual) {
        if (expected != null && !expected.equals(actual)) {
            differences.add(difference(what, expected, actual));
        }
    }

    private static String difference(String what, @Nullable Object expected, @Nullable Object actual) {
        return what + ": expected " + shown(expected) + ", decided " + shown(actual);
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "never";
            case Word word -> word.word();
            default -> value.toString();
        };
    }

    /** The status of the policy of that name; of several, the one that comes first in {@link Status}. */
    private static Object status(Decision decision, String name) {
        return decision.policies().stream()
                .filter(policy -> policy.name().equals(name))
                .map(PolicyResult::status)
                .min(Comparator.naturalOrder())
                .<Object>map(Function.identity())
                .orElse("no such policy");
    }

    private static Set<String> counted(Decision decision) {
        return decision.findings().facts().stream().map(FindingFacts::uuid).collect(Collectors.toSet());
    }

    private static @Nullable Set<String> sorted(@Nullable Set<String> ids) {
        return ids == null ? null : new TreeSet<>(ids);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.scenario.Scenario;
import dev.portcullis.policy.scenario.ScenarioFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A decision as people read it. */
record Told(Decision decision, Explanation explanation) {
    /** What {@code policies}, a policy document, make of a scenario without name, instant and expectation. */
    static Told scenario(String policies, String scenario) {
        return scenario(policies, "", scenario);
    }

    /** The same with {@code exceptions}, a list. */
    static Told scenario(String policies, String exceptions, String scenario) {
        String text = "policies:\n" + policies.indent(2)
                + (exceptions.isEmpty() ? "" : "exceptions:\n" + exceptions + "\n")
                + "scenarios:\n- name: told\n  now: 2026-11-24T12:00:00Z\n  expect: {}\n" + scenario.indent(2);
        ScenarioFile file = ScenarioFile.parse(text.getBytes(StandardCharsets.UTF_8), "told.yaml", _ -> null);
        assertThat(file.problems()).isEmpty();
        Scenario read = file.scenarios().getFirst();
        return new Told(
                Decider.decide(file.policies(), read.snapshot(), read.now()),
                new Explanation(user -> read.people().getOrDefault(user, "user " + user), file.policies()));
    }

    /** The decision with people by number. */
    static Told of(Decision decision) {
        return new Told(decision, new Explanation(user -> "user " + user));
    }

    List<String> blockers() {
        return explanation.blockers(decision);
    }

    List<String> lines() {
        return explanation.lines(decision.trace());
    }

    /** The steps below the decision, each behind what came of it: + matched, - unmatched, ? with why that is not known. */
    List<String> verdicts() {
        List<String> verdicts = new ArrayList<>();
        decision.trace().children().forEach(child -> append(verdicts, child));
        return verdicts;
    }

    private void append(List<String> verdicts, Trace trace) {
        verdicts.add(switch (trace.verdict()) {
                    case Verdict.Matched() -> "+ ";
                    case Verdict.Unmatched() -> "- ";
                    case Verdict.Undetermined(String why) -> "?(" + why + ") ";
                }
                + explanation.lines(trace).getFirst());
        trace.children().forEach(child -> append(verdicts, child));
    }
}

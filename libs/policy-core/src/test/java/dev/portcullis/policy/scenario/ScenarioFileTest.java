// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static dev.portcullis.policy.scenario.ScenarioMistakesTest.inScenario;
import static dev.portcullis.policy.scenario.ScenarioMistakesTest.problems;
import static dev.portcullis.policy.scenario.ScenarioPeopleTest.differences;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.Problem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What holds for a whole file: whether it can be run, what its exceptions are for, and that every shape is read. */
class ScenarioFileTest {
    private static final String HIGHS = """
            approval_policy:
            - &policy
              name: Lows
              enabled: true
              rules: [{type: scan_finding, branches: [main], scanners: [sast], vulnerabilities_allowed: 0,
                       severity_levels: [low], vulnerability_states: []}]
              actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]
            - <<: *policy
              name: Highs
              rules: [{type: scan_finding, branches: [main], scanners: [sast], vulnerabilities_allowed: 0,
                       severity_levels: [high], vulnerability_states: []}]
            """;
    private static final String FOUND = """
            project: {path: acme/web}
            members: {alice: maintainer}
            source: {findings: [{id: f1, scanner: sast, severity: high}]}
            target: {scans: [sast]}
            expect: {policies: {Highs: STATUS}}
            """;

    @Test
    void aFileWithWarningsAloneCanBeRun() {
        ScenarioFile file = ScenarioFile.parse("""
                policies: {approval_policy: []}
                scenarios:
                - name: n
                  now: 2026-11-24
                  expect: {decision: Not_Required}
                """.getBytes(StandardCharsets.UTF_8), "f", _ -> null);
        assertThat(file.problems())
                .extracting(Problem::toString)
                .containsExactly("f:5:22: warning: GitLab knows 'Not_Required' only in lower case; write not_required"
                        + " (scenarios[0].expect.decision)");
        assertThat(file.isValid()).isTrue();
        assertThat(ScenarioRunner.run(file)).extracting(ScenarioResult::passed).containsExactly(true);
    }

    @Test
    void anExceptionIsForItsScopeOnly() {
        assertExcepted("scope: acme", true);
        assertExcepted("scope: acme/web", true);
        assertExcepted("scope: other", false);
        assertExcepted("owner: acme", false);
    }

    @Test
    void anExceptionNamesAPolicyByItsNameOrItsPlaceInTheFile() {
        assertExcepted("policy: Highs", true);
        assertExcepted("policy: policy-2", true);
        assertExcepted("policy: policy-1", false);
        assertExcepted("policy: Lows", false);
    }

    @Test
    void policiesThatAreNoObjectAreTold() {
        assertThat(problems("policies: 1\nscenarios: []\n"))
                .containsExactly("f:1:11: error: expected lists of policies, not '1'");
    }

    @Test
    void whatHasAnotherShapeIsTold() {
        assertThat(inScenario("""
                        source: {pipelines: 5}
                        target: {pipelines: {}}
                        vulnerabilities: [{severity: low}]
                        approvals: [{user: alice, at: [2026-11-24]}]
                        """))
                .containsExactly(
                        "f:5:23: error: expected a list, not '5' (scenarios[0].source.pipelines)",
                        "f:6:23: error: expected a list, not an object (scenarios[0].target.pipelines)",
                        "f:7:21: error: 'id' is missing; add 'id' (scenarios[0].vulnerabilities[0])",
                        "f:8:33: error: expected text, not a list (scenarios[0].approvals[0].at)");
        assertThat(problems("policies: {approval_policy: []}\nscenarios: [{name: n, now: [2026], expect: {}}]\n"))
                .containsExactly("f:2:28: error: expected text, not a list (scenarios[0].now)");
    }

    private static void assertExcepted(String about, boolean excepted) {
        String exceptions = "exceptions: [{id: e, findings: [f1], ends_at: 2026-12-01, " + about + "}]\n";
        assertThat(differences(HIGHS, exceptions, FOUND.replace("STATUS", excepted ? "not_violated" : "violated")))
                .as(about)
                .isEmpty();
    }
}

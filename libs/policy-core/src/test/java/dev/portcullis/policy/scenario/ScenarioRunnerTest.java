// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a scenario that fails says. */
class ScenarioRunnerTest {
    private static final String FILE = """
            policies:
              approval_policy:
              - name: No highs
                enabled: true
                rules: [{type: scan_finding, branches: [main], scanners: [sast], vulnerabilities_allowed: 0,
                         severity_levels: [high], vulnerability_states: []}]
                actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]
              scan_execution_policy:
              - name: Nightly
                enabled: true
                rules: [{type: schedule, branches: [main], cadence: "0 3 * * *"}]
                actions: [{scan: sast}]
              - name: Always
                enabled: true
                rules: [{type: pipeline, branches: [main]}]
                actions: [{scan: secret_detection}]
                skip_ci: {allowed: false, allowlist: {users: [{id: 11}]}}
              vulnerability_management_policy:
              - name: Gone
                enabled: true
                rules: [{type: no_longer_detected, scanners: [sast], severity_levels: [high]}]
                actions: [{type: auto_resolve}]
            scenarios:
            - name: one
              now: 2026-11-24T12:00:00Z
              members: {alice: maintainer, dev: developer}
              user_ids: {alice: 11}
              source: {findings: [{id: f1, scanner: sast, severity: high}, {id: f0, scanner: sast, severity: high}]}
              target: {scans: [sast]}
              vulnerabilities: [{id: v1, scanner: sast, severity: high}]
              pipeline: {}
            """;

    @Test
    void everyDifferenceIsASentence() {
        assertThat(differences("{decision: satisfied, policies: {No highs: not_violated, Some highs: violated},"
                        + " approvals_left: 0, findings: [f2, f1], bot_comment: false, revisit_at: 2026-12-01}"))
                .containsExactly(
                        "decision: expected satisfied, decided approval_required",
                        "policy 'No highs': expected not_violated, decided violated",
                        "policy 'Some highs': expected violated, decided no such policy",
                        "approvals_left: expected 0, decided 1",
                        "findings: expected [f1, f2], decided [f0, f1]",
                        "bot_comment: expected false, decided true",
                        "revisit_at: expected 2026-12-01T00:00:00Z, decided never");
    }

    @Test
    void whatIsAsExpectedIsNoDifference() {
        assertThat(differences("{decision: approval_required, policies: {No highs: violated}, approvals_left: 1,"
                        + " findings: [f1, f0], bot_comment: true, revisit_at: null, stages: [build, test, deploy],"
                        + " missed: {secret_detection: absent}, problems: [], transitions: {v1: resolved},"
                        + " jobs: [secret-detection-0], may_skip: {alice: true, dev: false, mallory: false},"
                        + " config: {secret-detection-0/nothing: absent},"
                        + " next_runs: {Nightly: 2026-11-25T03:00:00Z, Always: null}}"))
                .isEmpty();
    }

    @Test
    void differencesOfThePipelineAreTold() {
        assertThat(differences("{jobs: [sast], stages: [test], missed: {sast: failed}, problems: [no runner],"
                        + " transitions: {v2: resolved}, may_skip: {alice: false, dev: true, mallory: true},"
                        + " config: {a/b: c, secret-detection-0/stage: deploy, stages/0: x, stages/3: x, stages/b: x},"
                        + " next_runs: {Nightly: null, Always: 2026-11-25, Never: null}}"))
                .containsExactly(
                        "jobs: expected [sast], got [secret-detection-0]",
                        "stages: expected [test], got [build, test, deploy]",
                        "missed: expected {sast=FAILED}, got {secret_detection=ABSENT}",
                        "a/b: expected c, got absent",
                        "secret-detection-0/stage: expected deploy, got test",
                        "stages/0: expected x, got build",
                        "stages/3: expected x, got absent",
                        "stages/b: expected x, got absent",
                        "no problem says 'no runner'",
                        "alice may skip: expected false, got true",
                        "dev may skip: expected true, got false",
                        "mallory may skip: expected true, got false",
                        "transitions: expected {v2=RESOLVED}, got {v1=RESOLVED}",
                        "next run of 'Always': expected 2026-11-25T00:00:00Z, got never",
                        "next run of 'Never': expected never, got no such policy",
                        "next run of 'Nightly': expected never, got 2026-11-25T03:00:00Z");
    }

    @Test
    void whatItsJobsCameToIsWhatWasMissed() {
        assertThat(differences("{jobs: [{name: secret-detection-0, reports: [secret_detection]}]}", "{missed: {}}"))
                .isEmpty();
        assertThat(differences("{jobs: [{name: secret-detection-0, status: failed}]}", "{missed: {}}"))
                .containsExactly("missed: expected {}, got {secret_detection=FAILED}");
    }

    @Test
    void problemsOfThePipelineAreMatchedByAPartOfThem() {
        String ci = "{ci: '[a]'}";
        assertThat(differences(ci, "{problems: [a CI configuration is a map]}")).isEmpty();
        assertThat(differences(ci, "{problems: []}"))
                .containsExactly("unexpected problem: .gitlab-ci.yml: a CI configuration is a map");
        assertThat(differences(ci, "{problems: [no runner, is a map]}")).containsExactly("no problem says 'no runner'");
    }

    private static List<String> differences(String expect) {
        return differences("{}", expect);
    }

    private static List<String> differences(String pipeline, String expect) {
        String text = FILE.replace("pipeline: {}", "pipeline: " + pipeline) + "  expect: " + expect + "\n";
        ScenarioFile file = ScenarioFile.parse(text.getBytes(StandardCharsets.UTF_8), "f", _ -> null);
        assertThat(file.isValid()).as(file.problems().toString()).isTrue();
        ScenarioResult result = ScenarioRunner.run(file).getFirst();
        assertThat(result.passed()).isEqualTo(result.differences().isEmpty());
        return result.differences();
    }
}

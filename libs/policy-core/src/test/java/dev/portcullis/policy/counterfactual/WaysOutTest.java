// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.scenario.Scenario;
import dev.portcullis.policy.scenario.ScenarioFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("C-1")
class WaysOutTest {
    static final String SCAN = "{type: scan_finding, branches: [main], scanners: [sast],"
            + " vulnerabilities_allowed: 0, severity_levels: [], vulnerability_states: []}";

    private static final String MEMBERS =
            "  members: {alice: maintainer, bob: maintainer, carol: maintainer, dev: developer}\n";

    @Test
    void oneOfSeveralPeopleApprovesOrTheFindingGoes() {
        assertThat(ways(policy("Scans", SCAN, "user_approvers: [alice, bob]"), """
                        source: {findings: [{id: f1, scanner: sast, severity: high, name: SQL injection, path: a.py}]}
                        target: {scans: [sast]}
                        """))
                .containsExactly(
                        "It passes with 1 more approval of alice or bob.",
                        "It passes without high SQL injection in a.py.");
    }

    @Test
    void asManyFindingsGoAsAreTooMany() {
        assertThat(ways(
                        policy("Scans", SCAN.replace("allowed: 0", "allowed: 1"), "user_approvers: [alice, bob, carol]")
                                .replace("required: 1", "required: 2"),
                        """
                        source: {findings: [{id: f1, severity: low}, {id: f2, severity: low}, {id: f3, severity: low}]}
                        target: {scans: [sast]}
                        approvals: [carol]
                        """.replace("{id", "{scanner: sast, id")))
                .containsExactly(
                        "It passes with 1 more approval of alice or bob.",
                        "It passes without 2 of low f1, low f2, low f3.");
    }

    @Test
    void aMissingScanRuns() {
        assertThat(ways(policy("Scans", SCAN, "user_approvers: [alice]"), """
                        source: {scans: [dast]}
                        target: {scans: [sast]}
                        """))
                .containsExactly(
                        "It passes with 1 more approval of alice.", "It passes once the head is scanned (sast).");
    }

    @Test
    void aPipelineEndsAndThenTheMissingScanIsStillMissing() {
        assertThat(ways(policy("Scans", SCAN, "user_approvers: [alice]"), """
                        source: {pipelines: [{id: 9, status: running, scans: []}]}
                        target: {scans: [sast]}
                        """))
                .containsExactly(
                        "It passes once pipeline #9 ended and found nothing further and with 1 more approval of alice.",
                        "It passes once pipeline #9 ended and found nothing further and once the head is scanned (sast).");
    }

    @Test
    void commitsAreSignedAndComponentsGo() {
        assertThat(ways(
                        policy(
                                "Signed",
                                "{type: any_merge_request, branches: [main], commits: unsigned}",
                                "user_approvers: [alice]"),
                        "merge_request: {commits: [{sha: a1, signed: false}]}"))
                .contains("It passes once these commits are signed: a1.");
        assertThat(
                        ways(
                                policy(
                                        "Licences",
                                        "{type: license_finding, branches: [main], license_states: [newly_detected],"
                                                + " licenses: {denied: [{name: MIT}]}}",
                                        "user_approvers: [alice]"),
                                "source: {dependencies: [{purl: \"pkg:npm/a@1\", licenses: [MIT]}]}\ntarget: {dependencies: []}"))
                .contains("It passes without pkg:npm/a@1 (MIT).");
    }

    @Test
    void everyMergeRequestNeedsAnApprovalThatOnlyPeopleCanGive() {
        assertThat(ways(
                        policy(
                                "Any",
                                "{type: any_merge_request, branches: [main], commits: any}",
                                "user_approvers: [alice]"),
                        ""))
                .containsExactly("It passes with 1 more approval of alice.");
        assertThat(ways(
                        policy(
                                "Any",
                                "{type: any_merge_request, branches: [main], commits: any}",
                                "user_approvers: [nobody]"),
                        ""))
                .isEmpty();
    }

    @Test
    void aPolicyThatWarnsIsDismissed() {
        String policy = policy(
                "Warns", "{type: any_merge_request, branches: [main], commits: any}", "user_approvers: [alice, bob]");
        assertThat(ways(policy + "  enforcement_type: warn\n", ""))
                .containsExactly(
                        "It passes with 1 more approval of alice or bob.",
                        "It passes with a dismissal of ‘Warns’, with a reason, by alice or bob.");
        assertThat(ways(policy + "  bypass_settings: {roles: [developer]}\n", ""))
                .contains("It passes with a dismissal of ‘Warns’, with a reason, by dev.");
    }

    @Test
    void onePersonCountsForSeveralPolicies() {
        String two = policy("A", SCAN, "user_approvers: [alice, bob]")
                + policy(
                                "B",
                                "{type: any_merge_request, branches: [main], commits: any}",
                                "user_approvers: [bob, carol]")
                        .replace("approval_policy:\n", "");
        assertThat(ways(two, """
                        source: {findings: [{id: f1, scanner: sast, severity: high}]}
                        target: {scans: [sast]}
                        """)).containsExactly("It passes with 1 more approval of bob.");
    }

    @Test
    void whatCouldNotBeReadCanBeReadLater() {
        assertThat(ways(policy("Scans", SCAN, "user_approvers: [alice]"), """
                        source: {scans: [sast]}
                        target: {scans: [sast]}
                        unavailable: [target_reports]
                        """))
                .contains("It passes once the reports of the target branch can be read and hold nothing further.");
    }

    @Test
    void nothingBlocks() {
        assertThat(ways(policy("Scans", SCAN, "user_approvers: [alice]"), """
                        source: {scans: [sast]}
                        target: {scans: [sast]}
                        """)).isEmpty();
    }

    static String policy(String name, String rule, String approvers) {
        return "approval_policy:\n- name: " + name + "\n  enabled: true\n  rules: [" + rule
                + "]\n  actions: [{type: require_approval, approvals_required: 1, " + approvers + "}]\n";
    }

    static List<String> ways(String policies, String facts) {
        ScenarioFile file = read(policies, facts);
        Scenario scenario = file.scenarios().getFirst();
        return new WaysOutSentences(user -> scenario.people().getOrDefault(user, "user " + user))
                .of(WaysOut.of(file.policies(), scenario.snapshot(), scenario.now()));
    }

    static ScenarioFile read(String policies, String facts) {
        String text = "policies:\n  " + policies.strip().replace("\n", "\n  ") + "\nscenarios:\n- name: s\n"
                + "  now: 2026-11-24T12:00:00Z\n" + (facts.contains("members: {") ? "" : MEMBERS) + "  expect: {}\n  "
                + facts.strip().replace("\n", "\n  ") + "\n";
        ScenarioFile file = ScenarioFile.parse(text.getBytes(StandardCharsets.UTF_8), "test", _ -> null);
        assertThat(file.isValid()).as(file.problems() + "\n" + text).isTrue();
        return file;
    }
}

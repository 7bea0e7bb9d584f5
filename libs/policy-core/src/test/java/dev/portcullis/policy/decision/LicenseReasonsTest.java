// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a licence rule finds out, as its trace tells it. */
class LicenseReasonsTest {
    private static final String SOURCE = """
            members: {alice: maintainer}
            source: {scans: [dependency_scanning], dependencies: [{purl: "pkg:npm/b@2", licenses: [GPL-2.0-only]}, {purl: "pkg:npm/b@10", licenses: [GPL-2.0-only]}, {purl: "pkg:npm/b@3", licenses: [GPL-2.0-only]}, {purl: "pkg:npm/c@1", licenses: [GPL-2.0-only, MIT]}]}
            """;
    private static final String TARGET = "target: {scans: [dependency_scanning], dependencies: []}\n";
    private static final String DENIED =
            "+ Licences that are not accepted: pkg:npm/b@10 (GPL-2.0-only), pkg:npm/c@1 (GPL-2.0-only).";

    @Test
    void aComponentInSeveralVersionsIsToldOnce() {
        assertThat(told("newly_detected", "", SOURCE + TARGET)).containsExactly("+ Rule 1 is violated.", DENIED);
        assertThat(Told.scenario(policy("newly_detected", ""), SOURCE + TARGET).blockers())
                .containsExactly("Blocked by ‘Licences’: licences that are not accepted: pkg:npm/b@10 (GPL-2.0-only),"
                        + " pkg:npm/c@1 (GPL-2.0-only); needs 1 of: alice; nobody has approved.");
    }

    @Test
    @Tag("S2.6-24")
    void whichPipelinesWereComparedIsTold() {
        assertThat(Told.scenario(policy("newly_detected", ""), SOURCE + TARGET).lines())
                .contains("      Compared pipeline #1 with pipeline #2 of the target.");
        assertThat(Told.scenario(policy("newly_detected, detected", ""), SOURCE + TARGET)
                        .lines())
                .noneMatch(line -> line.contains("Compared"));
    }

    @Test
    void componentsThatAreExceptedAreCounted() {
        String exceptions = "- {id: e2, purls: [\"pkg:npm/b@\"], ends_at: 2026-12-01T12:00:00Z}\n"
                + "- {id: e1, purls: [\"pkg:npm\"], ends_at: 2026-12-01T12:00:00Z}";
        Told told = Told.scenario(policy("newly_detected", ""), exceptions, SOURCE + TARGET);
        assertThat(rule(told))
                .containsExactly(
                        "- Rule 1 is not violated.",
                        "- 2 findings are excepted by e1, e2.",
                        "- Every licence is accepted.");
        assertThat(told.decision().exceptions()).containsExactly("e1", "e2");
    }

    @Test
    void withoutComponentsOnTheTarget() {
        String target = "target: {scans: [sast]}\n";
        assertThat(told("newly_detected", "", SOURCE + target)).containsExactly("+ Rule 1 is violated.", DENIED);
        assertThat(told("newly_detected", "fail: open", SOURCE + target))
                .containsExactly(
                        "- Rule 1 is not violated.",
                        "- The target has no list of components to compare with (the policy's fallback lets that pass).");
        String fine = SOURCE.replace("GPL-2.0-only", "MIT");
        assertThat(told(
                        "newly_detected",
                        "fail: open",
                        fine.replaceAll("dependencies: \\[.*]", "dependencies: []") + target))
                .containsExactly("- Rule 1 is not violated.", "- Every licence is accepted.");
        String required = target + "settings: {require_target_scans: true}\n";
        assertThat(told("newly_detected", "", fine + required))
                .containsExactly(
                        "+ Rule 1 is violated.",
                        "+ The target was never scanned (dependency_scanning).",
                        "- Every licence is accepted.");
        assertThat(told("detected", "", SOURCE + required))
                .containsExactly(
                        "+ Rule 1 is violated.",
                        "+ The target was never scanned (dependency_scanning).",
                        "- Every licence is accepted.");
        assertThat(told("newly_detected", "fail: open", SOURCE + required))
                .containsExactly(
                        "- Rule 1 is not violated.",
                        "- The target was never scanned (dependency_scanning) (the policy's fallback lets that pass).");
    }

    @Test
    void withoutComponentsInTheHead() {
        String none = "members: {alice: maintainer}\nsource: {scans: [sast]}\n";
        assertThat(told("newly_detected", "", none + TARGET))
                .containsExactly(
                        "+ Rule 1 is violated.",
                        "+ The pipelines brought no report (dependency_scanning).",
                        "- Every licence is accepted.");
        String failed = none.replace("[sast]", "[{type: dependency_scanning, status: failed}]");
        assertThat(told("newly_detected, detected", "", failed + TARGET))
                .containsExactly(
                        "+ Rule 1 is violated.",
                        "+ Failed or cancelled scans (dependency_scanning).",
                        "- Every licence is accepted.");
    }

    @Test
    void whereAnExecutionPolicyScansThatIsTold() {
        String tuned =
                policy("newly_detected", "") + "  policy_tuning: {unblock_rules_using_execution_policies: true}\n"
                        + "scan_execution_policy: [{name: Scans, enabled: true, rules: [{type: pipeline, branch_type: all}],"
                        + " actions: [{scan: dependency_scanning}]}]\n";
        String none = "members: {alice: maintainer}\nsource: {scans: [sast]}\n";
        assertThat(rule(Told.scenario(tuned, none + TARGET)))
                .containsExactly(
                        "- Rule 1 is not violated.",
                        "- Missing scans (dependency_scanning) are enforced by an execution policy.",
                        "- Every licence is accepted.");
    }

    @Test
    void reportsThatCouldNotBeObtainedAreNotJudged() {
        String source = "? The reports of the merge request's pipelines could not be obtained (the scenario says so).";
        String target = "? The reports of the target branch could not be obtained (the scenario says so).";
        String undetermined = "? Rule 1 cannot be determined.";
        String nothing = "members: {alice: maintainer}\n";
        assertThat(told("detected", "", SOURCE + TARGET + "unavailable: [target_reports]"))
                .containsExactly(undetermined, target);
        assertThat(told("newly_detected", "", SOURCE + TARGET + "unavailable: [target_reports, source_reports]"))
                .containsExactly(undetermined, source, target);
        assertThat(told("newly_detected, detected", "", SOURCE + TARGET + "unavailable: [source_reports]"))
                .containsExactly(undetermined, source);
        assertThat(told("newly_detected", "", nothing + "unavailable: [source_reports]"))
                .containsExactly(undetermined, source);
        assertThat(told("newly_detected", "", nothing)).containsExactly("? Rule 1 waits.", "? No pipeline exists yet.");
        assertThat(told(
                        "newly_detected",
                        "",
                        nothing + "source: {pipelines: [{id: 4, status: running}]}\nunavailable: [source_reports]"))
                .containsExactly("? Rule 1 waits.", "? Waits for pipeline #4.");
    }

    private static List<String> told(String states, String fallback, String scenario) {
        return rule(Told.scenario(policy(states, fallback), scenario));
    }

    /** The rule and what it found out, without what was compared and why something is not known. */
    private static List<String> rule(Told told) {
        return told.verdicts().stream()
                .skip(1)
                .filter(line -> !line.contains("Approval ") && !line.contains("Compared "))
                .map(line -> line.replaceFirst("^\\?\\(.*?\\)", "?"))
                .toList();
    }

    private static String policy(String states, String fallback) {
        return "approval_policy:\n- name: Licences\n  enabled: true\n"
                + "  rules: [{type: license_finding, branches: [main], license_states: [" + states + "],"
                + " licenses: {denied: [{name: GPL-2.0-only}]}}]\n"
                + "  actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]\n"
                + "  fallback_behavior: {" + fallback + "}\n";
    }
}

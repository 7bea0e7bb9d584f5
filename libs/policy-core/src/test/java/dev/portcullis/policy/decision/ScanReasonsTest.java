// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What rules about scans and commits find out, as the trace tells it. */
class ScanReasonsTest {
    private static final String SCAN = "{type: scan_finding, branches: [main], scanners: [sast, dast],"
            + " vulnerabilities_allowed: 0, severity_levels: [], vulnerability_states: []}";
    private static final String TUNED = """
              policy_tuning: {unblock_rules_using_execution_policies: true}
            scan_execution_policy:
            - name: Scans
              enabled: true
              rules: [{type: pipeline, branch_type: all}]
              actions: [{scan: sast}, {scan: dast, site_profile: a, scanner_profile: b}]
            """;
    private static final String TARGET = "target: {scans: [sast, dast]}\n";

    @Test
    @Tag("S2.6-22")
    void missingAndFailedScansAreTold() {
        assertThat(rule(SCAN, "", "source: {scans: [{type: sast, status: failed}], findings: []}\n" + TARGET))
                .containsExactly(
                        "Rule 1 is violated.",
                        "Missing scans (dast).",
                        "Failed or cancelled scans (sast).",
                        "0 findings count (sast, dast), 0 allowed.");
        assertThat(rule(SCAN, "", "source: {pipelines: [{id: 1, scans: []}]}\n" + TARGET))
                .containsExactly(
                        "Rule 1 is violated.",
                        "The pipelines brought no report (sast, dast).",
                        "0 findings count (sast, dast), 0 allowed.");
    }

    @Test
    void whereExecutionPoliciesScanOnlyWhatIsMissingIsTold() {
        String counted = "0 findings count (sast, dast), 0 allowed.";
        assertThat(rule(SCAN, TUNED, "source: {scans: [sast, dast]}\n" + TARGET))
                .containsExactly("Rule 1 is not violated.", counted);
        assertThat(rule(SCAN, TUNED, "source: {scans: [{type: sast, status: failed}]}\n" + TARGET))
                .containsExactly(
                        "Rule 1 is not violated.",
                        "Missing scans (sast, dast) are enforced by an execution policy.",
                        counted);
        assertThat(rule(
                        SCAN,
                        TUNED,
                        "source: {scans: [dast, {type: sast, status: canceled}]}\ntarget: {scans: [dast]}\n"))
                .containsExactly(
                        "Rule 1 is not violated.",
                        "Missing scans (sast) are enforced by an execution policy.",
                        counted);
        assertThat(rule(SCAN, TUNED, "source: {scans: [dast]}\n" + TARGET))
                .containsExactly(
                        "Rule 1 is not violated.",
                        "Missing scans (sast) are enforced by an execution policy.",
                        counted);
        assertThat(rule(
                        SCAN,
                        TUNED,
                        "source: {pipelines: [{id: 1, scans: []}]}\ntarget: {pipelines: [{id: 2, scans: []}]}\n"))
                .containsExactly(
                        "Rule 1 is not violated.", "Missing scans are enforced by an execution policy.", counted);
    }

    @Test
    void ofAFindingThatSeveralPipelinesFoundTheFirstIsTold() {
        assertThat(rule(SCAN, "", """
                        source:
                          pipelines:
                          - {id: 1, source: push, findings: [{id: f1, scanner: sast, severity: low}]}
                          - {id: 2, source: api, findings: [{id: f1, scanner: sast, severity: high}]}
                        """ + TARGET.replace("[sast, dast]", "[sast]")))
                .containsExactly("Rule 1 is violated.", "1 finding counts (sast, dast), 0 allowed: low f1.");
    }

    @Test
    void ofAStoredVulnerabilityWhatTheHeadSaysIsTold() {
        String rule = SCAN.replace("vulnerability_states: []", "vulnerability_states: [new_needs_triage, detected]");
        assertThat(rule(rule, "", """
                        source: {findings: [{id: v1, scanner: sast, severity: low}]}
                        target: {findings: [{id: v1, scanner: sast, severity: high}]}
                        vulnerabilities: [{id: v1, scanner: sast, severity: critical, state: detected}]
                        """))
                .containsExactly("Rule 1 is violated.", "1 finding counts (sast, dast), 0 allowed: low v1.");
    }

    @Test
    void whatIsNewAndStoredAndExceptedIsToldOnce() {
        String rule = SCAN.replace("vulnerability_states: []", "vulnerability_states: [new_needs_triage, detected]");
        Told told = Told.scenario(policy(rule, ""), "- {id: e1, findings: [v1], ends_at: 2026-12-01T12:00:00Z}", """
                members: {alice: maintainer}
                source: {findings: [{id: v1, scanner: sast, severity: low}, {id: f2, scanner: sast, severity: low}]}
                target: {scans: [sast], findings: [f2]}
                vulnerabilities: [{id: v1, scanner: sast, severity: low, state: detected}]
                """);
        assertThat(told.lines())
                .contains("      1 finding is excepted by e1.", "      0 findings count (sast, dast), 0 allowed.");
        assertThat(told.decision().exceptions()).containsExactly("e1");
        Told untouched =
                Told.scenario(policy(rule, ""), "- {id: e1, findings: [v9], ends_at: 2026-12-01T12:00:00Z}", """
                members: {alice: maintainer}
                source: {findings: [{id: f2, scanner: sast, severity: low}]}
                target: {scans: [sast]}
                """);
        assertThat(untouched.lines()).noneMatch(line -> line.contains("excepted"));
        assertThat(untouched.decision().exceptions()).isEmpty();
    }

    @Test
    void theFindingsOfADecisionAreThoseOfItsViolatedRules() {
        String lenient = SCAN.replace("allowed: 0", "allowed: 3").replace("scanners: [sast, dast]", "scanners: [dast]");
        Told told = Told.scenario(policy(SCAN.replace("[sast, dast]", "[sast]") + ", " + lenient, ""), """
                members: {alice: maintainer}
                source: {findings: [{id: f1, scanner: sast, severity: low}, {id: f2, scanner: dast, severity: low}]}
                target: {scans: [sast, dast]}
                """);
        assertThat(told.decision().findings().facts())
                .extracting(finding -> finding.uuid())
                .containsExactly("f1");
    }

    @Test
    void storedStatesOfAnotherBranchAreNothingToCount() {
        String rule = SCAN.replace("vulnerability_states: []", "vulnerability_states: [detected]");
        assertThat(
                        rule(
                                rule,
                                "",
                                "project: {default_branch: develop, protected_branches: [main]}\nmerge_request: {target_branch: main}\n"))
                .containsExactly(
                        "Rule 1 is not violated.",
                        "Stored vulnerabilities count on the default branch only, and the target is main.");
    }

    @Test
    void itIsToldOnWhatTheScopeHangs() {
        String any = "{type: any_merge_request, branches: [main], commits: any}";
        String scoped =
                "  policy_scope: {match_mode: any, compliance_frameworks: [{id: 1}], exposure: {including: [{id: 2}]}}\n";
        String frameworks = "The project's compliance frameworks, which the policy's scope names, could not be obtained"
                + " (the scenario says so).";
        String attributes = "The project's security attributes, which the policy's scope names, could not be obtained"
                + " (the scenario says so).";
        String undetermined = "Rule 1 cannot be determined.";
        String every = "Every merge request needs approval.";
        assertThat(rule(any, scoped, "unavailable: [compliance_frameworks, security_attributes]\n"))
                .containsExactly(undetermined, every, frameworks);
        assertThat(rule(any, scoped, "unavailable: [compliance_frameworks]\n"))
                .containsExactly(undetermined, every, frameworks);
        assertThat(rule(any, scoped, "unavailable: [security_attributes]\n"))
                .containsExactly(undetermined, every, attributes);
        assertThat(rule(
                        any,
                        scoped.replace("compliance_frameworks: [{id: 1}], ", ""),
                        "unavailable: [compliance_frameworks, security_attributes]\n"))
                .containsExactly(undetermined, every, attributes);
        assertThat(rule(any, scoped, "project: {compliance_frameworks: [1]}\nunavailable: [security_attributes]\n"))
                .containsExactly("Rule 1 is violated.", every);
    }

    @Test
    void aPolicyThatWarnsAndIsNotViolatedIsNotReleased() {
        Told told = Told.scenario(
                policy("{type: any_merge_request, branches: [main], commits: unsigned}", "  enforcement_type: warn\n"),
                "members: {alice: maintainer}\nbypasses: [{policy: Rules, user: alice, reason: known}]\n");
        assertThat(told.lines()).contains("  ‘Rules’ warns: not violated.");
    }

    @Test
    void whoCouldApproveAReleasedActionIsToldUnderItsOwnSettings() {
        Told told = Told.scenario(
                policy(
                        "{type: any_merge_request, branches: [main], commits: any}",
                        "  fallback_behavior: {fail: open}\n  approval_settings: {prevent_approval_by_author: true}\n"),
                "members: {alice: maintainer}\nmerge_request: {author: alice}\napprovals: [alice]\n");
        assertThat(told.lines())
                .containsExactly(
                        "No approval required.",
                        "  ‘Rules’: not violated.",
                        "    Rule 1 is violated.",
                        "      Every merge request needs approval.",
                        "    Approval 1 is released: 1 required, but only 0 people could give one.");
    }

    @Test
    void whatWaitsIsNeitherReleasedNorUnderItsOwnSettings() {
        String author = "members: {alice: maintainer}\nmerge_request: {author: alice}\n";
        String settings = "  approval_settings: {prevent_approval_by_author: true}\n";
        Decision closed = Told.scenario(policy(SCAN, settings), author).decision();
        assertThat(closed.outcome()).isEqualTo(Outcome.PENDING);
        assertThat(closed.policies().getFirst().actions().getFirst().eligible()).hasSize(1);
        Decision open = Told.scenario(policy(SCAN, settings + "  fallback_behavior: {fail: open}\n"), author)
                .decision();
        assertThat(open.outcome()).isEqualTo(Outcome.NOT_REQUIRED);
        assertThat(open.policies().getFirst().status()).isEqualTo(Status.PENDING);
    }

    @Test
    @Tag("S2.6-24")
    void whichPipelinesWereComparedIsTold() {
        String source = "source: {pipelines: [{id: 7, source: push, scans: [sast, dast]},"
                + " {id: 9, source: schedule, scans: [sast]}, {id: 8, parent: 7}, {id: 3, source: push}]}\n";
        assertThat(compared(SCAN, source + "target: {pipelines: [{id: 5, scans: [sast]}]}"))
                .containsExactly("Compared pipelines #7, #8, #9 with pipeline #5 of the target.");
        assertThat(compared(SCAN, source + "target: {pipelines: [{id: 5, status: skipped, scans: [sast]}]}"))
                .containsExactly("Compared pipelines #7, #8, #9 with nothing, for the target was never scanned.");
        assertThat(compared(SCAN, "source: {pipelines: [{id: 7, status: running}]}"))
                .isEmpty();
        assertThat(compared(SCAN.replace("vulnerability_states: []", "vulnerability_states: [confirmed]"), source))
                .isEmpty();
    }

    @Test
    void intoAnotherBranchThereIsNothingToCountOfWhatIsStored() {
        String stored = SCAN.replace("vulnerability_states: []", "vulnerability_states: [confirmed]");
        assertThat(rule(
                        stored,
                        "",
                        "project: {default_branch: develop, protected_branches: [main]}\n"
                                + "merge_request: {target_branch: main}\nunavailable: [vulnerabilities]"))
                .containsExactly(
                        "Rule 1 is not violated.",
                        "Stored vulnerabilities count on the default branch only, and the target is main.");
    }

    @Test
    void whatIsStoredAndCouldNotBeObtainedIsNotCounted() {
        String missing = "The vulnerabilities of the default branch could not be obtained (the scenario says so).";
        for (String states : List.of("confirmed", "new_dismissed", "new_dismissed, confirmed")) {
            String stored = SCAN.replace("vulnerability_states: []", "vulnerability_states: [" + states + "]");
            assertThat(rule(stored, "", "source: {scans: [sast, dast]}\n" + TARGET + "unavailable: [vulnerabilities]"))
                    .as(states)
                    .containsExactly("Rule 1 cannot be determined.", missing);
        }
        String mixed = SCAN.replace("vulnerability_states: []", "vulnerability_states: [new_needs_triage, confirmed]");
        assertThat(rule(mixed, "", "source: {scans: [sast, dast]}\n" + TARGET + "unavailable: [vulnerabilities]"))
                .containsExactly("Rule 1 cannot be determined.", missing, "0 findings count (sast, dast), 0 allowed.");
    }

    private static List<String> compared(String rule, String scenario) {
        return rules(rule, "", scenario).stream()
                .filter(line -> line.startsWith("Compared "))
                .toList();
    }

    /** The rule and what it found out, but for the approvals and what was compared. */
    private static List<String> rule(String rule, String more, String scenario) {
        return rules(rule, more, scenario).stream()
                .filter(line -> !line.startsWith("Approval ") && !line.startsWith("Compared "))
                .toList();
    }

    private static List<String> rules(String rule, String more, String scenario) {
        return Told.scenario(policy(rule, more), "members: {alice: maintainer}\n" + scenario).lines().stream()
                .skip(2)
                .map(String::strip)
                .toList();
    }

    private static String policy(String rules, String more) {
        return "approval_policy:\n- name: Rules\n  enabled: true\n  rules: [" + rules + "]\n"
                + "  actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]\n" + more;
    }
}

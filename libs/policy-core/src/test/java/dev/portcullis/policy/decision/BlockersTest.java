// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What somebody in front of a blocked merge request reads. */
class BlockersTest {
    private static final String SCAN = "{type: scan_finding, branches: [main], scanners: [sast],"
            + " vulnerabilities_allowed: 0, severity_levels: [], vulnerability_states: []}";
    private static final String ANY = "{type: any_merge_request, branches: [main], commits: any}";
    private static final String RUNNING = """
            members: {alice: maintainer, bob: developer}
            source: {pipelines: [{id: 7, status: running}, {id: 9, source: push, status: pending}]}
            target: {scans: [sast]}
            """;
    private static final String FOUND = """
            members: {alice: maintainer, bob: developer}
            source: {findings: [{id: f1, scanner: sast, severity: critical, name: SQL injection, path: a.py}]}
            target: {scans: [sast]}
            """;

    @Test
    void aViolationIsToldWithWhoCanHelp() {
        Told told = Told.scenario(policy("No criticals", SCAN, "user_approvers: [alice, bob]"), FOUND);
        assertThat(told.decision().outcome()).isEqualTo(Outcome.APPROVAL_REQUIRED);
        assertThat(told.blockers())
                .containsExactly(
                        "Blocked by ‘No criticals’: 1 new critical SAST finding, 0 allowed: SQL injection in a.py;"
                                + " needs 1 of: alice, bob; nobody has approved.");
    }

    @Test
    void whatFindingsHaveInCommonIsSaidOnceAndGroupsAreNamed() {
        String mixed = """
                project: {id: 1, path: acme/web}
                members: {alice: maintainer, bob: developer}
                groups: {acme/security: [carol]}
                approvals: [bob]
                vulnerabilities: [{id: v1, scanner: sast, severity: low, state: detected}]
                source:
                  scans: [sast, api_fuzzing]
                  findings: [v1, {id: f1, scanner: api_fuzzing, severity: high, path: a.py}]
                target: {scans: [sast, api_fuzzing], findings: [v1]}
                """;
        String stored =
                SCAN.replace("[sast]", "[]").replace("vulnerability_states: []", "vulnerability_states: [detected]");
        String both = stored.replace("[detected]", "[new_needs_triage, detected]");
        String fuzzing = SCAN.replace("[sast]", "[api_fuzzing]");
        String approvers = "user_approvers: [bob], group_approvers: [acme/security], role_approvers: [maintainer]";
        String policy = policy("All", both + ", " + stored + ", " + fuzzing, approvers)
                .replace("approvals_required: 1", "approvals_required: 2");
        assertThat(Told.scenario(policy, mixed).blockers())
                .containsExactly("Blocked by ‘All’: 2 new or stored findings, 0 allowed: low v1, high f1 in a.py;"
                        + " 1 stored low SAST finding, 0 allowed: v1;"
                        + " 1 new high API fuzzing finding, 0 allowed: f1 in a.py;"
                        + " needs 1 more of: alice, carol (group acme/security, role maintainer); approved by bob.");
    }

    @Test
    void approvalsOfAPolicyThatIsNotViolatedAreNotTold() {
        Told told = Told.scenario(
                policy("Fine", SCAN, "user_approvers: [alice]"),
                "members: {alice: maintainer}\nsource: {scans: [sast]}\ntarget: {scans: [sast]}");
        assertThat(told.lines())
                .containsExactly(
                        "No approval required.",
                        "  ‘Fine’: not violated.",
                        "    Rule 1 is not violated.",
                        "      Compared pipeline #1 with pipeline #2 of the target.",
                        "      0 findings count (sast), 0 allowed.");
    }

    @Test
    void ofAViolatedPolicyOnlyWhatTellsIsTold() {
        Told told = Told.scenario(
                policy(
                        "Both",
                        SCAN + ", " + SCAN + ", " + ANY,
                        "user_approvers: [alice]}, {type: require_approval,"
                                + " approvals_required: 1, role_approvers: [developer]"),
                FOUND + "approvals: [alice]");
        assertThat(told.blockers())
                .containsExactly(
                        "Blocked by ‘Both’: 1 new critical SAST finding, 0 allowed: SQL injection in a.py;"
                                + " every merge request needs approval; needs 1 of: bob (role developer); nobody has approved.");
    }

    @Test
    void whatIsFineIsNotTold() {
        String quiet = """
                members: {alice: maintainer}
                source: {scans: [dast], findings: [], dependencies: []}
                target: {scans: [sast], dependencies: []}
                """;
        String licenses = "{type: license_finding, branches: [main], license_states: [newly_detected],"
                + " licenses: {denied: [{name: MIT}]}}";
        assertThat(Told.scenario(policy("Scans", SCAN, "user_approvers: [alice]"), quiet)
                        .blockers())
                .containsExactly("Blocked by ‘Scans’: missing scans (sast); needs 1 of: alice; nobody has approved.");
        assertThat(Told.scenario(policy("Licences", licenses, "user_approvers: [alice]"), quiet)
                        .blockers())
                .isEmpty();
        assertThat(Told.scenario(
                                policy("Licences", licenses, "user_approvers: [alice]"),
                                quiet.replace("[dast]", "[{type: dependency_scanning, status: failed}]"))
                        .blockers())
                .containsExactly(
                        "Blocked by ‘Licences’: failed or cancelled scans (dependency_scanning); needs 1 of: alice; nobody has approved.");
    }

    @Test
    void whatWasExceptedIsNotTold() {
        String exception = "- {id: e1, findings: [f2], ends_at: 2026-12-01T12:00:00Z}";
        Told told = Told.scenario(
                policy("Scans", SCAN, "user_approvers: [alice]"),
                exception,
                FOUND.replace("findings: [", "findings: [{id: f2, scanner: sast, severity: low}, "));
        assertThat(told.lines()).contains("      1 finding is excepted by e1.");
        assertThat(told.blockers()).singleElement().asString().doesNotContain("excepted");
    }

    @Test
    void whatWaitsIsToldWithoutAskingAnybody() {
        Told told = Told.scenario(policy("Scans", SCAN, "user_approvers: [alice]"), RUNNING);
        assertThat(told.decision().outcome()).isEqualTo(Outcome.PENDING);
        assertThat(told.blockers()).containsExactly("Held by ‘Scans’: waits for pipelines #7, #9.");
    }

    @Test
    void anApprovedViolationWithARuleThatWaitsIsHeldByThat() {
        Told told = Told.scenario(
                policy("Both", ANY + ", " + SCAN, "user_approvers: [alice]"), RUNNING + "approvals: [alice]");
        assertThat(told.decision().outcome()).isEqualTo(Outcome.PENDING);
        assertThat(told.blockers()).containsExactly("Held by ‘Both’: waits for pipelines #7, #9.");
        Told undetermined = Told.scenario(
                policy(
                        "Both",
                        SCAN + ", {type: any_merge_request, branches: [main], commits: unsigned}",
                        "user_approvers: [alice]"),
                RUNNING + "approvals: [alice]\nunavailable: [signatures]");
        assertThat(undetermined.decision().outcome()).isEqualTo(Outcome.PENDING);
        assertThat(undetermined.blockers()).containsExactly("Held by ‘Both’: waits for pipelines #7, #9.");
    }

    @Test
    void soIsOneThatWasReleased() {
        String warns = policy("Both", ANY + ", " + SCAN, "user_approvers: [alice]") + "  enforcement_type: warn\n";
        Told told = Told.scenario(warns, RUNNING + "bypasses: [{policy: Both, user: alice, reason: known}]");
        assertThat(told.decision().outcome()).isEqualTo(Outcome.PENDING);
        assertThat(told.blockers()).containsExactly("Held by ‘Both’: waits for pipelines #7, #9.");
        assertThat(told.lines())
                .startsWith(
                        "Pending: a pipeline has yet to end.", "  ‘Both’ warns: violated, released by alice: known.");
    }

    @Test
    void whatWasApprovedOrReleasedOrAsksForNothingHoldsNobody() {
        assertThat(Told.scenario(policy("Scans", SCAN, "user_approvers: [alice]"), FOUND + "approvals: [alice]")
                        .blockers())
                .isEmpty();
        assertThat(Told.scenario(
                                policy("Scans", SCAN, "user_approvers: [alice]") + "  enforcement_type: warn\n",
                                FOUND + "bypasses: [{policy: Scans, user: alice, reason: known}]")
                        .blockers())
                .isEmpty();
        String none = policy("None", SCAN, "user_approvers: [alice]").replace("required: 1", "required: 0");
        assertThat(Told.scenario(none, RUNNING).blockers()).isEmpty();
        assertThat(Told.scenario(none, FOUND).blockers()).isEmpty();
        String lenient = policy("Lenient", SCAN, "user_approvers: [carol]") + "  fallback_behavior: {fail: open}\n";
        assertThat(Told.scenario(lenient, FOUND).lines())
                .containsExactly(
                        "No approval required.",
                        "  ‘Lenient’: not violated.",
                        "    Rule 1 is violated.",
                        "      Compared pipeline #1 with pipeline #2 of the target.",
                        "      1 finding counts (sast), 0 allowed: critical SQL injection in a.py.",
                        "    Approval 1 is released: 1 required, but only 0 people could give one.");
        assertThat(Told.scenario(lenient, RUNNING).blockers()).isEmpty();
    }

    @Test
    void whatCouldNotBeObtainedIsTold() {
        Told told = Told.scenario(
                policy("Scans", SCAN, "user_approvers: [alice]"), FOUND + "unavailable: [target_reports]");
        assertThat(told.decision().outcome()).isEqualTo(Outcome.UNDETERMINED);
        assertThat(told.blockers())
                .containsExactly("Undetermined for ‘Scans’: the reports of the target branch could not be obtained"
                        + " (the scenario says so); needs 1 of: alice; nobody has approved.");
    }

    @Test
    void soAreApprovalsAndMembersThatAViolationWouldNeed() {
        Told told = Told.scenario(
                policy("Scans", SCAN, "user_approvers: [alice]"),
                FOUND + "approvals: [alice]\nunavailable: [members, approvals]");
        assertThat(told.blockers())
                .containsExactly(
                        "Blocked by ‘Scans’: 1 new critical SAST finding, 0 allowed: SQL injection in a.py;"
                                + " needs 1, but only 0 people are eligible.",
                        "The approvals could not be obtained (the scenario says so).",
                        "The project's members could not be obtained (the scenario says so).");
        Told fine = Told.scenario(
                policy("Scans", SCAN, "user_approvers: [alice]"), RUNNING + "unavailable: [members, approvals]");
        assertThat(fine.blockers()).containsExactly("Held by ‘Scans’: waits for pipelines #7, #9.");
        assertThat(fine.decision().missing()).isEmpty();
    }

    @Test
    void groupsAndRolesAreNamedHoweverThePolicyDoes() {
        Told told = Told.scenario(
                policy(
                        "Ids",
                        ANY,
                        "group_approvers: [acme/web, acme/app], group_approvers_ids: [8, 7],"
                                + " role_approvers: [owner, maintainer, 12, 11]"),
                "members: {alice: maintainer}\nproject: {id: 1, path: acme/web}");
        assertThat(told.blockers())
                .containsExactly("Blocked by ‘Ids’: every merge request needs approval; needs 1 of: alice"
                        + " (group acme/app, group acme/web, group with id 7, group with id 8, role maintainer and 3 more);"
                        + " nobody has approved.");
        Told few = Told.scenario(
                policy("Ids", ANY, "role_approvers: [maintainer, 12, 11]"), "members: {alice: maintainer}");
        assertThat(few.blockers())
                .containsExactly("Blocked by ‘Ids’: every merge request needs approval; needs 1 of: alice"
                        + " (role maintainer, custom role with id 11, custom role with id 12); nobody has approved.");
    }

    @Test
    void whoApprovedIsNotToldWhereThatIsNotKnown() {
        assertThat(Told.scenario(
                                policy("Any", ANY, "user_approvers: [alice]"),
                                "members: {alice: maintainer}\nunavailable: [approvals]")
                        .blockers())
                .containsExactly(
                        "Blocked by ‘Any’: every merge request needs approval; needs 1 of: alice.",
                        "The approvals could not be obtained (the scenario says so).");
        assertThat(Told.scenario(
                                policy("Any", ANY, "user_approvers: [alice]").replace("required: 1", "required: 2"),
                                "members: {alice: maintainer}\nunavailable: [members]\napprovals: [alice]")
                        .blockers())
                .containsExactly(
                        "Blocked by ‘Any’: every merge request needs approval;"
                                + " needs 2, but only 0 people are eligible; nobody has approved.",
                        "The project's members could not be obtained (the scenario says so).");
    }

    @Test
    void whoApprovedOneOfSeveralActionsIsToldOfThoseThatLackSomebody() {
        Told told = Told.scenario(
                policy(
                        "Two",
                        ANY,
                        "user_approvers: [alice]}, {type: require_approval, approvals_required: 2,"
                                + " user_approvers: [carol, bob]}, {type: require_approval, approvals_required: 2,"
                                + " user_approvers: [bob, dave]"),
                """
                members: {alice: maintainer, bob: developer, carol: developer, dave: developer}
                approvals: [alice, bob]
                """);
        assertThat(told.blockers())
                .containsExactly("Blocked by ‘Two’: every merge request needs approval; needs 1 more of: carol;"
                        + " needs 1 more of: dave; approved by bob.");
    }

    @Test
    void withoutThePoliciesASentenceSaysLess() {
        Told told = Told.scenario(policy("No criticals", SCAN, "role_approvers: [developer]"), FOUND);
        assertThat(Told.of(told.decision()).blockers())
                .containsExactly("Blocked by ‘No criticals’: 1 critical SAST finding, 0 allowed: SQL injection in a.py;"
                        + " needs 1 of: user 1002; nobody has approved.");
    }

    private static String policy(String name, String rules, String approvers) {
        return "approval_policy:\n- name: " + name + "\n  enabled: true\n  rules: [" + rules + "]\n"
                + "  actions: [{type: require_approval, approvals_required: 1, " + approvers + "}]\n";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static dev.portcullis.policy.counterfactual.WaysOutTest.SCAN;
import static dev.portcullis.policy.counterfactual.WaysOutTest.policy;
import static dev.portcullis.policy.counterfactual.WaysOutTest.ways;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ways out that people open: approvals and dismissals. */
@Tag("C-1")
class WaysOutPeopleTest {
    static final String ANY = "{type: any_merge_request, branches: [main], commits: any}";
    private static final String FOUND = """
            source: {findings: [{id: f1, scanner: sast, severity: high}]}
            target: {scans: [sast]}
            """;

    /** Carol and dev together would not do: neither counts for the first policy. */
    @Test
    void whateverPeopleAreTakenFromTheSentenceSuffice() {
        String two = policy("A", ANY, "user_approvers: [alice, bob]")
                + further("B", ANY, "user_approvers: [alice, bob, carol, dev]")
                        .replace("approvals_required: 1", "approvals_required: 2");
        assertThat(ways(two, ""))
                .containsExactly(
                        "It passes with 1 more approval of alice, carol or dev and with 1 more approval of bob.");
    }

    @Test
    void everybodyHasToWhereNobodyIsLeft() {
        assertThat(ways(
                        policy("A", ANY, "user_approvers: [alice, bob]")
                                .replace("approvals_required: 1", "approvals_required: 2"),
                        ""))
                .containsExactly("It passes with 2 more approvals of alice and bob.");
        assertThat(ways(
                        policy("A", ANY, "user_approvers: [alice, bob]")
                                .replace("approvals_required: 1", "approvals_required: 2"),
                        "approvals: [bob]"))
                .containsExactly("It passes with 1 more approval of alice.");
        assertThat(ways(
                        policy("A", ANY, "user_approvers: [alice, bob]")
                                .replace("approvals_required: 1", "approvals_required: 3"),
                        ""))
                .isEmpty();
    }

    @Test
    void actionsOfOnePolicyAreMetEach() {
        String two = policy(
                "A",
                ANY,
                "user_approvers: [alice, bob]}, {type: require_approval, approvals_required: 1,"
                        + " user_approvers: [carol, dev]");
        assertThat(ways(two, ""))
                .containsExactly(
                        "It passes with 1 more approval of alice or bob and with 1 more approval of carol or dev.");
        assertThat(ways(two, "approvals: [alice]")).containsExactly("It passes with 1 more approval of carol or dev.");
    }

    @Test
    void manyPoliciesAreApproachedAlike() {
        String three = policy("A", SCAN, "user_approvers: [alice]")
                + further("B", SCAN, "user_approvers: [bob]")
                + further("C", SCAN, "user_approvers: [carol]");
        assertThat(ways(three, FOUND))
                .containsExactly(
                        "It passes without high f1.", "It passes with 3 more approvals of alice, bob and carol.");
    }

    @Test
    void twoPoliciesAreApproachedEachInItsWay() {
        String two = policy("A", SCAN, "user_approvers: [nobody]") + further("B", ANY, "user_approvers: [bob]");
        assertThat(ways(two, FOUND)).containsExactly("It passes without high f1 and with 1 more approval of bob.");
    }

    @Test
    void whoeverMayBypassDismisses() {
        String policy = policy("A", ANY, "user_approvers: [nobody]") + "  bypass_settings: ";
        String people = "user_ids: {alice: 11, bob: 12}\ncustom_roles: {carol: 5}\ngroups: {acme: [bob, dev]}\n"
                + "group_ids: {acme: 21}";
        assertThat(ways(policy + "{users: [{id: 11}]}\n", people)).containsExactly(dismissal("alice"));
        assertThat(ways(policy + "{groups: [{id: 21}]}\n", people)).containsExactly(dismissal("bob or dev"));
        assertThat(ways(policy + "{custom_roles: [{id: 5}]}\n", people)).containsExactly(dismissal("carol"));
        assertThat(ways(policy + "{roles: [developer]}\n", people)).containsExactly(dismissal("dev"));
        assertThat(ways(policy + "{users: [{id: 11}], groups: [{id: 21}]}\n", people))
                .containsExactly(dismissal("alice, bob or dev"));
    }

    /** Nobody's word is needed any more, and the pipeline is still waited for. */
    @Test
    void aPolicyThatWasDismissedStillWaitsForItsOtherRule() {
        assertThat(ways(policy("A", ANY + ", " + SCAN, "user_approvers: [alice]") + "  enforcement_type: warn\n", """
                        source: {pipelines: [{id: 9, status: running, scans: [sast]}]}
                        target: {scans: [sast]}
                        bypasses: [{policy: A, user: alice, reason: known}]
                        """))
                .containsExactly("It passes once pipeline #9 ended and found nothing further.");
    }

    @Test
    void approvalsThatCannotBeReadAreReadLater() {
        assertThat(ways(policy("A", ANY, "user_approvers: [alice]"), "unavailable: [approvals]"))
                .containsExactly("It passes with 1 more approval of alice"
                        + " and once the approvals can be read and hold nothing further.");
        assertThat(ways(policy("A", ANY, "user_approvers: [alice]"), "unavailable: [members]"))
                .isEmpty();
    }

    private static String dismissal(String people) {
        return "It passes with a dismissal of ‘A’, with a reason, by " + people + ".";
    }

    static String further(String name, String rule, String approvers) {
        return policy(name, rule, approvers).replace("approval_policy:\n", "");
    }
}

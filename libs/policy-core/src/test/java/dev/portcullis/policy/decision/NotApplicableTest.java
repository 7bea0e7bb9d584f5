// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Why policies and rules do not apply, as they tell it themselves. */
class NotApplicableTest {
    private static final String POLICIES = """
            approval_policy:
            - &policy
              name: Switched off
              enabled: false
              rules: [{type: any_merge_request, branches: [main], commits: any}]
              actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]
              bypass_settings: {branches: [{source: {name: hotfix}, target: {name: next}}], users: [{id: 11}]}
            - {<<: *policy, name: Elsewhere, enabled: true, policy_scope: {compliance_frameworks: [{id: 1}]}}
            - {<<: *policy, name: On main, enabled: true}
            - {<<: *policy, name: On next, enabled: true, rules: [{type: any_merge_request, branches: [next], commits: any}]}
            - &everywhere {<<: *policy, name: Bypassed, enabled: true, rules: [{type: any_merge_request, branches: [], commits: any}]}
            - {<<: *everywhere, name: Excepted}
            """;
    private static final String EXCEPTIONS = """
            - {id: e2, policy: Excepted, whole: true, ends_at: 2026-12-01T12:00:00Z}
            - {id: e1, policy: Excepted, whole: true, ends_at: 2026-12-02T12:00:00Z}
            - {id: e3, policy: Excepted, whole: true, starts_at: 2026-11-25T12:00:00Z, ends_at: 2026-12-02T12:00:00Z}
            """;
    private static final String SCENARIO = """
            project: {protected_branches: [main, next]}
            merge_request: {source_branch: fix, target_branch: next}
            members: {alice: maintainer}
            user_ids: {uma: 11}
            bypasses: [{policy: Bypassed, user: uma, reason: incident}]
            """;

    @Test
    void eachReasonIsTold() {
        Told told = Told.scenario(POLICIES, EXCEPTIONS, SCENARIO);
        assertThat(told.lines())
                .containsExactly(
                        "Approval required: 1 approval is missing.",
                        "  ‘Switched off’ does not apply: it is switched off.",
                        "  ‘Elsewhere’ does not apply: the project lies outside of its scope.",
                        "  ‘On main’ does not apply: no rule covers the branch next.",
                        "  ‘On next’: violated.",
                        "    Rule 1 is violated.",
                        "      Every merge request needs approval.",
                        "    Approval 1: 1 required, nobody has approved; needs 1 of: alice.",
                        "  ‘Bypassed’ does not apply: it was bypassed with the reason: incident.",
                        "  ‘Excepted’ does not apply: it is excepted as a whole by e1, e2.");
        assertThat(told.decision().exceptions()).containsExactly("e1", "e2");
    }

    @Test
    void betweenBranchesThatBypass() {
        assertThat(Told.scenario(POLICIES, EXCEPTIONS, SCENARIO.replace("fix", "hotfix"))
                        .lines())
                .contains("  ‘On next’ does not apply: it lets merge requests from hotfix into next pass.");
    }

    @Test
    void onAnUnprotectedBranch() {
        assertThat(Told.scenario(POLICIES, EXCEPTIONS, SCENARIO.replace("[main, next]", "[main]"))
                        .lines())
                .contains(
                        "  ‘On next’ does not apply: the branch next is not protected.",
                        "  ‘On main’ does not apply: the branch next is not protected.");
    }

    @Test
    void aRuleForOtherBranchesDoesNotApplyBesideOneThatDoes() {
        assertThat(Told.scenario("""
                        approval_policy:
                        - name: Both
                          enabled: true
                          rules:
                          - {type: any_merge_request, branches: [main], commits: any}
                          - {type: any_merge_request, branches: [next], commits: unsigned}
                          actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]
                        """, SCENARIO).lines())
                .containsExactly(
                        "No approval required.",
                        "  ‘Both’: not violated.",
                        "    Rule 1 does not apply.",
                        "      The branch next is not covered.",
                        "    Rule 2 is not violated.",
                        "      Every commit is signed.");
    }
}

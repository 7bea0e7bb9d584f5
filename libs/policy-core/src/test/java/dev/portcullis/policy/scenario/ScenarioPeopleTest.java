// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who a scenario's people and groups are for its policies. */
class ScenarioPeopleTest {
    @Test
    void aCustomRoleNeedsNoBaseRoleBesideIt() {
        String facts = "custom_roles: {carol: 5}\napprovals: [carol]\n";
        assertMet(approvals("role_approvers: [5]", facts + "expect: {decision: satisfied}"));
        assertMet(approvals("role_approvers: [6]", facts + "expect: {decision: approval_required}"));
    }

    @Test
    void aGroupWithoutAnIdGetsTheFirstFreeOneFrom1001() {
        String facts = "groups: {acme/a: [alice], acme/b: [bob]}\ngroup_ids: {acme/b: 1001}\napprovals: [alice]\n";
        assertMet(approvals("group_approvers_ids: [1002]", facts + "expect: {decision: satisfied}"));
        assertMet(approvals("group_approvers_ids: [1001]", facts + "expect: {decision: approval_required}"));
    }

    @Test
    void whoeverWroteACommitIsKnownByName() {
        String facts = """
                members: {alice: maintainer, bob: maintainer}
                project: {approval_settings: {prevent_approval_by_commit_author: true}}
                merge_request: {commits: [{sha: a1, author: alice}, {sha: a2}]}
                """;
        String approvers = "user_approvers: [alice, bob]";
        assertMet(approvals(approvers, facts + "approvals: [alice]\nexpect: {decision: approval_required}"));
        assertMet(approvals(approvers, facts + "approvals: [bob]\nexpect: {decision: satisfied}"));
    }

    @Test
    void anApprovalIsOfTheHeadUnlessItNamesAnotherCommit() {
        String facts = """
                members: {alice: maintainer}
                settings: {bind_to_head: true}
                merge_request: {commits: [{sha: a1}, {sha: a2}]}
                source: {pipelines: [{sha: a1}]}
                """;
        String approvers = "user_approvers: [alice]";
        assertMet(approvals(approvers, facts + "approvals: [alice]\nexpect: {decision: satisfied}"));
        assertMet(approvals(approvers, facts + "approvals: [{user: alice}]\nexpect: {decision: satisfied}"));
        assertMet(approvals(approvers, facts + "approvals: [{user: alice, sha: a2}]\nexpect: {decision: satisfied}"));
        assertMet(approvals(
                approvers, facts + "approvals: [{user: alice, sha: a1}]\nexpect: {decision: approval_required}"));
    }

    @Test
    void somebodyNamedOnlyAsWhoMaySkipIsSomebodyToo() {
        String policies = """
                scan_execution_policy:
                - name: Secrets
                  enabled: true
                  rules: [{type: pipeline, branch_type: all}]
                  actions: [{scan: secret_detection}]
                  skip_ci: {allowed: true}
                """;
        assertMet(differences(policies, "", "pipeline: {}\nexpect: {may_skip: {mallory: true}}"));
    }

    private static List<String> approvals(String approvers, String facts) {
        return differences("""
                approval_policy:
                - name: Any
                  enabled: true
                  rules: [{type: any_merge_request, branches: [main], commits: any}]
                  actions: [{type: require_approval, approvals_required: 1, %s}]
                """.formatted(approvers), "", facts);
    }

    /** Where a file with one scenario of these {@code facts} differs from what it expects. */
    static List<String> differences(String policies, String exceptions, String facts) {
        String text = "policies:\n" + policies.indent(2) + exceptions + "scenarios:\n- name: n\n  now: 2026-11-24\n"
                + facts.indent(2);
        ScenarioFile file = ScenarioFile.parse(text.getBytes(StandardCharsets.UTF_8), "f", _ -> null);
        assertThat(file.problems()).as(text).isEmpty();
        return ScenarioRunner.run(file).getFirst().differences();
    }

    private static void assertMet(List<String> differences) {
        assertThat(differences).isEmpty();
    }
}

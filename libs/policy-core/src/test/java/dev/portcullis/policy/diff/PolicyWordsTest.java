// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyWordsTest {
    private static final String POLICY = """
            approval_policy:
            - name: Findings
              enabled: true
              rules:
              - type: scan_finding
                branches: [main, release/*]
                scanners: [sast, dast]
                vulnerabilities_allowed: 0
                severity_levels: [critical, high]
                vulnerability_states: [new_needs_triage]
              - {type: any_merge_request, branch_type: protected, commits: any}
              actions:
              - {type: require_approval, approvals_required: 2, user_approvers: [alice], group_approvers: [acme/sec]}
              policy_scope: {projects: {excluding: [{id: 7}]}}
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            approvals_required: 2           | approvals_required: 1          | Action 1: from 2 to 1 approvals.
            [main, release/*]               | [main]                         | Rule 1: branch release/* no longer covered.
            [main, release/*]               | [main, release/*, hotfix]      | Rule 1: branch hotfix covered, too.
            [main, release/*]               | []                             | Rule 1: all protected branches instead of main, release/*.
            [sast, dast]                    | []                             | Rule 1: every kind of scan instead of sast, dast.
            [critical, high]                | [critical]                     | Rule 1: severity high no longer covered.
            vulnerabilities_allowed: 0      | vulnerabilities_allowed: 5     | Rule 1: from 0 to 5 findings allowed.
            user_approvers: [alice]         | user_approvers: [bob]          | Action 1: alice can no longer approve.;Action 1: bob can approve, too.
            group_approvers: [acme/sec]     | role_approvers: [maintainer]   | Action 1: members of acme/sec can no longer approve.;Action 1: people with the role maintainer can approve, too.
            enabled: true                   | enabled: false                 | Switched off.
            name: Findings                  | name: New findings             | Renamed from 'Findings' to 'New findings'.
            branch_type: protected          | branch_type: default           | Rule 2: branch_type from protected to default.
            commits: any                    | commits: unsigned              | Rule 2: commits from any to unsigned.
            [main, release/*]               | '[main, release/*]\n    branch_exceptions: [main]' | Rule 1: branch_exceptions is now main.
            branch_type: protected          | branches: []                   | Rule 2: branch_type is no longer set; it was protected.;Rule 2: branches is now all protected branches.
            branch_type: protected          | 'branches: [a, b]'             | Rule 2: branch_type is no longer set; it was protected.;Rule 2: branches is now a, b.
            [sast, dast]                    | [sast, secret_detection]       | Rule 1: scans of type dast no longer covered.;Rule 1: scans of type secret_detection covered, too.
            [new_needs_triage]              | [new_needs_triage, confirmed]  | Rule 1: findings in state confirmed covered, too.
            user_approvers: [alice]         | user_approvers_ids: [7]        | Action 1: alice can no longer approve.;Action 1: user 7 can approve, too.
            group_approvers: [acme/sec]     | group_approvers_ids: [9]       | Action 1: members of acme/sec can no longer approve.;Action 1: members of group 9 can approve, too.
            [{id: 7}]                       | [{id: 7}, {id: 8}]             | policy_scope.projects.excluding[1] is now {"id":8}.
            '  enabled: true'               | '  enforcement_type: warn\n  enabled: true' | It only warns and no longer blocks.
            '  enabled: true'               | '  fallback_behavior: {fail: open}\n  enabled: true' | What cannot be checked passes without approval.
            """)
    void aChangeIsSaidInWords(String before, String after, String sentences) {
        String changed = POLICY.replace(before, after.replace("\\n", "\n"));

        assertThat(PolicyWords.changes(policy(POLICY), policy(changed))).containsExactly(sentences.split(";(?=[A-Z])"));
        assertThat(PolicyWords.changes(policy(POLICY), policy(POLICY + "# a remark\n")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            branches: [main], b | branches: [], b      | Rule 1: all protected branches instead of main.
            scanners: [sast]    | scanners: []         | Rule 1: every kind of scan instead of sast.
            levels: [high]      | levels: []           | Rule 1: every severity instead of high.
            y_states: [detected] | y_states: []        | Rule 1: every new finding instead of detected.
            exceptions: [a, b]  | exceptions: [b, c]   | Rule 1: branch a is covered again.;Rule 1: branch c no longer covered.
            types: [MIT, X11]   | types: [X11, ISC]    | Rule 2: license_types names ISC, too.;Rule 2: license_types no longer names MIT.
            enabled: false      | enabled: true        | Switched on.
            enforcement_type: warn | description: d    | description is now d.;It is enforced again.
            {fail: open}        | {fail: closed}       | What cannot be checked needs approval again.
            """)
    void aChangeAndTheOneBackAreSaidInWords(String before, String after, String sentences) {
        String policy = """
                approval_policy:
                - name: Findings
                  enabled: false
                  rules:
                  - {type: scan_finding, branches: [main], branch_exceptions: [a, b], scanners: [sast], vulnerabilities_allowed: 0, severity_levels: [high], vulnerability_states: [detected]}
                  - {type: license_finding, branches: [main], license_states: [detected], license_types: [MIT, X11], match_on_inclusion_license: true}
                  actions: [{type: require_approval, approvals_required: 2, user_approvers: [alice]}]
                  fallback_behavior: {fail: open}
                  enforcement_type: warn
                """;
        assertThat(PolicyWords.changes(policy(policy), policy(policy.replace(before, after))))
                .containsExactlyInAnyOrder(sentences.split(";(?=[A-Z])"));
    }

    @Test
    void whatNowCoversLessSaysSo() {
        String all = POLICY.replace("[main, release/*]", "[]").replace("[sast, dast]", "[]");
        assertThat(PolicyWords.changes(policy(all), policy(POLICY)))
                .containsExactly(
                        "Rule 1: only main, release/* instead of all protected branches.",
                        "Rule 1: only sast, dast instead of every kind of scan.");
        String scheduled = """
                pipeline_execution_schedule_policy:
                - name: Nightly
                  enabled: true
                  content: {include: [{project: a/b, file: c.yml}]}
                  schedules: [{type: daily, start_time: "09:30", time_window: {value: 600, distribution: random}}]
                """;
        assertThat(PolicyWords.changes(policy(scheduled), policy(scheduled.replace("09:30", "10:00"))))
                .containsExactly("Schedule 1: start_time from 09:30 to 10:00.");
    }

    @Test
    void aRuleThatIsGoneIsNamed() {
        String shorter = POLICY.lines()
                .filter(line -> !line.contains("any_merge_request"))
                .reduce("", (text, line) -> text + line + "\n");

        assertThat(PolicyWords.changes(policy(POLICY), policy(shorter)))
                .singleElement()
                .asString()
                .startsWith("Rule 2 is gone: ")
                .contains("any_merge_request");
        assertThat(PolicyWords.changes(policy(shorter), policy(POLICY)))
                .singleElement()
                .asString()
                .startsWith("Rule 2 is new: ");
    }

    private static Policy policy(String yaml) {
        PolicyDocument document = PolicyDocument.parse(yaml, "policy.yml");
        assertThat(document.isValid()).as("%s", document.problems()).isTrue();
        List<Policy> policies = document.policies();
        return policies.getFirst();
    }
}

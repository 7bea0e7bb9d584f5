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
            [{id: 7}]                       | [{id: 7}, {id: 8}]             | policy_scope.projects.excluding[1] is now {"id":8}.
            '  enabled: true'               | '  enforcement_type: warn\n  enabled: true' | It only warns and no longer blocks.
            '  enabled: true'               | '  fallback_behavior: {fail: open}\n  enabled: true' | What cannot be checked passes without approval.
            """)
    void aChangeIsSaidInWords(String before, String after, String sentences) {
        String changed = POLICY.replace(before, after.replace("\\n", "\n"));

        assertThat(PolicyWords.changes(policy(POLICY), policy(changed))).containsExactly(sentences.split(";"));
        assertThat(PolicyWords.changes(policy(POLICY), policy(POLICY + "# a remark\n")))
                .isEmpty();
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

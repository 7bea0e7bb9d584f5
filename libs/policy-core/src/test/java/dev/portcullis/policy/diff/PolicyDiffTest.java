// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.Policy;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyDiffTest {
    private static final String BEFORE = """
            approval_policy:
            - name: Kept
              enabled: true
              policy_scope: {projects: {excluding: [{id: 7}]}}
              rules:
              - {type: any_merge_request, branch_type: protected, commits: any}
              - {type: scan_finding, branches: [], scanners: [dast, sast], vulnerabilities_allowed: 0, severity_levels: [critical], vulnerability_states: []}
              actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]
            - {name: Gone, enabled: true, rules: [], actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]}
            """;
    private static final String AFTER = """
            approval_policy:
            - actions: [{type: require_approval, approvals_required: 2, user_approvers: [bob]}]   # the order of keys means nothing
              rules:
              - {type: any_merge_request, branch_type: protected, commits: unsigned}
              - {type: scan_finding, branches: [], scanners: [sast, dast], vulnerabilities_allowed: 0, severity_levels: [critical], vulnerability_states: []}
              - {type: any_merge_request, branch_type: default, commits: any}
              name: Kept
              enabled: false
              fallback_behavior: {fail: open}
            scan_execution_policy:
            - {name: Gone, enabled: true, rules: [{type: pipeline, branch_type: all}], actions: [{scan: sast}]}
            """;

    @Test
    void policiesAreComparedByWhatTheyMean() {
        assertThat(changes(BEFORE, AFTER))
                .containsExactly(
                        "- approval_policy 'Gone'",
                        "~ approval_policy 'Kept': enabled: true → false",
                        "~ approval_policy 'Kept': rules[0].commits: any → unsigned",
                        "~ approval_policy 'Kept': rules[2]: (not set) →"
                                + " {\"branch_type\":\"default\",\"commits\":\"any\",\"type\":\"any_merge_request\"}",
                        "~ approval_policy 'Kept': actions[0].approvals_required: 1 → 2",
                        "~ approval_policy 'Kept': actions[0].user_approvers: [\"alice\"] → [\"bob\"]",
                        "~ approval_policy 'Kept': policy_scope: {\"projects\":{\"excluding\":[{\"id\":7}]}} → (not set)",
                        "~ approval_policy 'Kept': fallback_behavior: (not set) → {\"fail\":\"open\"}",
                        "+ scan_execution_policy 'Gone'");
        assertThat(changes(BEFORE, BEFORE)).isEmpty();
    }

    @Test
    void aChangeBackSaysTheOpposite() {
        assertThat(changes(AFTER, BEFORE))
                .contains(
                        "~ approval_policy 'Kept': policy_scope: (not set) →"
                                + " {\"projects\":{\"excluding\":[{\"id\":7}]}}",
                        "~ approval_policy 'Kept': rules[2]:"
                                + " {\"branch_type\":\"default\",\"commits\":\"any\",\"type\":\"any_merge_request\"}"
                                + " → (not set)",
                        "- scan_execution_policy 'Gone'",
                        "+ approval_policy 'Gone'");
    }

    @Test
    void aChangeTellsItsPolicy() {
        for (Change change : PolicyDiff.compare(policies(BEFORE), policies(AFTER))) {
            assertThat(change.toString()).contains(change.type() + " '" + change.policy() + "'");
        }
    }

    @Test
    void policiesOfOneNameAreComparedInTheirOrder() {
        String one =
                "{name: Twin, enabled: true, rules: [{type: pipeline, branch_type: all}], actions: [{scan: sast}]}";
        String other = one.replace("sast", "dast, site_profile: a");
        String third = one.replace("enabled: true", "enabled: false");
        assertThat(changes(scans(one, one), scans(one, other)))
                .containsExactly(
                        "~ scan_execution_policy 'Twin': actions[0].scan: sast → dast",
                        "~ scan_execution_policy 'Twin': actions[0].site_profile: (not set) → a");
        assertThat(changes(scans(one, one, third), scans(one, one, one)))
                .containsExactly("~ scan_execution_policy 'Twin': enabled: false → true");
        assertThat(changes(scans(one, one), scans(one))).containsExactly("- scan_execution_policy 'Twin'");
    }

    private static String scans(String... policies) {
        return "scan_execution_policy:\n- " + String.join("\n- ", policies) + "\n";
    }

    private static List<String> changes(String before, String after) {
        return PolicyDiff.compare(policies(before), policies(after)).stream()
                .map(Change::toString)
                .toList();
    }

    private static List<Policy> policies(String yaml) {
        PolicyDocument document = PolicyDocument.parse(yaml, "policy.yml");
        assertThat(document.isValid()).as("%s", document.problems()).isTrue();
        return document.policies();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code validate --fix} makes of a file: nothing but the words in question changes, and nothing breaks. */
@Tag("S0-7")
class FixesTest {
    private static final String POLICY = """
            - name: A # the first
              enabled: true
              rules: [{type: any_merge_request, branch_type: default, commits: any}]
              actions: []
            """;

    @Test
    void aFileWithoutProblemsStaysAsItIs() {
        assertThat(fixed("approval_policy:\n" + POLICY)).isEqualTo("approval_policy:\n" + POLICY);
    }

    @Test
    void oldKeysAndWordsInTheWrongCaseAreWrittenAsGitLabKnowsThem() {
        assertThat(fixed("""
                        # ours
                        scan_result_policy: # old
                        - name: Old
                          enabled: true
                          rules:
                          - type: "license_finding"
                            branches: [main]
                            license_states: [Detected]
                            match_on_inclusion:   true # deny
                            license_types: [MIT]
                          - {type: any_merge_request, branch_type: 'Default', commits: "ANY"}
                          actions: [{type: require_approval, approvals_required: 1, role_approvers: [Owner, Owner]}]
                          approval_settings: {block_unprotecting_branches: true}
                        pipeline_execution_policy:
                        - name: Pipe
                          enabled: true
                          pipeline_config_strategy: inject_ci
                          content: {include: [{project: a/b, file: c.yml}]}
                        """)).isEqualTo("""
                        # ours
                        approval_policy: # old
                        - name: Old
                          enabled: true
                          rules:
                          - type: "license_finding"
                            branches: [main]
                            license_states: [detected]
                            match_on_inclusion_license:   true # deny
                            license_types: [MIT]
                          - {type: any_merge_request, branch_type: default, commits: any}
                          actions: [{type: require_approval, approvals_required: 1, role_approvers: [owner, owner]}]
                          approval_settings: {block_branch_modification: true}
                        pipeline_execution_policy:
                        - name: Pipe
                          enabled: true
                          pipeline_config_strategy: inject_policy
                          content: {include: [{project: a/b, file: c.yml}]}
                        """);
    }

    @Test
    void newlyDetectedBecomesTwoStatesInTheStyleOfItsList() {
        String rule = """
                approval_policy:
                - name: A
                  enabled: true
                  rules:
                  - type: scan_finding
                    branches: []
                    scanners: []
                    severity_levels: []
                    vulnerabilities_allowed: 0
                    vulnerability_states:%s
                  actions: []
                """;
        assertThat(fixed(rule.formatted(" [newly_detected, detected]")))
                .isEqualTo(rule.formatted(" [new_needs_triage, new_dismissed, detected]"));
        assertThat(fixed(rule.formatted("\n    - \"newly_detected\" # all\n    - detected")))
                .isEqualTo(rule.formatted("\n    - new_needs_triage\n    - new_dismissed # all\n    - detected"));
        assertThat(fixed(rule.formatted(" &new # some\n      - newly_detected")))
                .isEqualTo(rule.formatted(" &new # some\n      - new_needs_triage\n      - new_dismissed"));
    }

    @Test
    void anchorsTagsAndAliasesStay() {
        String policy = """
                approval_policy:
                - name: A
                  enabled: true
                  rules:
                  - {type: any_merge_request, branch_type: &kind %1$s, commits: any}
                  - {type: any_merge_request, branch_type: *kind, commits: !!str %2$s}
                  actions: []
                """;
        assertThat(fixed(policy.formatted("Protected", "'Any'"))).isEqualTo(policy.formatted("protected", "any"));
    }

    @Test
    void oneWordIsChangedOnce() {
        String rules = """
                approval_policy:
                - name: A
                  enabled: true
                  rules:
                  - {type: scan_finding, branches: [], scanners: [], severity_levels: [], vulnerabilities_allowed: 0, vulnerability_states: [&new %s]}
                  - type: scan_finding
                    branches: []
                    scanners: []
                    severity_levels: []
                    vulnerabilities_allowed: 0
                    vulnerability_states:
                    - *new
                  actions: []
                """;
        assertThat(fixed(rules.formatted("newly_detected")))
                .isEqualTo(rules.formatted("new_needs_triage, new_dismissed"));
    }

    @Test
    void aListThatStandsAloneGetsItsKey() {
        assertThat(fixed(POLICY)).isEqualTo("approval_policy:\n" + POLICY);
        assertThat(fixed("# ours\n---\n" + POLICY)).isEqualTo("# ours\n---\napproval_policy:\n" + POLICY);
        assertThat(fixed("\ufeff" + POLICY)).isEqualTo("\ufeffapproval_policy:\n" + POLICY);
        String indented = "  " + POLICY.replace("\n", "\n  ");
        assertThat(fixed("# ours\n" + indented)).isEqualTo("# ours\napproval_policy:\n" + indented);
    }

    @Test
    void aListInBracketsIsLeftToAPerson() {
        String brackets =
                "[{name: A, enabled: true, rules: [{type: any_merge_request, branch_type: default, commits: any}], actions: []}]";
        assertThat(fixed(brackets)).isEqualTo(brackets);
    }

    @Test
    void oldAndNewKeyBesideEachOtherAreLeftToAPerson() {
        String lists = "scan_result_policy:\n" + POLICY + "approval_policy:\n" + POLICY;
        PolicyDocument document = PolicyDocument.parse(lists, "policy.yml");
        assertThat(document.policies()).hasSize(2);
        assertThat(document.problems())
                .extracting(Problem::toString)
                .containsExactly("policy.yml:1:1: warning: GitLab no longer reads 'scan_result_policy';"
                        + " move its policies to 'approval_policy' (scan_result_policy)");
        assertThat(Fixes.apply(document)).isEqualTo(lists);

        String both = "approval_policy: [{name: A, enabled: true, actions: [], rules: [{type: license_finding,"
                + " branches: [], license_states: [detected], license_types: [MIT],"
                + " match_on_inclusion: true, match_on_inclusion_license: null}]}]";
        assertThat(fixed(both)).isEqualTo(both);
    }

    @Test
    void thePolicyOfTheEditorIsRepairedToo() {
        PolicyDocument old = PolicyDocument.parse("""
                type: scan_result_policy
                name: A
                enabled: true
                actions: []
                rules: [{type: any_merge_request, branch_type: default, commits: any}]
                """, "policy.yml");
        assertThat(old.policies()).hasSize(1);
        assertThat(old.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "policy.yml:1:7: warning: GitLab no longer reads 'scan_result_policy'; write 'approval_policy' (type)",
                        "policy.yml:1:1: note: one policy as GitLab's editor shows it;"
                                + " in policy.yml it stands in the list 'approval_policy', without 'type'");
        assertThat(Fixes.apply(old)).isEqualTo("""
                approval_policy:
                - name: A
                  enabled: true
                  actions: []
                  rules: [{type: any_merge_request, branch_type: default, commits: any}]
                """);
    }

    private static String fixed(String text) {
        String fixed = Fixes.apply(PolicyDocument.parse(text, "policy.yml"));
        assertThat(PolicyDocument.parse(fixed, "fixed").problems())
                .as(fixed)
                .filteredOn(problem -> !problem.fix().isEmpty())
                .isEmpty();
        return fixed;
    }
}

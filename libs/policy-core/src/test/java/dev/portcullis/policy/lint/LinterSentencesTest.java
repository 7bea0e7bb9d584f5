// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinterSentencesTest {
    private static final String MERGE = "{type: any_merge_request, branches: [main], commits: any}";
    private static final String SCAN =
            "{type: scan_finding, branches: [main], scanners: [%s], vulnerabilities_allowed: 0,"
                    + " severity_levels: [high], vulnerability_states: [%s]%s}";

    @Test
    void everySentenceNamesTheRuleAndThePlaceOfThePolicy() {
        String dead = MERGE.replace("commits", "branch_exceptions: [main], commits");
        String scan = SCAN.formatted(
                "dast",
                "new_dismissed",
                ", vulnerability_age: {operator: less_than, value: 1, interval: week},"
                        + " vulnerability_attributes: {fix_available: true, false_positive: false}");
        PolicyDocument document = document(
                "policy_scope: {projects: {including: [{id: 1}], excluding: [{id: 1}]}}",
                "approvals_required: 3, user_approvers: [alice], user_approvers_ids: [7]",
                MERGE,
                dead,
                scan);
        assertThat(Linter.lint(document).stream().map(Problem::toString))
                .containsExactly(
                        "policy.yml:9:18: warning: policy_scope.projects includes and excludes the same id, and exclusion wins; take it out of one of the lists (approval_policy[0].policy_scope.projects)",
                        "policy.yml:6:49: warning: rule 2 never applies: branch_exceptions takes out every branch that it names; name other branches (approval_policy[0].rules[1].branch_exceptions)",
                        "policy.yml:7:154: warning: rule 3 asks for an age, but only for new findings, which have none; add a state such as detected, or leave vulnerability_age out (approval_policy[0].rules[2].vulnerability_age)",
                        "policy.yml:7:249: note: rule 3 filters by fix_available, which its scanners do not say; it means something for dependency_scanning and container_scanning (approval_policy[0].rules[2].vulnerability_attributes.fix_available)",
                        "policy.yml:7:270: note: rule 3 filters by false_positive, which its scanners do not say; it means something for sast and secret_detection (approval_policy[0].rules[2].vulnerability_attributes.false_positive)",
                        "policy.yml:8:38: warning: an action requires 3 approvals and names 2 approvers; name more approvers, or require fewer approvals (approval_policy[0].actions[0].approvals_required)");
    }

    @Test
    void anApprovalRuleThatNamesNoBranchIsAboutTheProtectedOnes() {
        String every = "{type: any_merge_request, branches: [], branch_exceptions: [main], commits: any}";
        PolicyDocument document = document("", "approvals_required: 1, user_approvers: [alice]", every);
        assertThat(Linter.lint(document, List.of("main")).stream().map(Problem::toString))
                .containsExactly(
                        "policy.yml:5:45: warning: rule 1 never applies: branch_exceptions takes out every"
                                + " protected branch; leave one of them in: main (approval_policy[0].rules[0].branch_exceptions)");
        assertThat(Linter.lint(document, List.of("main", "dev"))).isEmpty();
        assertThat(Linter.lint(
                        document(
                                "",
                                "approvals_required: 1, user_approvers: [alice]",
                                every.replace("branches: []", "branch_type: default")),
                        List.of("main")))
                .isEmpty();
        assertThat(Linter.lint(
                                document(
                                        "",
                                        "approvals_required: 1, user_approvers: [alice]",
                                        every.replace("branches: []", "branches: [dev]")),
                                List.of("main"))
                        .stream()
                        .map(Problem::rule))
                .containsExactly("unprotected-target");
    }

    @Test
    void elementsOfListsAndPoliciesThatStandAloneHaveTheirPaths() {
        PolicyDocument document = document(
                "",
                "approvals_required: 1, user_approvers: [alice]",
                "{type: license_finding, branches: [main], license_states: [detected],"
                        + " licenses: {denied: [{name: MIT}, {name: GPL 3}]}}",
                "{type: any_merge_request, branches: [dev], commits: any}");
        assertThat(Linter.lint(document, List.of("main")).stream()
                        .map(problem -> problem.at().line() + ":" + problem.at().column() + " " + problem.path()))
                .containsExactly(
                        "5:108 approval_policy[0].rules[0].licenses.denied[1]",
                        "6:31 approval_policy[0].rules[1].branches");
        PolicyDocument licenses = document(
                "",
                "approvals_required: 1, user_approvers: [alice]",
                "{type: license_finding, branches: [main], license_states: [detected],"
                        + " match_on_inclusion_license: true, license_types: [MIT, GPL 3]}",
                "{type: license_finding, branches: [main], license_states: [detected],"
                        + " licenses: {allowed: [{name: GPL 3}]}}");
        assertThat(Linter.lint(licenses).stream().map(Problem::path))
                .containsExactly(
                        "approval_policy[0].rules[0].license_types[1]",
                        "approval_policy[0].rules[1].licenses.allowed[0]");
        PolicyDocument alone = PolicyDocument.parse("""
                        type: approval_policy
                        name: One
                        enabled: true
                        rules: []
                        actions: [{type: require_approval, approvals_required: 0, user_approvers: [alice]}]
                        """, "policy.yml");
        assertThat(Linter.lint(alone).stream().map(Problem::path))
                .containsExactly("rules", "actions[0].approvals_required");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [release/1]     | main, release/* |
            ['ma*']         | main            |
            ['feature/*']   | main            | rule 1 never applies: it names feature/*, and policies are only about protected branches
            ['feature/*']   | main, rel*      |
            [a, b]          | main            | rule 1 never applies: it names a, b, and policies are only about protected branches
            """)
    void aTargetIsProtectedOrTheRuleIsDead(String branches, String protectedBranches, String expected) {
        PolicyDocument document =
                document("", "approvals_required: 1, user_approvers: [alice]", MERGE.replace("[main]", branches));
        assertThat(Linter.lint(document, List.of(protectedBranches.split(", "))).stream()
                        .map(Problem::message))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dependency_scanning | new_needs_triage | , vulnerability_attributes: {fix_available: true}      |
            container_scanning  | new_needs_triage | , vulnerability_attributes: {fix_available: false}     |
            sast                | new_needs_triage | , vulnerability_attributes: {false_positive: true}     |
            secret_detection    | new_needs_triage | , vulnerability_attributes: {false_positive: true}     |
            dast                | new_needs_triage | , vulnerability_attributes: {known_exploited: true}    |
            ''                  | new_needs_triage | , vulnerability_attributes: {fix_available: true, false_positive: true} |
            sast                | detected         | , vulnerability_age: {operator: less_than, value: 1, interval: day} |
            sast                | ''               | , vulnerability_age: {operator: less_than, value: 1, interval: day} | new-states, age-without-effect
            sast                | ''               | '' | new-states
            """)
    void whatHasAnEffectIsLeftAlone(String scanners, String states, String more, String expected) {
        assertThat(rules("", "approvals_required: 1, user_approvers: [alice]", SCAN.formatted(scanners, states, more)))
                .isEqualTo(expected == null ? List.of() : List.of(expected.split(", ")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            user_approvers: [alice], user_approvers_ids: [7]    |
            user_approvers_ids: [7]                             | too-few-approvers
            user_approvers: [alice], group_approvers: [a/b]     |
            user_approvers: [alice], group_approvers_ids: [3]   |
            user_approvers: [alice], role_approvers: [owner]    |
            user_approvers: [alice], role_approvers: [11]       |
            """)
    void groupsAndRolesMayHoldEnoughPeople(String approvers, String expected) {
        assertThat(rules("", "approvals_required: 2, " + approvers, MERGE))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            match_mode: any, projects: {including: [{id: 1}], excluding: [{id: 2}]}             |
            match_mode: any, projects: {including: [{id: 1}], excluding: [{type: archived}]}    |
            match_mode: any, projects: {including: [{id: 1}]}                                   |
            match_mode: any, compliance_frameworks: [{id: 1}]                                   |
            match_mode: any, groups: {including: [{id: 1}], excluding: [{id: 2}]}               |
            match_mode: any, exposure: {including: [{id: 1}], excluding: [{id: 2}]}             |
            match_mode: any, groups: {including: [{id: 1}]}, projects: {excluding: [{id: 2}]}   | scope-any-excluding
            match_mode: any, groups: {excluding: [{id: 1}]}, projects: {including: [{id: 2}]}   | scope-any-excluding
            match_mode: any, exposure: {excluding: [{id: 1}]}, projects: {including: [{id: 2}]} | scope-any-excluding
            groups: {excluding: [{id: 1}]}, projects: {excluding: [{type: personal}]}           |
            """)
    void anExclusionAloneLetsNearlyEveryProjectInWhereAnyDimensionIsEnough(String scope, String expected) {
        assertThat(rules("policy_scope: {" + scope + "}", "approvals_required: 1, user_approvers: [alice]", MERGE))
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void exceptionsOfOneProjectAndListsOfAllowedLicencesAreLeftAlone() {
        String protectedTargets = "{type: any_merge_request, branch_type: protected, commits: any, branch_exceptions: ";
        String approvers = "approvals_required: 1, user_approvers: [alice]";
        assertThat(rules("", approvers, protectedTargets + "[{name: '*', full_path: a/b}]}"))
                .isEmpty();
        assertThat(rules("", approvers, protectedTargets + "['release/*']}")).isEmpty();
        assertThat(rules("", approvers, protectedTargets + "['*']}")).containsExactly("dead-rule");
        assertThat(rules(
                        "",
                        approvers,
                        "{type: license_finding, branches: [main], license_states: [newly_detected],"
                                + " licenses: {allowed: [{name: GPL-3.0-only}]}}"))
                .isEmpty();
    }

    private static List<String> rules(String scope, String approvers, String... rules) {
        return Linter.lint(document(scope, approvers, rules)).stream()
                .map(Problem::rule)
                .toList();
    }

    private static PolicyDocument document(String scope, String approvers, String... rules) {
        PolicyDocument document = PolicyDocument.parse(
                "approval_policy:\n- name: One\n  enabled: true\n  rules:\n  - " + String.join("\n  - ", rules)
                        + "\n  actions: [{type: require_approval, " + approvers + "}]\n  " + scope + "\n",
                "policy.yml");
        assertThat(document.isValid()).as("%s", document.problems()).isTrue();
        return document;
    }
}

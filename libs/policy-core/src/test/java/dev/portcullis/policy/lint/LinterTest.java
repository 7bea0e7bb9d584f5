// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinterTest {
    private static final String RULE = "{type: any_merge_request, branches: [main], commits: any}";
    private static final String SCAN = "{type: scan_finding, branches: [main], scanners: [sast],"
            + " vulnerabilities_allowed: 0, severity_levels: [high], vulnerability_states: [new_needs_triage]}";
    private static final String LICENSE = "{type: license_finding, branches: [main], license_states: [newly_detected],"
            + " match_on_inclusion_license: false, license_types: [%s]}";

    @Test
    void aPolicyThatSaysWhatItMeansIsLeftAlone() {
        assertThat(rules(policy("Fine", RULE, ""))).isEmpty();
        assertThat(rules(policy("Fine", SCAN, "policy_scope: {projects: {including: [{id: 1}]}}")))
                .isEmpty();
    }

    @Test
    void anInvertedLicenceListIsFoundByItsLicencesOrByThePolicysName() {
        assertThat(rules(policy("Licences", LICENSE.formatted("GPL-3.0-only, AGPL-3.0-only"), "")))
                .containsExactly("inverted-licenses");
        assertThat(rules(policy("Deny what we dislike", LICENSE.formatted("MIT"), "")))
                .containsExactly("inverted-licenses");
        assertThat(rules(policy("Licences we like", LICENSE.formatted("MIT, GPL-3.0-only"), "")))
                .isEmpty();
        assertThat(rules(policy(
                        "Deny", LICENSE.formatted("GPL-3.0-only").replace("license: false", "license: true"), "")))
                .isEmpty();
    }

    @Test
    void aListThatIsDeniedAlthoughItsPolicyIsCalledAllowingIsFound() {
        String denies = LICENSE.formatted("MIT, Apache-2.0").replace("license: false", "license: true");
        assertThat(rules(policy("Allow permissive licences", denies, ""))).containsExactly("inverted-licenses");
        assertThat(problems(policy("Accepted licences", denies, ""), List.of())
                        .getFirst()
                        .message())
                .isEqualTo("rule 1 denies the licences it lists, for match_on_inclusion_license is true");
        assertThat(rules(policy("Deny what is not allowed", denies, ""))).isEmpty();
        assertThat(rules(policy("Allowed", LICENSE.formatted("MIT"), ""))).isEmpty();
    }

    @Test
    void aLicenceThatSpdxDoesNotKnowIsTold() {
        String denied = LICENSE.replace("license: false", "license: true");
        assertThat(problems(policy("Licences", denied.formatted("Apche-2.0, MIT"), ""), List.of()))
                .extracting(Problem::message)
                .containsExactly("rule 1 lists 'Apche-2.0', which SPDX does not know");
        String known = "unknown, LicenseRef-ours, GPL-2.0, 'MIT License',"
                + " GPL-2.0-only WITH Classpath-exception-2.0, MIT OR Apache-2.0";
        assertThat(rules(policy("Licences", denied.formatted(known), ""))).isEmpty();
        String packages = "{type: license_finding, branches: [main], license_states: [detected],"
                + " licenses: {denied: [{name: GPL 3}, {name: mit}]}}";
        assertThat(rules(policy("Licences", packages, ""))).containsExactly("unlisted-license");
    }

    @Test
    void aNameThatStandsTwiceInATypeIsFound() {
        String twice = policy("One", RULE, "") + policy("One", RULE, "").replace("approval_policy:\n", "");
        assertThat(rules(twice)).containsExactly("duplicate-name");
        assertThat(problems(twice, List.of()).getFirst().message()).contains("line 2");
        assertThat(
                        rules(
                                policy("One", RULE, "") + "pipeline_execution_policy:\n- {name: One, enabled: true,"
                                        + " pipeline_config_strategy: inject_policy, content: {include: [{project: a/b, file: c.yml}]}}\n"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "branches: [main], branch_exceptions: [main] | dead-rule",
                "branches: [release/1, release/2], branch_exceptions: ['release/*'] | dead-rule",
                "branch_type: protected, branch_exceptions: ['*'] | dead-rule",
                "branches: [main, other], branch_exceptions: [other] | ",
                "branches: [main], branch_exceptions: [{name: main, full_path: a/b}] | ",
                "branches: [], branch_exceptions: [main] | ",
            })
    void aRuleWithoutABranchIsDead(String branches, String expected) {
        String rule = RULE.replace("branches: [main]", branches);
        assertThat(rules(policy("Branches", rule, ""))).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "branches: [feature] | unprotected-target",
                "branches: [feature/1, develop] | unprotected-target",
                "branches: ['feature/*'] | ",
                "branches: [main] | ",
                "branches: [feature, release/1] | ",
                "branches: ['*'] | ",
                "branches: ['rel*'] | ",
                "branches: [] | ",
                "branch_type: default | ",
            })
    void aRuleWhoseTargetsAreNotProtectedIsDeadWhereThatIsKnown(String branches, String expected) {
        String policy = policy("Branches", RULE.replace("branches: [main]", branches), "");
        assertThat(problems(policy, List.of())).isEmpty();
        List<String> found = problems(policy, List.of("main", "release/*")).stream()
                .map(Problem::rule)
                .toList();
        assertThat(found).isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "branches: [main, feature], branch_exceptions: [main] | dead-rule",
                "branches: [main, feature, 'fix/*'], branch_exceptions: [main, 'fix/*'] | dead-rule",
                "branches: [release/1, feature], branch_exceptions: ['release/*'] | dead-rule",
                "branches: ['release/*', feature], branch_exceptions: ['release/*'] | dead-rule",
                "branches: [main, release/1], branch_exceptions: [main, 'release/*'] | dead-rule",
                "branches: [main, release/1, feature], branch_exceptions: [main] | ",
                "branches: ['*'], branch_exceptions: [main] | ",
                "branches: ['release/*', feature], branch_exceptions: [release/1] | ",
                "branches: [main, feature], branch_exceptions: [{name: main, full_path: a/b}] | ",
            })
    void aRuleWhoseBranchesAreExceptedOrNotProtectedIsDead(String branches, String expected) {
        String policy = policy("Branches", RULE.replace("branches: [main]", branches), "");
        assertThat(problems(policy, List.of("main", "release/*")))
                .extracting(Problem::rule)
                .isEqualTo(expected == null ? List.of() : List.of(expected));
    }

    @Test
    void aWildcardOfWhichOnlyExceptedBranchesAreProtectedIsDead() {
        String branches = "branches: ['ma*', develop], branch_exceptions: [main]";
        String policy = policy("Branches", RULE.replace("branches: [main]", branches), "");
        assertThat(problems(policy, List.of("main"))).extracting(Problem::rule).containsExactly("dead-rule");
        assertThat(problems(policy, List.of("main", "master"))).isEmpty();
    }

    @Test
    void ofTwoWildcardsEitherCanBeExceptedAsAWhole() {
        String named = policy(
                "Branches", RULE.replace("branches: [main]", "branches: ['a*', z], branch_exceptions: ['a*']"), "");
        assertThat(problems(named, List.of("*b"))).extracting(Problem::rule).containsExactly("dead-rule");
        String other = policy(
                "Branches", RULE.replace("branches: [main]", "branches: ['a*', z], branch_exceptions: ['*b']"), "");
        assertThat(problems(other, List.of("*b"))).extracting(Problem::rule).containsExactly("dead-rule");
        assertThat(problems(other, List.of("*b", "a*"))).isEmpty();
    }

    @Test
    void aRuleThatIsDeadForTwoReasonsSaysBoth() {
        String branches = "branches: [main, feature], branch_exceptions: [main]";
        assertThat(problems(policy("Branches", RULE.replace("branches: [main]", branches), ""), List.of("main")))
                .extracting(Problem::toString)
                .containsExactly(
                        "policy.yml:4:64: warning: rule 1 never applies: of the branches that it names, none is"
                                + " protected and left by branch_exceptions; name a protected branch that is not excepted"
                                + " (approval_policy[0].rules[0].branch_exceptions)");
    }

    @Test
    void contradictoryScopesAreFound() {
        assertThat(rules(scope("projects: {including: [{id: 1}], excluding: [{id: 1}]}")))
                .containsExactly("scope-contradiction");
        assertThat(rules(scope("groups: {including: [{id: 1}, {id: 2}], excluding: [{id: 2}]}")))
                .containsExactly("scope-contradiction");
        assertThat(rules(scope("exposure: {including: [{id: 1}], excluding: [{id: 1}]}")))
                .containsExactly("scope-contradiction");
        assertThat(rules(scope("match_mode: any, compliance_frameworks: [{id: 1}], groups: {excluding: [{id: 2}]}")))
                .containsExactly("scope-any-excluding");
        assertThat(rules(scope("match_mode: any, projects: {excluding: [{type: archived}]}")))
                .containsExactly("scope-any-excluding");
        assertThat(rules(scope("projects: {excluding: [{id: 1}]}"))).isEmpty();
    }

    @Test
    void whatHasNoEffectIsFound() {
        assertThat(rules(policy(
                        "Age",
                        SCAN.replace("}", ", vulnerability_age: {operator: greater_than, value: 1, interval: day}}"),
                        "")))
                .containsExactly("age-without-effect");
        assertThat(rules(policy("Fix", SCAN.replace("}", ", vulnerability_attributes: {fix_available: true}}"), "")))
                .containsExactly("attribute-without-effect");
        assertThat(rules(policy(
                        "Flag",
                        SCAN.replace("[sast]", "[dast]")
                                .replace("}", ", vulnerability_attributes: {false_positive: true}}"),
                        "")))
                .containsExactly("attribute-without-effect");
        assertThat(rules(policy("Empty", SCAN.replace("[high]", "[]").replace("[new_needs_triage]", "[]"), "")))
                .containsExactly("all-severities", "new-states");
    }

    @Test
    void approvalsThatBlockNothingOrCannotBeGivenAreFound() {
        assertThat(rules(policy("None", RULE, "").replace("required: 1", "required: 0")))
                .containsExactly("no-approval");
        assertThat(rules(policy("Two", RULE, "").replace("required: 1", "required: 2")))
                .containsExactly("too-few-approvers");
        assertThat(rules(policy("Two", RULE, "")
                        .replace("required: 1", "required: 2")
                        .replace("[alice]", "[alice], role_approvers: [owner]")))
                .isEmpty();
        assertThat(rules(policy("No rule", "", ""))).containsExactly("no-rule");
    }

    private static String scope(String scope) {
        return policy("Scope", RULE, "policy_scope: {" + scope + "}");
    }

    private static String policy(String name, String rule, String more) {
        return "approval_policy:\n- name: " + name + "\n  enabled: true\n  rules: [" + rule
                + "]\n  actions: [{type: require_approval, approvals_required: 1, user_approvers: [alice]}]\n"
                + (more.isEmpty() ? "" : "  " + more + "\n");
    }

    private static List<String> rules(String text) {
        return problems(text, List.of()).stream().map(Problem::rule).toList();
    }

    private static List<Problem> problems(String text, List<String> protectedBranches) {
        PolicyDocument document = PolicyDocument.parse(text, "policy.yml");
        assertThat(document.isValid()).as(document.problems() + "\n" + text).isTrue();
        return Linter.lint(document, protectedBranches);
    }
}

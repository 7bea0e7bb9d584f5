// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was plainly meant is repaired, and where two things could be meant nothing is. */
@Tag("S0-8")
class SlipsTest {
    private static final String POLICY = """
            approval_policy:
            - name: Two pairs of eyes # kept
              enabled: true
              rules:
              - type: scan_finding
                branches: [main]
                scanners: [sast, dependency_scanning]
                vulnerabilities_allowed: 0
                severity_levels: [high, critical]
                vulnerability_states: []
              actions:
              - {"type":require_approval, "approvals_required":1, role_approvers: [maintainer]}
              fallback_behavior: {fail: closed}
            """;

    @Test
    void slipsOfThePenAreRepaired() {
        String wrong = POLICY.replace("approval_policy:", "aproval_policy:")
                .replace("enabled", "enbaled")
                .replace("  - type: scan", "  - tyep: scan")
                .replace("severity_levels", "severity-levels")
                .replace("high", "hihg")
                .replace("dependency_scanning", "dependency-scanning")
                .replace("_allowed: 0", "_allowed: '0'")
                .replace("\"type\":", "\"typ\":")
                .replace("\"approvals_required\":", "\"aprovals_required\":")
                .replace("closed", "clsed");
        String text = wrong;
        for (int round = 0; round < 4; round++) {
            text = Fixes.apply(PolicyDocument.parse(text, "policy.yml"));
        }
        assertThat(text).isEqualTo(POLICY);
    }

    @Test
    void anOldKeyOfAJsonFileKeepsItsQuotes() {
        assertThat(fixed("""
                {"scan_result_policy":[{"name":"A","enabled":true,"rules":[{"type":"license_finding","branches":["main"],
                "match_on_inclusion":true,"license_types":["MIT"],"license_states":["detected"]}],"actions":[]}]}
                """)).isEqualTo("""
                {"approval_policy":[{"name":"A","enabled":true,"rules":[{"type":"license_finding","branches":["main"],
                "match_on_inclusion_license":true,"license_types":["MIT"],"license_states":["detected"]}],"actions":[]}]}
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "name, nmae",
        "enabled, enabeld",
        "rules, ruels",
        "actions, acitons",
        "branches, branchs",
        "scanners, scaners",
        "severity_levels, severity_level",
        "vulnerability_states, vulnerability-states",
        "vulnerabilities_allowed, vulnerabilites_allowd",
        "approvals_required, approval_required",
        "role_approvers, role_aprovers",
    })
    void aMisspeltKeyThatIsNeededIsOneError(String right, String wrong) {
        String text = POLICY.replace(right, wrong);
        assertThat(PolicyDocument.parse(text, "policy.yml").problems())
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.message()).isEqualTo("the key '" + wrong + "' is not known here");
                    assertThat(problem.suggestion()).isEqualTo("did you mean '" + right + "'?");
                    assertThat(text.substring(problem.at().index())).matches("(?s)\"?" + wrong + ".*");
                });
    }

    @Test
    void aKeyThatOthersHangOnIsOneErrorToo() {
        assertThat(problems(POLICY.replace("- type: scan", "- tyep: scan")))
                .containsExactly("policy.yml:5:5: error: 'type' is missing; did you mean it by 'tyep'?"
                        + " (approval_policy[0].rules[0])");
        String license = """
                approval_policy:
                - {name: A, enabled: true, actions: [], rules: [{type: license_finding, branches: [],
                  license_states: [detected], %s}]}
                """;
        assertThat(problems(license.formatted("licences: {denied: [{name: MIT}]}")))
                .containsExactly("policy.yml:3:31: error: the key 'licences' is not known here;"
                        + " did you mean 'licenses'? (approval_policy[0].rules[0].licences)");
        assertThat(problems(license.formatted("licenses: {denyed: [{name: MIT}]}")))
                .containsExactly("policy.yml:3:42: error: the key 'denyed' is not known here;"
                        + " did you mean 'denied'? (approval_policy[0].rules[0].licenses.denyed)");
        assertThat(problems(license.formatted("fallback: true")))
                .containsExactly(
                        "policy.yml:2:49: error: the rule lists no licences;"
                                + " add 'license_types' and 'match_on_inclusion_license', or 'licenses'"
                                + " (approval_policy[0].rules[0])",
                        "policy.yml:3:31: error: the key 'fallback' is not known here; use one of: type, branches,"
                                + " branch_type, branch_exceptions, license_states, license_types,"
                                + " match_on_inclusion_license, licenses (approval_policy[0].rules[0].fallback)");
    }

    @Test
    void aMissingKeyIsToldBesideAnUnknownOneThatIsFarFromIt() {
        assertThat(problems(POLICY.replace("enabled:", "switched_on:")))
                .containsExactly(
                        "policy.yml:2:3: error: 'enabled' is missing; add 'enabled' (approval_policy[0])",
                        "policy.yml:3:3: error: the key 'switched_on' is not known here; use one of: type, name,"
                                + " description, enabled, policy_scope, metadata, rules, actions, approval_settings,"
                                + " fallback_behavior, policy_tuning, bypass_settings, enforcement_type"
                                + " (approval_policy[0].switched_on)");
    }

    @Test
    void twoSlipsOfOneKeyAreBothToldAndLeftToAPerson() {
        String twice = POLICY.replace("enabled: true", "enabeld: true\n  enbaled: false");
        assertThat(problems(twice)).hasSize(2).allMatch(problem -> problem.contains("did you mean 'enabled'?"));
        assertThat(fixed(twice)).isEqualTo(twice);
    }

    @Test
    void slipsInTheTypesOfRulesAndActionsAreRepaired() {
        assertThat(fixed(POLICY.replace("scan_finding", "scan_findng"))).isEqualTo(POLICY);
        assertThat(fixed(POLICY.replace("require_approval", "require-approval")))
                .isEqualTo(POLICY);
    }

    @Test
    void whatCouldBeMeantInTwoWaysOrIsFarOffIsLeftToAPerson() {
        assertStays(POLICY.replace("[sast,", "[bast,"));
        assertStays(POLICY.replace("[high,", "[moderate,"));
        assertStays(POLICY.replace("  enabled: true", "  enabled: true\n  enabld: false"));
        assertStays(POLICY.replace("enabled: true", "enabled: \"perhaps\""));
    }

    @Test
    void theOppositeIsNeverSuggested() {
        String signed = "approval_policy: [{name: A, enabled: true, actions: [], rules:"
                + " [{type: any_merge_request, branches: [main], commits: signed}]}]";
        assertStays(signed);
        assertThat(PolicyDocument.parse(signed, "policy.yml").problems())
                .extracting(Problem::suggestion)
                .containsExactly("use one of: any, unsigned");
    }

    @Test
    void quotesThatAreTooManyOrTooFewAreTold() {
        assertThat(problem(POLICY.replace("enabled: true", "enabled: 'true'")))
                .isEqualTo("policy.yml:3:12: error: expected true or false, not text; write it without quotes"
                        + " (approval_policy[0].enabled)");
        assertThat(problem(POLICY.replace("\"approvals_required\":1", "\"approvals_required\":\"1\"")))
                .isEqualTo("policy.yml:12:52: error: expected a whole number, not text; write it without quotes"
                        + " (approval_policy[0].actions[0].approvals_required)");
        assertThat(problem(POLICY.replace("_allowed: 0", "_allowed: 99999999999999999999")))
                .isEqualTo("policy.yml:8:30: error: 99999999999999999999 is far out of range"
                        + " (approval_policy[0].rules[0].vulnerabilities_allowed)");
        assertThat(problem(POLICY.replace("_allowed: 0", "_allowed: \"99999999999999999999\"")))
                .isEqualTo("policy.yml:8:30: error: expected a whole number, not '99999999999999999999'"
                        + " (approval_policy[0].rules[0].vulnerabilities_allowed)");
        assertThat(fixed(POLICY.replace("Two pairs of eyes", "2024")))
                .isEqualTo(POLICY.replace("Two pairs of eyes", "\"2024\""));
    }

    @Test
    void aFlagInQuotesIsRepairedAndNothingIsNotMadeText() {
        for (String flag : new String[] {"true", "false"}) {
            assertThat(fixed(POLICY.replace("enabled: true", "enabled: \"" + flag + "\"")))
                    .isEqualTo(POLICY.replace("enabled: true", "enabled: " + flag));
        }
        assertStays(POLICY.replace("branches: [main]", "branches: [~]"));
    }

    @Test
    void anIdThatIsFarTooLargeIsOneMistake() {
        assertThat(PolicyDocument.parse(
                                POLICY.replace(
                                        "role_approvers: [maintainer]", "user_approvers_ids: [99999999999999999999]"),
                                "policy.yml")
                        .problems())
                .extracting(Problem::message)
                .containsExactly("99999999999999999999 is far out of range");
    }

    private static void assertStays(String text) {
        assertThat(PolicyDocument.parse(text, "policy.yml").isValid()).isFalse();
        assertThat(fixed(text)).isEqualTo(text);
    }

    private static String problem(String text) {
        return problems(text).getFirst();
    }

    private static List<String> problems(String text) {
        return PolicyDocument.parse(text, "policy.yml").problems().stream()
                .map(Problem::toString)
                .toList();
    }

    private static String fixed(String text) {
        return Fixes.apply(PolicyDocument.parse(text, "policy.yml"));
    }
}

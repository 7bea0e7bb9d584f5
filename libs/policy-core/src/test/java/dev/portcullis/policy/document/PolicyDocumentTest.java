// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.ApprovalRule;
import dev.portcullis.policy.model.Fallback;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.PipelineStrategy;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.Role;
import dev.portcullis.policy.model.VulnerabilityState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PolicyDocumentTest {
    private static final String APPROVAL = """
            approval_policy:
            - name: One
              enabled: true
              rules: [{type: any_merge_request, branch_type: protected, commits: any}]
              actions: [{type: require_approval, approvals_required: 1, role_approvers: [maintainer]}]
            """;

    @Test
    @Tag("S0-1")
    void oneBrokenPolicyIsLeftOutAlone() {
        PolicyDocument document = parse(APPROVAL + """
                - name: Two
                  enabled: perhaps
                  rules: [{type: any_merge_request, branch_type: protected, commits: any}]
                  actions: []
                - name: Three
                  enabled: false
                  rules: [{type: any_merge_request, branches: [], commits: unsigned}]
                  actions: []
                """);
        assertThat(document.policies()).extracting(Policy::name).containsExactly("One", "Three");
        assertThat(document.problems()).hasSize(1).first().satisfies(problem -> {
            assertThat(problem.at().line()).isEqualTo(7);
            assertThat(problem.at().column()).isEqualTo(12);
            assertThat(problem.path()).isEqualTo("approval_policy[1].enabled");
        });
    }

    @Test
    @Tag("S0-2")
    void unknownTopLevelKeysAreErrorsAndTheRestStaysUsable() {
        PolicyDocument document = parse(APPROVAL + "aproval_policy: []\n");
        assertThat(document.policies()).hasSize(1);
        assertThat(document.isValid()).isFalse();
        assertThat(document.problems().getFirst().suggestion()).isEqualTo("did you mean 'approval_policy'?");
    }

    @Test
    @Tag("S0-3")
    void namesHaveOneTo255CharactersAndSomeAreReserved() {
        assertThat(parse(APPROVAL.replace("One", "\"\"")).isValid()).isFalse();
        assertThat(parse(APPROVAL.replace("One", "n".repeat(255))).isValid()).isTrue();
        assertThat(parse(APPROVAL.replace("One", "n".repeat(256))).isValid()).isFalse();
        assertThat(parse(APPROVAL.replace("One", "License-Check")).isValid()).isFalse();
        assertThat(parse(APPROVAL.replace("One", "Coverage-Check")).isValid()).isFalse();
    }

    @Test
    @Tag("S0-4")
    void policiesOfOneFileAreNotLimitedInNumber() {
        StringBuilder text = new StringBuilder(APPROVAL);
        String another = APPROVAL.substring(APPROVAL.indexOf("- name"));
        for (int i = 0; i < 99; i++) {
            text.append(another.replace("One", "Policy " + i));
        }
        assertThat(parse(text.toString()).policies()).hasSize(100);
    }

    @Test
    @Tag("S0-5")
    void experimentsAreReadAndTheirNamesChecked() {
        PolicyDocument document =
                parse(APPROVAL + "experiments: {annotate_ids: {enabled: true}, other: {enabled: false}}\n");
        assertThat(document.problems()).isEmpty();
        assertThat(document.experiments()).containsExactly("annotate_ids");
        assertThat(parse(APPROVAL + "experiments: {Bad-Name: {enabled: true}}\n")
                        .isValid())
                .isFalse();
    }

    @Test
    @Tag("S0-6")
    void aPolicyAsTheEditorShowsItAndABareListAreRead() {
        assertThat(parse("type: approval_policy\n"
                                + APPROVAL.substring(APPROVAL.indexOf("- "))
                                        .replace("- name", "name")
                                        .replace("  ", ""))
                        .policies())
                .hasSize(1);
        PolicyDocument bare = parse(APPROVAL.substring(APPROVAL.indexOf("- ")));
        assertThat(bare.policies()).hasSize(1);
        assertThat(parse(Fixes.apply(bare)).problems()).isEmpty();
    }

    @Test
    @Tag("S0-7")
    void renamedKeysAndValuesAreTakenWithAWarningAndRepaired() {
        PolicyDocument old = parse("""
                scan_result_policy:
                - name: Old
                  enabled: true
                  rules:
                  - {type: scan_finding, branches: [main], scanners: [], vulnerabilities_allowed: 0, severity_levels: [], vulnerability_states: [newly_detected]}
                  - {type: license_finding, branches: [main], license_states: [detected], match_on_inclusion: true, license_types: [MIT]}
                  actions: [{type: require_approval, approvals_required: 1, role_approvers: [Owner]}]
                  approval_settings: {block_unprotecting_branches: true}
                pipeline_execution_policy:
                - name: Pipe
                  enabled: true
                  pipeline_config_strategy: inject_ci
                  content: {include: [{project: a/b, file: c.yml}]}
                """);
        assertThat(old.isValid()).isTrue();
        assertThat(old.problems())
                .hasSize(6)
                .allSatisfy(problem -> assertThat(problem.fix()).isNotEmpty());
        PolicyDocument repaired = parse(Fixes.apply(old));
        assertThat(repaired.problems()).isEmpty();
        assertThat(repaired.policies()).isEqualTo(old.policies());
        ApprovalPolicy policy = (ApprovalPolicy) old.policies().getFirst();
        assertThat(((ApprovalRule.ScanFinding) policy.rules().getFirst()).states())
                .containsExactlyInAnyOrder(VulnerabilityState.NEW_NEEDS_TRIAGE, VulnerabilityState.NEW_DISMISSED);
        assertThat(policy.actions().getFirst().roles()).containsExactly(Role.OWNER);
        assertThat(policy.settings().blockBranchModification()).isTrue();
        assertThat(((PipelineExecutionPolicy) old.policies().getLast()).strategy())
                .isEqualTo(PipelineStrategy.INJECT_POLICY);
    }

    @Test
    @Tag("S2.1-5")
    void anApprovalPolicyNeedsRulesAndActionsOrSettings() {
        String none = "approval_policy: [{name: A, enabled: true, rules: []}]";
        assertThat(parse(none).isValid()).isFalse();
        assertThat(parse(none.replace("rules: []", "rules: [], actions: []")).isValid())
                .isTrue();
        assertThat(parse(none.replace("rules: []", "rules: [], approval_settings: {}"))
                        .isValid())
                .isTrue();
        assertThat(parse(none.replace("rules: []", "actions: []")).isValid()).isFalse();
    }

    @Test
    @Tag("S2.2-7")
    void aRuleHasExactlyOneBranchSelector() {
        assertThat(parse(APPROVAL.replace("branch_type: protected, ", "")).isValid())
                .isFalse();
        assertThat(parse(APPROVAL.replace("branch_type", "branches: [main], branch_type"))
                        .isValid())
                .isFalse();
        assertThat(parse(APPROVAL.replace("protected", "all")).isValid()).isFalse();
        assertThat(parse(APPROVAL.replace("protected,", "protected, branch_exceptions: [],"))
                        .isValid())
                .isFalse();
    }

    @Test
    @Tag("S2.3-13")
    void aScanFindingRuleNeedsScannersCountSeveritiesAndStates() {
        String full = """
                approval_policy:
                - name: One
                  enabled: true
                  rules: [{type: scan_finding, branches: [], scanners: [], vulnerabilities_allowed: 0, severity_levels: [], vulnerability_states: []}]
                  actions: []
                """;
        assertThat(parse(full).isValid()).isTrue();
        for (String key : List.of("scanners: []", "vulnerabilities_allowed: 0", "severity_levels: []")) {
            assertThat(parse(full.replace(key + ", ", "")).isValid()).as(key).isFalse();
        }
        assertThat(parse(full.replace(", vulnerability_states: []", "")).isValid())
                .isFalse();
        assertThat(parse(full.replace("allowed: 0", "allowed: 32767")).isValid())
                .isTrue();
        assertThat(parse(full.replace("allowed: 0", "allowed: 32768")).isValid())
                .isFalse();
        assertThat(parse(full.replace("allowed: 0", "allowed: -1")).isValid()).isFalse();
        assertThat(parse(full.replace("scanners: []", "scanners: [cluster_image_scanning]"))
                        .isValid())
                .isFalse();
    }

    @Test
    @Tag("S2.4-9")
    @Tag("S2.4-11")
    void aLicenceRuleHasOneOfItsTwoForms() {
        String rule = """
                approval_policy:
                - name: One
                  enabled: true
                  rules: [{type: license_finding, branches: [], license_states: [detected], licenses: {denied: [{name: MIT}]}}]
                  actions: []
                """;
        assertThat(parse(rule).isValid()).isTrue();
        assertThat(parse(rule.replace("[detected]", "[]")).isValid()).isFalse();
        assertThat(parse(rule.replace("licenses:", "license_types: [MIT], licenses:"))
                        .isValid())
                .isFalse();
        assertThat(parse(rule.replace("{denied: [{name: MIT}]}", "{denied: [{name: MIT}], allowed: [{name: ISC}]}"))
                        .isValid())
                .isFalse();
        assertThat(parse(rule.replace("{name: MIT}", "{name: unknown}")).isValid())
                .isFalse();
        assertThat(parse(rule.replace("[{name: MIT}]", "[]")).isValid()).isFalse();
        assertThat(parse(rule.replace("licenses: {denied: [{name: MIT}]}", "license_types: [MIT]"))
                        .isValid())
                .isFalse();
    }

    @Test
    @Tag("S2.5-9")
    void anApprovalActionNamesSomebodyAndAtMostAHundred() {
        assertThat(parse(APPROVAL.replace(", role_approvers: [maintainer]", "")).isValid())
                .isFalse();
        assertThat(parse(APPROVAL.replace("required: 1", "required: 100")).isValid())
                .isTrue();
        assertThat(parse(APPROVAL.replace("required: 1", "required: 101")).isValid())
                .isFalse();
        assertThat(parse(APPROVAL.replace("[maintainer]", "[maintainer, 12]")).isValid())
                .isTrue();
        assertThat(parse(APPROVAL.replace("[maintainer]", "[boss]")).isValid()).isFalse();
    }

    @Test
    @Tag("R45")
    void anEmptyFallbackIsClosed() {
        ApprovalPolicy policy = (ApprovalPolicy)
                parse(APPROVAL + "  fallback_behavior: {}\n").policies().getFirst();
        assertThat(policy.fallback()).isEqualTo(Fallback.CLOSED);
    }

    @Test
    void aliasesAreBounded() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(parse(bomb.toString()).problems().getFirst().message()).contains("aliases");
        assertThat(parse("a: &a [*a]").isValid()).isFalse();
        assertThat(parse("[".repeat(100_000)).isValid()).isFalse();
        assertThat(parse("{a: ".repeat(100_000)).isValid()).isFalse();
    }

    @Test
    void bytesThatAreNoTextAndFilesThatAreTooLargeAreErrors() {
        assertThat(PolicyDocument.parse(new byte[] {(byte) 0xff, 0}, "x").isValid())
                .isFalse();
        assertThat(PolicyDocument.parse(new byte[2 * 1024 * 1024], "x").isValid())
                .isFalse();
        assertThat(PolicyDocument.parse(new byte[0], "x").isValid()).isFalse();
        assertThat(PolicyDocument.parse("\u0000".getBytes(StandardCharsets.UTF_8), "x")
                        .isValid())
                .isFalse();
    }

    @Test
    void aKeyThatStandsTwiceBreaksItsPolicyAlone() {
        PolicyDocument document =
                parse(APPROVAL + "- {name: Two, enabled: true, enabled: false, rules: [], actions: []}\n");
        assertThat(document.policies()).extracting(Policy::name).containsExactly("One");
        assertThat(document.problems().getFirst().message()).contains("'enabled' stands twice");
    }

    @Test
    @Tag("S0-9")
    void policiesThatGitLabEnforcesItselfAreLeftAlone() {
        PolicyDocument document = parse(APPROVAL + "ci_component_publishing_policy: [{name: A}]\n"
                + "dependency_firewall_policy: [{name: B}]\n");
        assertThat(document.policies()).hasSize(1);
        assertThat(document.isValid()).isTrue();
    }

    @Test
    void flagsAreReadAsGitLabReadsThem() {
        for (String flag : List.of("yes", "on", "True", "TRUE")) {
            ApprovalPolicy policy = (ApprovalPolicy) parse(APPROVAL.replace("enabled: true", "enabled: " + flag))
                    .policies()
                    .getFirst();
            assertThat(policy.header().enabled()).isTrue();
        }
    }

    @Test
    void placesAreCountedInCharactersAlsoBehindOnesOutsideOfTheBasicPlane() {
        Problem problem = parse(APPROVAL + "x: {'\uD83D\uDD12': 1}\n'\uD83D\uDD12': [], y: 2")
                .problems()
                .getFirst();
        assertThat(problem.at().line()).isEqualTo(7);
        assertThat(problem.at().column()).isEqualTo(8);
    }

    private static PolicyDocument parse(String text) {
        return PolicyDocument.parse(text, "policy.yml");
    }
}

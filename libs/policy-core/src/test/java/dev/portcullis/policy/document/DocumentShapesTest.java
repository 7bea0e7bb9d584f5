// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.PolicyType;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file may be as a whole. */
class DocumentShapesTest {
    private static final String ANY =
            "{name: A, enabled: true, rules: [{type: any_merge_request, branch_type: default, commits: any}], actions: []}";

    @ParameterizedTest
    @ValueSource(strings = {"", "# only a comment", "~", "[]", "{}", "experiments: {a: {enabled: true}}"})
    @Tag("S0-11")
    void aFileWithoutPoliciesIsAnError(String text) {
        assertThat(problems(text))
                .containsExactly("p.yml:1:1: error: the file holds no policy; add a list, e.g. approval_policy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approval_policy: []", "scan_execution_policy:", "ci_component_publishing_policy: []"})
    void anEmptyListIsNone(String text) {
        assertThat(PolicyDocument.parse(text, "p.yml").isValid()).isTrue();
    }

    @Test
    void textAloneIsAnError() {
        assertThat(problems("just text"))
                .containsExactly("p.yml:1:1: error: expected lists of policies, not 'just text'");
        assertThat(problems("experiments: [a]"))
                .containsExactly("p.yml:1:14: error: expected an object, not a list (experiments)");
    }

    @Test
    void onlyTheFirstDocumentIsRead() {
        String two = "approval_policy: [" + ANY + "]\n---\nscan_execution_policy: []\n";
        assertThat(problems(two))
                .containsExactly("p.yml:2:1: error: a second document starts here; only the first is read;"
                        + " make one document of the two, or delete this one");
        assertThat(PolicyDocument.parse(two, "p.yml").policies()).hasSize(1);
    }

    @Test
    @Tag("S0-6")
    void onePolicyAsTheEditorShowsItNeedsAKnownType() {
        assertThat(problems("type: approval_polcy"))
                .containsExactly(
                        "p.yml:1:7: error: 'approval_polcy' is not known here; did you mean 'approval_policy'? (type)");
        PolicyDocument alone = PolicyDocument.parse("{type: approval_policy, " + ANY.substring(1), "p.yml");
        assertThat(alone.problems())
                .extracting(Problem::toString)
                .containsExactly("p.yml:1:1: note: one policy as GitLab's editor shows it;"
                        + " in policy.yml it stands in the list 'approval_policy', without 'type'");
        assertThat(alone.located()).singleElement().satisfies(located -> {
            assertThat(located.path()).isEmpty();
            assertThat(located.at().column()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            APPROVAL_POLICY                    | rules: [{type: scan_finding, branches: [], scanners: [], severity_levels: [], vulnerabilities_allowed: 0, vulnerability_states: []}], actions: []
            APPROVAL_POLICY                    | rules: [{type: license_finding, branches: [], license_states: [detected], licenses: {denied: [{name: MIT}]}}], actions: []
            APPROVAL_POLICY                    | rules: [{type: any_merge_request, branches: [], commits: any}], actions: []
            SCAN_EXECUTION_POLICY              | rules: [{type: pipeline, branches: [x]}], actions: []
            SCAN_EXECUTION_POLICY              | rules: [{type: schedule, branches: [x], cadence: 0 1 * * *}], actions: []
            PIPELINE_EXECUTION_POLICY          | content: {include: [{project: a/b, file: c.yml}]}, pipeline_config_strategy: inject_policy
            PIPELINE_EXECUTION_SCHEDULE_POLICY | content: {include: [{project: a/b, file: c.yml}]}, schedules: []
            VULNERABILITY_MANAGEMENT_POLICY    | rules: [{type: no_longer_detected}], actions: [{type: auto_resolve}]
            VULNERABILITY_MANAGEMENT_POLICY    | rules: [{type: detected, criteria: []}], actions: [{type: auto_dismiss, dismissal_reason: false_positive}]
            """)
    @Tag("S0-6")
    void theTypeOfAListAloneShowsInItsPolicies(PolicyType type, String keys) {
        PolicyDocument document = PolicyDocument.parse(
                "- {name: A, enabled: true, %1$s}\n- {name: B, enabled: true, %1$s}\n".formatted(keys), "p.yml");
        assertThat(document.policies()).extracting(Policy::type).containsExactly(type, type);
        assertThat(document.located())
                .extracting(PolicyDocument.Located::path)
                .containsExactly(type.word() + "[0]", type.word() + "[1]");
        assertThat(document.problems())
                .extracting(Problem::toString)
                .containsExactly("p.yml:1:1: note: the list stands alone; it is read as '" + type.word()
                        + "'; GitLab needs it under the key '" + type.word() + ":'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- text",
                "- {rules: []}",
                "- {rules: text}",
                "- {rules: [text]}",
                "- {rules: [{type: [a]}]}",
                "- {rules: [{type: other}]}",
                "- {schedules: []}\n- {content: {}}",
                "- {schedules: []}\n- text",
            })
    void aListOfWhichTheTypeDoesNotShowIsAnError(String text) {
        assertThat(problems(text))
                .containsExactly("p.yml:1:1: error: a list stands alone, and it does not show of which type its"
                        + " policies are; put it under its key, e.g. approval_policy:");
    }

    @Test
    @Tag("S0-1")
    void anErrorInTheYamlSpoilsThePolicyInWhichItStands() {
        String twice = "approval_policy:\n- %1$s\n- %2$s\n- %1$s\n"
                .formatted(ANY, ANY.replace("enabled: true", "enabled: true, enabled: true"));
        PolicyDocument document = PolicyDocument.parse(twice, "p.yml");
        assertThat(document.located())
                .extracting(PolicyDocument.Located::path)
                .containsExactly("approval_policy[0]", "approval_policy[2]");
        assertThat(document.problems())
                .extracting(Problem::toString)
                .containsExactly("p.yml:3:28: error: the key 'enabled' stands twice;"
                        + " it stands in line 3 too; delete one of the two");
    }

    @Test
    void anErrorAtTheVeryEdgeOfAPolicyIsItsOwn() {
        PolicyDocument inner = PolicyDocument.parse(
                "approval_policy:\n- {name: A, name: B}\n- {? [a] : b, " + ANY.substring(1), "p.yml");
        assertThat(inner.policies()).isEmpty();
        PolicyDocument outer = PolicyDocument.parse("approval_policy: [" + ANY + "]\napproval_policy: []", "p.yml");
        assertThat(outer.policies()).hasSize(1);
        assertThat(outer.problems())
                .extracting(Problem::toString)
                .containsExactly("p.yml:2:1: error: the key 'approval_policy' stands twice;"
                        + " it stands in line 1 too; delete one of the two");
    }

    @Test
    void theEdgesOfAPolicyAreItsOwn() {
        String keys = "name: A\n  enabled: true\n  rules: []\n  actions: []\n";
        assertThat(PolicyDocument.parse("approval_policy:\n- [a]: b\n  " + keys, "p.yml")
                        .policies())
                .isEmpty();
        assertThat(PolicyDocument.parse("approval_policy:\n- " + keys + "approval_policy: []\n", "p.yml")
                        .policies())
                .hasSize(1);
    }

    @Test
    void whatIsNoYamlIsNotCalledEmptyToo() {
        assertThat(problems("a: b: c"))
                .containsExactly("p.yml:1:5: error: a ':' stands within a value;"
                        + " put the value in quotes if ':' belongs to it, else begin a new line");
    }

    @Test
    void theEditorsPolicyHasPathsOfItsOwn() {
        assertThat(problems("type: [a]")).containsExactly("p.yml:1:7: error: expected a word, not a list (type)");
        assertThat(problems("type: approval_policy\nname: [a]\nenabled: true\nrules: []\nactions: []\n"))
                .contains("p.yml:2:7: error: expected text, not a list (name)");
    }

    @Test
    void whatIsNoTextWhereAWordIsExpectedIsToldOnce() {
        assertThat(
                        problems(
                                "scan_execution_policy: [{name: A, enabled: true, actions: [], mode: x,"
                                        + " rules: [{type: pipeline, branches: [a], pipeline_sources: {including: [pushed]}},"
                                        + " {type: schedule, branches: [a], cadence: 0 1 * * *, time_window: {distribution: [a], value: 3600}}]}]"))
                .hasSize(3);
        assertThat(problems("approval_policy: [{name: A, enabled: true, actions: [], rules: [{type: license_finding,"
                        + " branches: [], license_states: detected, licenses: {denied: [{name: MIT}]}},"
                        + " {type: license_finding, branches: [], licenses: {denied: [{name: MIT}]}}]}]"))
                .hasSize(2);
    }

    @Test
    void aPartOfAnotherYamlIsReadWithItsPlaces() {
        YamlText yaml = YamlText.read("policies:\n  approval_policy:\n  - " + ANY + "\n  - {}\n");
        YamlNode node = ((YamlNode.Mapping) yaml.root()).get("policies");
        PolicyDocument part = PolicyDocument.parse(yaml, node, "tests.yml");
        assertThat(part.source()).isEqualTo("tests.yml");
        assertThat(part.policies()).hasSize(1);
        assertThat(part.isValid()).isFalse();
        assertThat(part.problems().getFirst())
                .hasToString("tests.yml:4:5: error: 'name' is missing; add 'name' (approval_policy[1])");
    }

    private static List<String> problems(String text) {
        return PolicyDocument.parse(text, "p.yml").problems().stream()
                .map(Problem::toString)
                .toList();
    }
}

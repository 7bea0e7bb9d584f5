// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.document.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person is told who made a mistake in a scenario file: where it is, what is wrong and what to write instead. */
class ScenarioMistakesTest {
    @Test
    void aFileNeedsPoliciesAndScenarios() {
        assertThat(problems(""))
                .containsExactly("f:1:1: error: the file holds no scenarios; add policies and scenarios");
        assertThat(problems("[1]"))
                .containsExactly("f:1:1: error: the file holds no scenarios; add policies and scenarios");
        assertThat(problems("{")).hasSize(1).first().asString().startsWith("f:1:1: error: ");
        assertThat(problems("policies: {approval_policy: []}\n"))
                .containsExactly("f:1:1: error: 'scenarios' is missing; add 'scenarios'");
        assertThat(problems("scenarios: []\n"))
                .containsExactly("f:1:1: error: a scenario file has exactly one of 'policies' and 'policy_file'");
        assertThat(problems("policies: {approval_policy: []}\npolicy_file: policy.yml\nscenarios: []\n"))
                .containsExactly("f:1:1: error: a scenario file has exactly one of 'policies' and 'policy_file'");
        assertThat(problems("policies: {approval_policy: []}\nscenarois: []\n"))
                .containsExactly(
                        "f:2:1: error: the key 'scenarois' is not known here; did you mean 'scenarios'? (scenarois)");
        assertThat(problems("policies: {approval_policy: []}\nscenarios: [1, {}]\n"))
                .containsExactly(
                        "f:2:13: error: expected an object, not '1' (scenarios[0])",
                        "f:2:16: error: 'name' is missing; add 'name' (scenarios[1])",
                        "f:2:16: error: 'now' is missing; add 'now' (scenarios[1])",
                        "f:2:16: error: 'expect' is missing; add 'expect' (scenarios[1])");
    }

    @Test
    void aPolicyFileIsThereAndIsRead() {
        assertThat(problems("policy_file: policy.yml\nscenarios: []\n"))
                .containsExactly("f:1:14: error: there is no readable file policy.yml (policy_file)");
        assertThat(problems("policy_file: [a]\nscenarios: []\n"))
                .containsExactly("f:1:14: error: expected text, not a list (policy_file)");
        ScenarioFile file = ScenarioFile.parse(
                "policy_file: a/policy.yml\nscenarios: []\n".getBytes(StandardCharsets.UTF_8),
                "f",
                path -> path.equals("a/policy.yml") ? "aproval_policy: []\n".getBytes(StandardCharsets.UTF_8) : null);
        assertThat(file.problems())
                .extracting(Problem::toString)
                .containsExactly("a/policy.yml:1:1: error: 'aproval_policy' is no list of policies;"
                        + " did you mean 'approval_policy'? (aproval_policy)");
        assertThat(file.isValid()).isFalse();
    }

    @Test
    void eachSourceOfPoliciesSaysWhereItIsLaidDown() {
        assertThat(problems("""
                        policies:
                          sources:
                          - 1
                          - {level: grup, path: acme, approval_policy: []}
                          - {level: group, approval_policy: []}
                          - {level: instance, aproval_policy: []}
                          source: []
                        scenarios: []
                        """))
                .containsExactly(
                        "f:3:5: error: expected an object, not '1' (policies.sources[0])",
                        "f:4:13: error: 'grup' is not known here; did you mean 'group'? (policies.sources[1].level)",
                        "f:5:5: error: 'path' is missing; add 'path' (policies.sources[2])",
                        "f:6:23: error: 'aproval_policy' is no list of policies; did you mean 'approval_policy'?"
                                + " (aproval_policy)",
                        "f:7:3: error: the key 'source' is not known here; did you mean 'sources'? (policies.source)");
    }

    @Test
    void everyKeyOfAScenarioIsChecked() {
        assertThat(inScenario("""
                        settings: {bind_to_haed: true}
                        unavailable: [source_report]
                        bypasses: [1, {policy: a, user: b, raeson: c}]
                        approvals: [[a], {sha: 1, usr: alice}, {user: bob, at: yesterday}]
                        memebrs: {}
                        """))
                .containsExactly(
                        "f:8:15: error: expected text, not a list (scenarios[0].approvals[0])",
                        "f:8:29: error: the key 'usr' is not known here; did you mean 'user'?"
                                + " (scenarios[0].approvals[1].usr)",
                        "f:8:58: error: 'yesterday' is no instant; write it as 2026-11-24T12:00:00Z"
                                + " (scenarios[0].approvals[2].at)",
                        "f:7:14: error: expected an object, not '1' (scenarios[0].bypasses[0])",
                        "f:7:38: error: the key 'raeson' is not known here; did you mean 'reason'?"
                                + " (scenarios[0].bypasses[1].raeson)",
                        "f:6:17: error: 'source_report' is not known here; did you mean 'source_reports'?"
                                + " (scenarios[0].unavailable[0])",
                        "f:5:14: error: the key 'bind_to_haed' is not known here; did you mean 'bind_to_head'?"
                                + " (scenarios[0].settings.bind_to_haed)",
                        "f:9:3: error: the key 'memebrs' is not known here; did you mean 'members'?"
                                + " (scenarios[0].memebrs)");
    }

    @Test
    void projectAndMergeRequestAreChecked() {
        assertThat(inScenario("""
                        project: {id: 0, defualt_branch: main, groups: [1, {path: a}, {id: 1}, {id: 2, path: b, ids: 1}],
                          security_attributes: {exposre: [1], exposure: [x]}, approval_settings: {prevent_approval: true}}
                        merge_request: {iid: x, auhtor: dev, commits: [1, {author: dev}, {sha: a1, sined: true},
                          {sha: a2, signature: valid}]}
                        """))
                .containsExactly(
                        "f:5:17: error: 0 is no id; ids are whole numbers from 1 (scenarios[0].project.id)",
                        "f:5:51: error: expected an object, not '1' (scenarios[0].project.groups[0])",
                        "f:5:54: error: 'id' is missing; add 'id' (scenarios[0].project.groups[1])",
                        "f:5:65: error: 'path' is missing; add 'path' (scenarios[0].project.groups[2])",
                        "f:5:91: error: the key 'ids' is not known here; did you mean 'id'?"
                                + " (scenarios[0].project.groups[3].ids)",
                        "f:6:52: error: expected a whole number, not 'x'"
                                + " (scenarios[0].project.security_attributes.exposure[0])",
                        "f:6:27: error: the key 'exposre' is not known here; did you mean 'exposure'?"
                                + " (scenarios[0].project.security_attributes.exposre)",
                        "f:6:77: error: the key 'prevent_approval' is not known here;"
                                + " use one of: prevent_approval_by_author, prevent_approval_by_commit_author,"
                                + " remove_approvals_with_new_commit, require_password_to_approve"
                                + " (scenarios[0].project.approval_settings.prevent_approval)",
                        "f:5:20: error: the key 'defualt_branch' is not known here; did you mean 'default_branch'?"
                                + " (scenarios[0].project.defualt_branch)",
                        "f:7:50: error: expected an object, not '1' (scenarios[0].merge_request.commits[0])",
                        "f:7:53: error: 'sha' is missing; add 'sha' (scenarios[0].merge_request.commits[1])",
                        "f:7:78: error: the key 'sined' is not known here; did you mean 'signed'?"
                                + " (scenarios[0].merge_request.commits[2].sined)",
                        "f:8:26: error: 'valid' is not known here; use one of: none, unverified, verified"
                                + " (scenarios[0].merge_request.commits[3].signature)",
                        "f:7:24: error: expected a whole number, not 'x' (scenarios[0].merge_request.iid)",
                        "f:7:27: error: the key 'auhtor' is not known here; did you mean 'author'?"
                                + " (scenarios[0].merge_request.auhtor)");
    }

    static List<String> inScenario(String keys) {
        return problems("policies: {approval_policy: []}\nscenarios:\n- name: n\n  now: 2026-11-24\n"
                + keys.indent(2)
                + (keys.contains("expect:") ? "" : "  expect: {}\n"));
    }

    static List<String> problems(String text) {
        return ScenarioFile.parse(text.getBytes(StandardCharsets.UTF_8), "f", _ -> null).problems().stream()
                .map(Problem::toString)
                .toList();
    }
}

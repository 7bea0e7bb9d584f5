// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GitLab refuses, though YAML 1.2 or good will could make something of it. */
@Tag("S0-10")
class EmptyKeysTest {
    private static final String POLICY = """
            approval_policy:
            - name: A
              enabled: true
              rules:
              - type: any_merge_request
                branch_type: default
                commits: any
              actions:
              - {type: require_approval, approvals_required: 1, role_approvers: [owner]}
              %s
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            fallback_behavior:                      | 10:3  | fallback_behavior | fallback_behavior
            approval_settings: ~                    | 10:3  | approval_settings | approval_settings
            policy_scope: null                      | 10:3  | policy_scope      | policy_scope
            policy_scope: {projects: {including: }} | 10:29 | including         | policy_scope.projects.including
            """)
    void aKeyWithoutAValueIsAnErrorOfItsPolicy(String line, String at, String key, String path) {
        PolicyDocument document = PolicyDocument.parse(POLICY.formatted(line), "p.yml");
        assertThat(document.policies()).isEmpty();
        assertThat(document.problems())
                .extracting(Problem::toString)
                .containsExactly("p.yml:" + at + ": error: '" + key
                        + "' has no value; give it one or delete the line (approval_policy[0]." + path + ")");
        assertThat(Fixes.apply(document)).isEqualTo(document.text());
    }

    @Test
    void aKeyThatMustStandIsToldOnceWhereItIsEmpty() {
        String text = POLICY.formatted("description: d")
                .replace("branch_type: default", "branches:")
                .replace("enabled: true", "enabled:")
                .replace("role_approvers: [owner]", "role_approvers: ");
        assertThat(PolicyDocument.parse(text, "p.yml").problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "p.yml:3:3: error: 'enabled' has no value; give it one or delete the line (approval_policy[0].enabled)",
                        "p.yml:6:5: error: 'branches' has no value; give it one or delete the line (approval_policy[0].rules[0].branches)",
                        "p.yml:9:53: error: 'role_approvers' has no value; give it one or delete the line"
                                + " (approval_policy[0].actions[0].role_approvers)");
    }

    @Test
    void whatGitLabsYamlReadsAsANumberIsPutInQuotes() {
        String text = """
                pipeline_execution_schedule_policy:
                - name: A
                  enabled: true
                  content: {include: [{project: a/b, file: c.yml}]}
                  schedules:
                  - type: daily
                    start_time: 10:00
                    time_window: {distribution: random, value: 600}
                    branches: [main, 1_0]
                """;
        PolicyDocument document = PolicyDocument.parse(text, "p.yml");
        assertThat(document.policies()).hasSize(1);
        assertThat(document.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "p.yml:7:17: warning: GitLab reads 10:00 without quotes as a number, and refuses the file;"
                                + " write \"10:00\" (pipeline_execution_schedule_policy[0].schedules[0].start_time)",
                        "p.yml:9:22: warning: GitLab reads 1_0 without quotes as a number, and refuses the file;"
                                + " write \"1_0\" (pipeline_execution_schedule_policy[0].schedules[0].branches[1])");
        String fixed = Fixes.apply(document);
        assertThat(fixed).isEqualTo(text.replace("10:00", "\"10:00\"").replace("1_0", "\"1_0\""));
        assertThat(PolicyDocument.parse(fixed, "p.yml").problems()).isEmpty();
    }

    @Test
    @Tag("S3-27")
    void schedulesAndScansOfNoUseSayWhatToDo() {
        String text = """
                scan_execution_policy:
                - name: A
                  enabled: true
                  rules:
                  - {type: schedule, branches: [main], cadence: 61 25 * * *}
                  - {type: schedule, branches: [main], cadence: 0 2 * * *, timezone: europe/berlin}
                  actions:
                  - {scan: custom, ci_configuration: x}
                """;
        assertThat(PolicyDocument.parse(text, "p.yml").problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "p.yml:5:49: warning: GitLab skips this schedule: '61' is no minute; use for example"
                                + " '0 18 * * *' (scan_execution_policy[0].rules[0].cadence)",
                        "p.yml:6:70: error: 'europe/berlin' is no time zone; did you mean 'Europe/Berlin'?"
                                + " (scan_execution_policy[0].rules[1].timezone)",
                        "p.yml:8:12: error: GitLab has removed 'custom' scans and their 'ci_configuration';"
                                + " use a pipeline execution policy (scan_execution_policy[0].actions[0].scan)");
    }
}

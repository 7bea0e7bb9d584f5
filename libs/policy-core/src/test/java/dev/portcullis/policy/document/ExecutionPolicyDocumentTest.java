// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.PipelineSchedulePolicy;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.ScanRule;
import dev.portcullis.policy.model.VulnerabilityManagementPolicy;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How the execution and vulnerability management policies of a file are read. */
class ExecutionPolicyDocumentTest {
    @Test
    @Tag("S3-1")
    void scanExecutionPoliciesAreRead() {
        String text = """
                scan_execution_policy:
                - name: Scans
                  enabled: true
                  rules:
                  - {type: pipeline, branch_type: target_default, pipeline_sources: {including: [merge_request_event]}}
                  - {type: schedule, branch_type: default, cadence: 0 2 * * *, timezone: Europe/Berlin, time_window: {distribution: random, value: 3600}}
                  - {type: schedule, agents: {prod: {namespaces: [web]}}, cadence: 0 2 * * 0}
                  actions:
                  - {scan: dast, site_profile: null, scanner_profile: quick, variables: {A: "1"}, tags: [big]}
                  - {scan: dependency_scanning, template: v2, scan_settings: {ignore_default_before_after_script: true}}
                  skip_ci: {allowed: false, allowlist: {users: [{id: 1}]}}
                """;
        PolicyDocument document = parse(text);
        assertThat(document.problems()).isEmpty();
        ScanExecutionPolicy policy = (ScanExecutionPolicy) document.policies().getFirst();
        assertThat(policy.rules()).hasSize(3);
        assertThat(policy.rules().getLast())
                .isInstanceOfSatisfying(
                        ScanRule.OnSchedule.class,
                        schedule -> assertThat(schedule.target())
                                .isEqualTo(new ScanRule.InCluster("prod", List.of("web"))));
        assertThat(parse(text.replace("[merge_request_event]", "[web]")).isValid())
                .isFalse();
        assertThat(parse(text.replace("scan: dast, site_profile: null", "scan: dast"))
                        .isValid())
                .isFalse();
        assertThat(parse(text.replace("template: v2", "template: v3")).isValid())
                .isFalse();
        assertThat(parse(text.replace("Europe/Berlin", "Europe/Bonn")).isValid())
                .isFalse();
        assertThat(parse(text.replace("value: 3600", "value: 3599")).isValid()).isFalse();
        assertThat(parse(text.replace("A: \"1\"", "1A: \"1\"")).isValid()).isFalse();
    }

    @Test
    @Tag("S3-2")
    void aCadenceThatGitLabSkipsIsNoted() {
        for (String cadence : List.of("*/10 * * * *", "0,30 2 * * *", "0 1-3 * * *", "0 2 * *", "61 2 * * *")) {
            PolicyDocument document = parse("scan_execution_policy: [{name: A, enabled: true, rules: [{type: schedule, "
                    + "branch_type: all, cadence: \"" + cadence + "\"}], actions: [{scan: sast}]}]");
            assertThat(document.isValid()).as(cadence).isTrue();
            assertThat(document.problems())
                    .as(cadence)
                    .extracting(Problem::rule)
                    .containsExactly("skipped-cadence");
        }
        for (String cadence : List.of("0 18 * * *", "0 13 * * 0", "0 0 1 * *")) {
            assertThat(parse(
                                    "scan_execution_policy: [{name: A, enabled: true, rules: [{type: schedule, branch_type: all,"
                                            + " cadence: \"" + cadence + "\"}], actions: [{scan: sast}]}]")
                            .problems())
                    .as(cadence)
                    .isEmpty();
        }
    }

    @Test
    @Tag("S4-1")
    void pipelineExecutionPoliciesIncludeExactlyOneFile() {
        String text = """
                pipeline_execution_policy:
                - name: Pipe
                  enabled: true
                  pipeline_config_strategy: override_project_ci
                  content: {include: [{project: a/b, file: c.yml, ref: main}]}
                  suffix: never
                  variables_override: {allowed: false, exceptions: [A], dotenv: respect_policy}
                """;
        assertThat(parse(text).problems()).isEmpty();
        assertThat(parse(text.replace("]}\n  suffix", ", {project: a/b, file: d.yml}]}\n  suffix"))
                        .isValid())
                .isFalse();
        assertThat(parse(text.replace("c.yml", "c.txt")).isValid()).isFalse();
        assertThat(parse(text.replace("  pipeline_config_strategy: override_project_ci\n", ""))
                        .isValid())
                .isFalse();
        assertThat(parse(text.replace("allowed: false, ", "")).isValid()).isFalse();
    }

    @Test
    @Tag("S4-2")
    void scheduledPipelinePoliciesAreRead() {
        String text = """
                pipeline_execution_schedule_policy:
                - name: Weekly
                  enabled: true
                  content: {include: [{project: a/b, file: c.yml}]}
                  schedules:
                  - {type: weekly, start_time: '02:00', days: [Monday], time_window: {value: 600, distribution: random}, timezone: UTC, branches: [main], snooze: {until: 2026-12-01T00:00:00Z, reason: freeze}}
                """;
        PolicyDocument document = parse(text);
        assertThat(document.problems()).isEmpty();
        assertThat(document.policies().getFirst()).isInstanceOf(PipelineSchedulePolicy.class);
        assertThat(parse(text.replace("days: [Monday], ", "")).isValid()).isFalse();
        assertThat(parse(text.replace("'02:00'", "'2 pm'")).isValid()).isFalse();
        assertThat(parse(text.replace("value: 600", "value: 599")).isValid()).isFalse();
    }

    @Test
    @Tag("S5-1")
    void vulnerabilityManagementPoliciesHaveOneActionThatFitsTheirRules() {
        String text = """
                vulnerability_management_policy:
                - name: Gone
                  enabled: true
                  rules: [{type: no_longer_detected, scanners: [sast], severity_levels: [low]}]
                  actions: [{type: auto_resolve}]
                - name: In tests
                  enabled: true
                  rules: [{type: detected, criteria: [{type: directory, value: "test/**"}, {type: identifier, value: "CVE-2020-*"}]}]
                  actions: [{type: auto_dismiss, dismissal_reason: used_in_tests}]
                """;
        PolicyDocument document = parse(text);
        assertThat(document.problems()).isEmpty();
        assertThat(document.policies()).hasSize(2).hasOnlyElementsOfType(VulnerabilityManagementPolicy.class);
        assertThat(parse(text.replace("{type: auto_resolve}", "{type: auto_resolve}, {type: auto_resolve}"))
                        .isValid())
                .isFalse();
        assertThat(parse(text.replace(
                                "[{type: auto_resolve}]", "[{type: auto_dismiss, dismissal_reason: not_applicable}]"))
                        .isValid())
                .isFalse();
        assertThat(parse(text.replace("used_in_tests", "because")).isValid()).isFalse();
    }

    @Test
    void anAgentIsAnObject() {
        String text = """
                scan_execution_policy:
                - name: Cluster
                  enabled: true
                  rules: [{type: schedule, agents: {prod: [web]}, cadence: 0 2 * * 0}]
                  actions: [{scan: container_scanning}]
                """;
        assertThat(parse(text).problems())
                .extracting(Problem::toString)
                .containsExactly("policy.yml:4:43: error: expected an object, not a list"
                        + " (scan_execution_policy[0].rules[0].agents.prod)");
        assertThat(parse(text.replace("[web]", "{namespaces: [web]}")).problems())
                .isEmpty();
    }

    private static PolicyDocument parse(String text) {
        return PolicyDocument.parse(text, "policy.yml");
    }
}

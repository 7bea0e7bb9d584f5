// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static dev.portcullis.cli.Json.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CiConfigCommandTest {
    private static final String POLICY = """
            scan_execution_policy:
            - name: Secrets
              enabled: true
              policy_scope: {groups: {including: [{id: 3}]}, compliance_frameworks: [{id: 7}]}
              rules:
              - {type: pipeline, branch_type: target_protected}
              - {type: schedule, branch_type: default, cadence: 0 3 * * *}
              actions: [{scan: secret_detection}]
            pipeline_execution_policy:
            - name: Checks
              enabled: true
              pipeline_config_strategy: inject_policy
              content: {include: [{project: acme/ci, file: checks.yml}]}
            """;

    private static final String SCHEDULES = """
            scan_execution_policy:
            - name: Secrets
              enabled: true
              rules:
              - {type: schedule, branch_type: all, branch_exceptions: [wip/*], cadence: 0 3 * * *}
              - {type: schedule, agents: {eu: {namespaces: []}}, cadence: 0 4 * * *}
              actions: [{scan: secret_detection}]
            pipeline_execution_schedule_policy:
            - name: Nightly
              enabled: true
              content: {include: [{project: acme/ci, file: nightly.yml}]}
              schedules: [{type: daily, start_time: "09:30", time_window: {value: 600, distribution: random}}]
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void showsWhatRunsAsYamlWithComments() throws IOException {
        String checks = file("checks.yml", "check: {script: [check]}");
        String ci = file("ci.yml", "check: {script: [own]}");
        int code = run(
                file("policy.yml", POLICY),
                "--project=acme/web",
                "--group=acme=3",
                "--framework=7",
                "--branch=fix",
                "--protected=main",
                "--merge-target=main",
                "--source=merge_request_event",
                "--tier=Ultimate",
                "--ci=" + ci,
                "--policy-ci=checks.yml@acme/ci=" + checks,
                "--now=2026-11-24T12:00:00Z");
        assertThat(err.toString()).isEmpty();
        assertThat(code).isZero();
        assertThat(out.toString())
                .startsWith("""
                        # Required: secret_detection for ‘Secrets’, by GitLab: secret-detection-0
                        # Merged: ‘Checks’
                        # Schedule: ‘Secrets’, number 2: next at 2026-11-25T03:00:00Z; on main: secret-detection-0
                        # The configuration that a schedule starts: portcullis ci-config --schedule NAME
                        include:
                        """)
                .contains("\n\"check:policy-0-0\":\n")
                .contains("\nsecret-detection-0:\n  stage: test\n");
    }

    @Test
    void showsTheSameAsJson() throws IOException {
        assertThat(run(file("policy.yml", POLICY), "--format=json")).isEqualTo(1);
        assertThat(out.toString())
                .contains("\"pipeline_policies\":[\"Checks\"]")
                .contains("\"problems\":[\"‘Checks’: its CI file is not at hand")
                .contains("\"configuration\":{")
                .contains("\"schedules\":[]");
    }

    @Test
    void showsWhatAScheduleStarts() throws IOException {
        String policy = file("policy.yml", SCHEDULES);
        assertThat(run(policy, "--schedule=Secrets", "--now=2026-11-24T12:00:00Z"))
                .isZero();
        assertThat(out.toString()).startsWith("""
                        # Schedule: ‘Secrets’, number 1: next at 2026-11-25T03:00:00Z; on * but not wip/*: secret-detection-0
                        # Schedule: ‘Secrets’, number 2: next at 2026-11-25T04:00:00Z; the agent ‘eu’ scans its cluster, without a pipeline
                        # Required: secret_detection for ‘Secrets’, by GitLab: secret-detection-0
                        stages:
                        - test
                        secret-detection-0:
                          stage: test
                        """).contains("SECRET_DETECTION_HISTORIC_SCAN: \"false\"");
        out.getBuffer().setLength(0);
        assertThat(run(policy, "--schedule=Secrets", "--first-run")).isZero();
        assertThat(out.toString()).contains("SECRET_DETECTION_HISTORIC_SCAN: \"true\"");
    }

    @Test
    void showsWhichFileAScheduledPipelineIs() throws IOException {
        String policy = file("policy.yml", SCHEDULES);
        assertThat(run(policy, "--schedule=Nightly", "--now=2026-11-24T12:00:00Z"))
                .isZero();
        assertThat(out.toString()).matches("""
                        # Schedule: ‘Nightly’, number 1: next at .* \\(due at 2026-11-25T09:30:00Z\\); on main: nightly\\.yml of acme/ci
                        include:
                        - project: acme/ci
                          file: nightly\\.yml
                        """);
        out.getBuffer().setLength(0);
        String nightly = file("nightly.yml", "{build: {script: x}, check: {script: x}}");
        assertThat(run(policy, "--schedule=Nightly", "--policy-ci=nightly.yml@acme/ci=" + nightly))
                .isZero();
        assertThat(out.toString()).contains("; on main: build, check\n");
    }

    @Test
    void showsWhatEachScheduleStartsAsJson() throws IOException {
        String policy = file("policy.yml", SCHEDULES);
        assertThat(run(policy, "--format=json", "--now=2026-11-24T12:00:00Z")).isZero();
        Object schedules = at(Json.read(out.toString()), "schedules");
        assertThat(at(schedules, 0, "branches")).isEqualTo(List.of("*"));
        assertThat(at(schedules, 0, "branch_exceptions")).isEqualTo(List.of("wip/*"));
        assertThat(at(schedules, 0, "pipeline", "configuration", "secret-detection-0", "stage"))
                .isEqualTo("test");
        assertThat(at(schedules, 1, "agent")).isEqualTo("eu");
        assertThat(at(schedules, 1).toString()).doesNotContain("pipeline");
        assertThat(at(schedules, 2, "pipeline", "pipeline_policies")).isEqualTo(List.of("Nightly"));
    }

    @Test
    void whatWillNotWorkWhenAScheduleIsDueIsAFinding() throws IOException {
        String policy = file("policy.yml", SCHEDULES.replace("secret_detection", "cluster_image_scanning"));
        assertThat(run(policy)).isEqualTo(1);
        assertThat(out.toString()).containsOnlyOnce("# Problem when it is due: ‘Secrets’: ");
        assertThat(run(file("never.yml", SCHEDULES.replace("0 3 * * *", "0 3 31 2 *"))))
                .isEqualTo(1);
        assertThat(out.toString()).contains("never runs: no such day ever comes");
    }

    @Test
    void aScheduleThatIsNotThereIsWrongUsage() throws IOException {
        assertThat(run(file("policy.yml", SCHEDULES), "--schedule=secrets")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith(
                        "No policy ‘secrets’ with a schedule reaches the project; there are: ‘Secrets’, ‘Nightly’\n");
        assertThat(run(file("none.yml", "scan_execution_policy: []"), "--schedule=Secrets"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("; there is none\n");
        assertThat(run(file("two.yml", SCHEDULES.replace("Nightly", "Secrets")), "--schedule=Secrets"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("There are 2 policies ‘Secrets’");
    }

    @Test
    void saysWhereNothingIsPutIn() throws IOException {
        String policy = POLICY.substring(0, POLICY.indexOf("pipeline_execution_policy"));
        assertThat(run(file("policy.yml", policy))).isZero();
        assertThat(out.toString()).isEqualTo("# The policies put nothing into this pipeline.\n");
    }

    @Test
    void errorsOfTheFileEndWithOneAndWrongUsageWithTwo() throws IOException {
        assertThat(run(file("policy.yml", POLICY.replace("enabled: true", "enabled: maybe"))))
                .isEqualTo(1);
        assertThat(err.toString()).contains("policy.yml:3:");
        assertThat(run(directory.resolve("none.yml").toString())).isEqualTo(2);
        assertThat(run(file("policy.yml", POLICY), "--tier=gold")).isEqualTo(2);
        assertThat(run(file("policy.yml", POLICY), "--ci=" + directory.resolve("none.yml")))
                .isEqualTo(2);
    }

    private int run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "ci-config";
        System.arraycopy(args, 0, all, 1, args.length);
        return PortcullisCli.run(new PrintWriter(out), new PrintWriter(err), all);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
                        # Schedule: ‘Secrets’, number 2: next at 2026-11-25T03:00:00Z
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

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortcullisCliTest {
    private static final String POLICY = """
            # kept
            approval_policy:
            - name: Two pairs of eyes
              enabled: true
              rules:
              - type: any_merge_request
                branch_type: protected
                commits: any
              actions:
              - type: require_approval
                approvals_required: 1
                role_approvers: [maintainer]
            """;

    private static final String OLD = """
            scan_result_policy:   # the old name
            - name: Scans
              enabled: true
              rules:
              - type: scan_finding
                branches: [main]
                scanners: [sast]
                vulnerabilities_allowed: 0
                severity_levels: [critical]
                vulnerability_states:
                - newly_detected
              actions:
              - type: require_approval
                approvals_required: 1
                role_approvers: [Owner]
            """;

    private static final String SCENARIOS = """
            policy_file: policy.yml
            scenarios:
            - name: held
              now: 2026-11-24T12:00:00Z
              members: {alice: maintainer}
              expect: {decision: %s}
            """;

    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aValidFileEndsWithZero() throws IOException {
        assertThat(run("validate", file("policy.yml", POLICY))).isZero();
        assertThat(out.toString()).contains("1 usable policy, 0 errors, 0 warnings");
    }

    @Test
    void anInvalidFileEndsWithOneAndSaysWhere() throws IOException {
        String path = file("policy.yml", POLICY.replace("branch_type", "brunch_type"));
        assertThat(run("validate", path)).isEqualTo(1);
        assertThat(out.toString())
                .contains(path + ":7:5: error: the key 'brunch_type' is not known here; did you mean 'branch_type'?");
    }

    @Test
    void fixRepairsWhatNeedsNoDecisionAndKeepsComments() throws IOException {
        String path = file("policy.yml", OLD);
        assertThat(run("validate", path)).isEqualTo(1);
        assertThat(run("validate", "--fix", path)).isZero();
        assertThat(Files.readString(Path.of(path)))
                .contains("approval_policy:   # the old name")
                .contains("    - new_needs_triage\n    - new_dismissed\n")
                .contains("[owner]");
        assertThat(out.toString())
                .contains("repaired: " + path + ":1:1: warning: GitLab no longer reads 'scan_result_policy'")
                .contains("1 usable policy, 0 errors, 0 warnings, ");
    }

    @Test
    void whatARepairBringsToLightIsRepairedTooAndProblemsComeInTheOrderOfTheFile() throws IOException {
        String slips = POLICY.replace("branch_type", "brnach_type").replace("enabled: true", "enbaled: true");
        String path = file("policy.yml", slips.replace("commits: any", "commits: some\n    extra: 1"));
        assertThat(run("validate", "--fix", path)).isEqualTo(1);
        assertThat(Files.readString(Path.of(path)))
                .isEqualTo(POLICY.replace("commits: any", "commits: some\n    extra: 1"));
        String told = out.toString();
        assertThat(told.substring(told.lastIndexOf("repaired: ")).lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).contains("'some' is not known here"),
                        line -> assertThat(line).contains("the key 'extra' is not known here"),
                        line -> assertThat(line).startsWith("0 usable policies, 2 errors, 0 warnings, "));
    }

    @Test
    void reportsForMachines() throws IOException {
        String path = file("policy.yml", OLD);
        assertThat(run("validate", "--format", "json", path)).isEqualTo(1);
        assertThat(Json.at(Json.read(out.toString()), 0))
                .isEqualTo(Map.of(
                        "file", path,
                        "line", 1L,
                        "column", 1L,
                        "path", "scan_result_policy",
                        "rule", "renamed-key",
                        "level", "warning",
                        "message", "GitLab no longer reads 'scan_result_policy'",
                        "suggestion", "write 'approval_policy'",
                        "fixable", true));
        assertThat(run("validate", "--format", "sarif", path)).isEqualTo(1);
        assertThat(out.toString()).contains("\"ruleId\":\"renamed-key\"", "\"startLine\":1", "\"version\":\"2.1.0\"");
        out.getBuffer().setLength(0);
        assertThat(run("validate", "--format", "sarif", file("50% für #1.yml", OLD)))
                .isEqualTo(1);
        assertThat(out.toString()).contains("/50%25%20f%C3%BCr%20%231.yml\"");
    }

    @Test
    void scenariosThatHoldEndWithZero() throws IOException {
        file("policy.yml", POLICY);
        assertThat(run("test", file("cases.yaml", SCENARIOS.formatted("approval_required"))))
                .isZero();
        assertThat(out.toString()).contains("1 passed, 0 failed");
    }

    @Test
    void aScenarioThatFailsEndsWithOneAndIsExplained() throws IOException {
        file("policy.yml", POLICY);
        Path junit = directory.resolve("junit.xml");
        String cases = file("cases.yaml", SCENARIOS.formatted("satisfied"));
        assertThat(run("test", "--junit", junit.toString(), cases)).isEqualTo(1);
        assertThat(out.toString())
                .contains("decision: expected satisfied, decided approval_required")
                .contains("nobody has approved; needs 1 of: alice");
        assertThat(Files.readString(junit)).contains("tests=\"1\" failures=\"1\"", "<failure message=");
    }

    @Test
    void unknownKeysOfAScenarioFileAreErrors() throws IOException {
        file("policy.yml", POLICY);
        String cases = file("cases.yaml", SCENARIOS.formatted("satisfied").replace("members:", "member:"));
        assertThat(run("test", cases)).isEqualTo(1);
        assertThat(out.toString()).contains(":5:3: error: the key 'member' is not known here; did you mean 'members'?");
    }

    @Test
    void explainSaysWhatBlocks() throws IOException {
        file("policy.yml", POLICY);
        assertThat(run("explain", file("cases.yaml", SCENARIOS.formatted("satisfied"))))
                .isZero();
        assertThat(out.toString())
                .contains(
                        "Blocked by ‘Two pairs of eyes’: every merge request needs approval; needs 1 of: alice (role maintainer); nobody has approved.",
                        "It passes with 1 more approval of alice.");
    }

    @Test
    void diffSaysWhatChangedInMeaning() throws IOException {
        String before = file("before.yml", POLICY);
        String same = file("same.yml", POLICY.replace("# kept\n", "").replace("[maintainer]", "\n    - maintainer"));
        String after = file("after.yml", POLICY.replace("approvals_required: 1", "approvals_required: 2"));
        assertThat(run("diff", before, same)).isZero();
        assertThat(run("diff", before, after)).isEqualTo(1);
        assertThat(out.toString())
                .contains("~ approval_policy 'Two pairs of eyes': actions[0].approvals_required: 1 → 2");
    }

    private int run(String... args) {
        return PortcullisCli.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Project;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ScheduledPipelineTest {
    private static final Project PROJECT = Projects.web("main", "release/*");

    private static final String SCANS = """
            scan_execution_policy:
            - name: Scans
              enabled: true
              rules:
              - {type: pipeline, branch_type: all}
              - {type: schedule, branches: [main, dev*], branch_exceptions: [dev1, {name: dev2, full_path: acme/web},
                 {name: dev3, full_path: acme/other}], cadence: 0 3 * * *}
              - {type: schedule, branch_type: default, cadence: 0 3 * * *}
              - {type: schedule, branch_type: protected, cadence: 0 3 * * *}
              - {type: schedule, branch_type: all, cadence: 0 3 * * *}
              - {type: schedule, branches: [], cadence: 0 3 * * *}
              - {type: schedule, agents: {eu: {namespaces: []}}, cadence: 0 3 * * *}
              actions: [{scan: secret_detection}, {scan: sast}]
            """;

    private static final String PIPELINES = """
            pipeline_execution_schedule_policy:
            - name: Nightly
              enabled: true
              content: {include: [{project: acme/ci, file: nightly.yml, ref: v1}]}
              schedules: [{type: daily, start_time: "09:30", time_window: {value: 600, distribution: random}}]
            """;

    @Test
    @Tag("S3-6")
    void aScheduleStartsTheScansOfItsPolicyOnItsBranches() {
        ScheduledPipeline named = scans(1, false);
        assertThat(named.branches()).containsExactly("main", "dev*");
        assertThat(named.exceptions()).containsExactly("dev1", "dev2");
        assertThat(named.agent()).isNull();
        assertThat(named.jobs()).startsWith("secret-detection-0", "semgrep-sast-1");
        assertThat(named.jobs())
                .containsExactlyElementsOf(named.plan().configuration().jobs().keySet());
        assertThat(named.plan().configuration().includes()).isEmpty();
        assertThat(scans(2, false).branches()).containsExactly("main");
        assertThat(scans(3, false).branches()).containsExactly("main", "release/*");
        assertThat(scans(4, false).branches()).containsExactly("*");
        assertThat(scans(5, false).branches()).containsExactly("*");
    }

    @Test
    @Tag("S3-6")
    void onlyTheFirstRunSearchesTheWholeHistory() {
        assertThat(scans(1, true).plan().configuration().yaml()).contains("SECRET_DETECTION_HISTORIC_SCAN: \"true\"");
        assertThat(scans(1, false).plan().configuration().yaml()).doesNotContain("HISTORIC_SCAN: \"true\"");
    }

    @Test
    @Tag("S3-25")
    void whatAnAgentScansIsNoPipeline() {
        ScheduledPipeline cluster = scans(6, false);
        assertThat(cluster.agent()).isEqualTo("eu");
        assertThat(cluster.branches()).isEmpty();
        assertThat(cluster.plan().isEmpty()).isTrue();
        assertThat(cluster.jobs()).isEmpty();
    }

    @Test
    @Tag("S4-18")
    void aScheduledPipelineIsTheCiFileOfItsPolicyAlone() {
        ScheduledPipeline absent = pipelines("", null);
        assertThat(absent.branches()).containsExactly("main");
        assertThat(absent.plan().pipelinePolicies()).containsExactly("Nightly");
        assertThat(absent.plan().configuration().tree())
                .isEqualTo(
                        Map.of("include", List.of(Map.of("project", "acme/ci", "ref", "v1", "file", "nightly.yml"))));
        assertThat(absent.plan().problems()).isEmpty();
        assertThat(absent.jobs()).isEmpty();
        ScheduledPipeline known =
                pipelines(", branches: [a, b]", "{.t: {script: x}, one: {script: x}, two: {script: x}}");
        assertThat(known.branches()).containsExactly("a", "b");
        assertThat(known.plan().configuration()).isEqualTo(absent.plan().configuration());
        assertThat(known.jobs()).containsExactly("one", "two");
    }

    @Test
    @Tag("S4-18")
    void whatIsWrongWithItsFileIsToldUnlessAnIncludeCouldMendIt() {
        assertThat(pipelines("", "[]").plan().problems())
                .containsExactly("‘Nightly’: ci.yml: a CI configuration is a map");
        assertThat(pipelines("", "one: {script: !reference [.a, script]}")
                        .plan()
                        .problems())
                .hasSize(1);
        assertThat(pipelines("", "{include: b.yml, one: {script: !reference [.a, script]}}")
                        .plan()
                        .problems())
                .isEmpty();
        assertThat(pipelines("", "{one: {stage: .pre, script: x}, two: {stage: .post, script: x}}")
                        .plan()
                        .problems())
                .singleElement()
                .asString()
                .contains("all of its jobs are in .pre or .post");
        assertThat(pipelines("", "{include: b.yml, one: {stage: .pre, script: x}}")
                        .plan()
                        .problems())
                .isEmpty();
    }

    @Test
    void aRuleThatIsNoScheduleIsRefused() {
        assertThatThrownBy(() -> scans(0, false)).isInstanceOf(IllegalArgumentException.class);
    }

    private static ScheduledPipeline scans(int schedule, boolean firstRun) {
        return ScheduledPipeline.of(policy(SCANS), schedule, PROJECT, Tier.FREE, firstRun, _ -> null);
    }

    private static ScheduledPipeline pipelines(String more, @Nullable String file) {
        CiFile ci = file == null ? null : CiFile.parse(file.getBytes(StandardCharsets.UTF_8), "ci.yml");
        return ScheduledPipeline.of(
                policy(PIPELINES.replace("random}}", "random}" + more + "}")), 0, PROJECT, Tier.FREE, false, _ -> ci);
    }

    private static Policy policy(String yaml) {
        PolicyDocument document = PolicyDocument.parse(yaml, "policy.yml");
        assertThat(document.isValid()).as("%s", document.problems()).isTrue();
        return document.policies().getFirst();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CiConfigurationTest {
    private static final Project PROJECT = Projects.web("main");
    private static final PolicyDocument DOCUMENT = PolicyDocument.parse("""
            scan_execution_policy:
            - name: Everything
              enabled: true
              rules: [{type: pipeline, branch_type: all}]
              actions: [{scan: sast}, {scan: secret_detection}, {scan: container_scanning}, {scan: dependency_scanning},
                        {scan: dast, site_profile: a}, {scan: sast_iac}, {scan: cluster_image_scanning}]
            """, "policy.yml");

    @Test
    void theTextIsTheConfigurationAndAlwaysTheSame() {
        for (Tier tier : Tier.values()) {
            ExecutionPlan plan = plan(tier);
            String text = plan.configuration().yaml();
            assertThat(plan(tier).configuration().yaml()).isEqualTo(text);
            YamlText read = YamlText.read(text);
            assertThat(read.errors()).isEmpty();
            assertThat(read.root()).isInstanceOf(YamlNode.Mapping.class);
            if (read.root() instanceof YamlNode.Mapping root) {
                assertThat(CiTree.map(root, text))
                        .isEqualTo(plan.configuration().tree());
            }
        }
    }

    @Test
    @Tag("S3-6")
    void aScheduleRunsItsScansOnlyAndSearchesTheWholeHistoryTheFirstTime() {
        ScanExecutionPolicy policy = (ScanExecutionPolicy) DOCUMENT.policies().getFirst();
        List<RequiredScan> scans = ScanExecution.of(policy);
        ExecutionPlan first = InjectedConfiguration.scheduled(scans, Tier.FREE, true);
        assertThat(first.configuration().includes()).isEmpty();
        assertThat(first.configuration().stages()).containsExactly("test", "dast");
        assertThat(historic(first)).isEqualTo("true");
        assertThat(historic(InjectedConfiguration.scheduled(scans, Tier.FREE, false)))
                .isEqualTo("false");
    }

    @Test
    void aFileThatIsNoConfigurationSaysSo() {
        assertThat(parse("[a]").problems()).containsExactly("ci.yml: a CI configuration is a map");
        assertThat(parse("a: [").problems()).hasSize(1);
        assertThat(parse("job: {script: !reference [.a, script]}").problems())
                .containsExactly("ci.yml:1: !reference [.a, script] names nothing that the file holds");
        assertThat(parse("").problems()).isEmpty();
    }

    @Test
    void whatIsNeitherASettingNorAJobIsLeftAlone() {
        CiFile file = parse("{list: [a], text: b, job: {script: [a]}}");
        assertThat(file.problems()).isEmpty();
        assertThat(file.runnable()).containsOnlyKeys("job");
    }

    @Test
    void aStageIsFoundInWhatAJobExtends() {
        CiFile file = parse("{.a: {stage: deploy}, .b: {extends: .a}, c: {extends: [.x, .b]}, d: {extends: d}}");
        assertThat(file.stage(file.jobs().get("c"))).isEqualTo("deploy");
        assertThat(file.stage(file.jobs().get("d"))).isEqualTo("test");
        assertThat(file.runnable()).containsOnlyKeys("c", "d");
    }

    @Test
    void theLastStageThatIsStatedCounts() {
        CiFile file = parse("{.a: {stage: deploy}, .b: {stage: test}, c: {extends: [.a, .b]}}");
        assertThat(file.stage(file.jobs().get("c"))).isEqualTo("test");
    }

    @Test
    void whatStandsForMuchIsCutShort() {
        StringBuilder text = new StringBuilder(".t0: {script: [a, b, c, d, e, f, g, h, i, j]}\n");
        for (int i = 1; i < 9; i++) {
            String one = "!reference [.t" + (i - 1) + ", script]";
            text.append(".t" + i + ": {script: [" + String.join(", ", Collections.nCopies(10, one)) + "]}\n");
        }
        CiFile file = parse(text.toString());
        assertThat(file.problems()).isNotEmpty().allMatch(problem -> problem.contains("leads to too much"));
        text.setLength(0);
        text.append(".t0: {stage: deploy}\n");
        for (int i = 1; i < 60; i++) {
            String one = ".t" + (i - 1);
            text.append(".t" + i + ": {extends: [" + String.join(", ", Collections.nCopies(10, one)) + "]}\n");
        }
        CiFile deep = parse(text.toString());
        assertThat(deep.stage(deep.jobs().get(".t59"))).isEqualTo("deploy");
    }

    @Test
    void ordersAreMergedOrContradictEachOther() {
        assertThat(Stages.merge(List.of(List.of("a", "b"), List.of("b", "c"), List.of("x", "b"))))
                .contains(List.of("a", "x", "b", "c"));
        assertThat(Stages.merge(List.of(List.of("a", "b"), List.of("b", "a")))).isEmpty();
    }

    private static CiFile parse(String text) {
        return CiFile.parse(text.getBytes(StandardCharsets.UTF_8), "ci.yml");
    }

    private static Object historic(ExecutionPlan plan) {
        Map<?, ?> variables = (Map<?, ?>)
                plan.configuration().jobs().get("secret-detection-1").get("variables");
        return variables.get("SECRET_DETECTION_HISTORIC_SCAN");
    }

    private static ExecutionPlan plan(Tier tier) {
        PolicySet policies = PolicySet.of(List.of(new AppliedPolicy(
                Level.INSTANCE, "", "1", 1, DOCUMENT.policies().getFirst())));
        PipelineContext context = new PipelineContext(
                PROJECT, Set.of(), tier, "main", "push", List.of(), CiFile.NONE, PipelineContext.CI_FILE);
        return InjectedConfiguration.of(policies, context, _ -> null);
    }
}

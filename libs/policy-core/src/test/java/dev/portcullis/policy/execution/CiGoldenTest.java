// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.ProjectApprovalSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whole configurations as text, so that nothing in them changes unseen. */
class CiGoldenTest {
    private static final String SCANS = """
            scan_execution_policy:
            - name: Everything
              enabled: true
              rules: [{type: pipeline, branch_type: all}]
              actions:
              - {scan: sast, tags: [linux], variables: {SAST_EXCLUDED_ANALYZERS: "spotbugs, pmd-apex", PATHS: "$DIR and `x`"}}
              - {scan: secret_detection, scan_settings: {ignore_default_before_after_script: true}}
              - {scan: container_scanning, template: latest}
              - {scan: dependency_scanning}
              - {scan: dependency_scanning, template: v2, tags: [linux]}
              - {scan: dast, site_profile: Site, scanner_profile: Scanner}
              - {scan: dast, site_profile: null, variables: {DAST_TARGET_URL: "https://shop.example"}}
              - {scan: dast, site_profile: null}
              - {scan: sast_iac}
              - {scan: cluster_image_scanning, tags: [cluster]}
            - name: Own rules
              enabled: true
              rules: [{type: pipeline, branch_type: all}]
              actions:
              - {scan: sast}
              - {scan: sast, variables: {SAST_RULESET_GIT_REFERENCE: gitlab.example.com/acme/rules}}
              - {scan: secret_detection, variables: {SECRET_DETECTION_RULESET_GIT_REFERENCE: gitlab.example.com/acme/rules@0123abc}}
              - {scan: sast_iac}
            """;
    private static final String JOBS = """
            pipeline_execution_policy:
            - name: Checks
              enabled: true
              pipeline_config_strategy: inject_policy
              content: {include: [{project: acme/ci, file: checks.yml, ref: v2}]}
            - name: Single include
              enabled: true
              pipeline_config_strategy: inject_policy
              content: {include: [{project: acme/ci, file: single.yml}]}
            """;
    private static final String CHECKS = """
            include: [https://ci.example/remote.yml, more.yml, {local: deep.yml}, {template: Jobs/SAST.gitlab-ci.yml}]
            image: alpine
            default: {before_script: [prepare], image: busybox}
            after_script: [clean]
            services: [db]
            variables: {LEVEL: high, PATHS: {value: a b, description: what to look at}}
            workflow:
              name: of the policy
              rules: [{if: $SKIP, when: never}, {if: $MR, when: always}, {if: $DEEP, changes: [src]}, {when: always}]
            stages: [.pre, check, .pipeline-policy-post, .post]
            .base: {stage: check, script: [base], variables: {MODE: strict, LEVEL: low}, rules: [{if: $BASE, allow_failure: true}, {when: manual}]}
            .tagged: {tags: [secure], variables: {MODE: {value: lax}}}
            plain: {stage: check, script: [plain], before_script: own, needs: [lint]}
            lint: {extends: [.base, .tagged], needs: [{job: plain, artifacts: true}, gone, {pipeline: "1"}], dependencies: [plain]}
            odd: {extends: [.nowhere, .base], stage: elsewhere, needs: 1}
            last: {stage: .pipeline-policy-post, script: [last], image: own}
            start: {stage: check, trigger: {include: child.yml}}
            """;

    @Test
    void scansOnEveryTier() throws IOException {
        for (Tier tier : List.of(Tier.FREE, Tier.ULTIMATE)) {
            ExecutionPlan plan = plan(SCANS, context(tier, CiFile.NONE), Map.of());
            assertGolden("scans-" + tier.word(), plan);
        }
    }

    @Test
    void aScheduleRunsItsScansAlone() throws IOException {
        List<RequiredScan> scans =
                ScanExecution.of((ScanExecutionPolicy) policies(SCANS).get(1));
        assertGolden("schedule", InjectedConfiguration.scheduled(scans, Tier.FREE, true));
    }

    @Test
    void jobsOfPoliciesAreMerged() throws IOException {
        CiFile project = file("{stages: [build, check], lint: {script: [x]}, plain: {script: [x]}}");
        Map<String, CiFile> files = Map.of(
                "checks.yml", file(CHECKS),
                "single.yml", file("{include: other.yml, stages: [check, build], plain: {script: x, stage: build}}"));
        assertGolden("jobs", plan(JOBS, context(Tier.PREMIUM, project), files));
    }

    @Test
    void jobsOfPoliciesTakeThePlaceOfTheProjects() throws IOException {
        String override = JOBS.replace("inject_policy", "override_project_ci");
        CiFile project = file("{stages: [build, check], lint: {script: [x]}, early: {stage: .pre, script: [x]}}");
        Map<String, CiFile> files = Map.of(
                "checks.yml",
                        file(
                                "{workflow: {name: First, rules: [{if: $MR}]}, lint: {script: [a]}, gate: {stage: .pipeline-policy-pre, script: [g]}}"),
                "single.yml", file("{workflow: {name: Second}, lint: {script: [b], rules: [{if: $A, when: manual}]}}"));
        assertGolden("override", plan(override, context(Tier.FREE, project), files));
    }

    @Test
    void nothingAtAllIsAnEmptyMap() {
        CiConfiguration nothing = new CiConfiguration(List.of(), List.of(), Map.of(), Map.of());
        assertThat(nothing.yaml()).isEqualTo("{}\n");
    }

    private static ExecutionPlan plan(String yaml, PipelineContext context, Map<String, CiFile> files) {
        List<AppliedPolicy> applied = new ArrayList<>();
        policies(yaml)
                .forEach(policy -> applied.add(
                        new AppliedPolicy(Level.GROUP, "acme", "policy-" + (applied.size() + 1), 1, policy)));
        return InjectedConfiguration.of(PolicySet.of(applied), context, include -> files.get(include.file()));
    }

    private static List<Policy> policies(String yaml) {
        PolicyDocument document = PolicyDocument.parse(yaml, "policy.yml");
        assertThat(document.isValid()).as("%s", document.problems()).isTrue();
        return document.policies();
    }

    private static PipelineContext context(Tier tier, CiFile ci) {
        Project project = new Project(
                "gitlab",
                1,
                "acme/web",
                "main",
                List.of("main"),
                Set.of(),
                List.of(new Project.AncestorGroup(5, "acme")),
                false,
                false,
                false,
                Map.of(),
                ProjectApprovalSettings.NONE);
        return new PipelineContext(project, Set.of(), tier, "main", "push", List.of(), ci, "ci/main.yml");
    }

    private static CiFile file(String text) {
        return CiFile.parse(text.getBytes(StandardCharsets.UTF_8), "ci.yml");
    }

    private static String text(ExecutionPlan plan) {
        Stream<String> problems = plan.problems().stream().map(problem -> "# Problem: " + problem);
        Stream<String> scans = plan.scans().stream()
                .map(scan -> "# " + scan.scan().type().word() + " for "
                        + scan.scan().policies() + " by " + scan.provider() + ": " + scan.jobs());
        Stream<String> merged = plan.pipelinePolicies().stream().map(name -> "# Merged: " + name);
        return Stream.of(problems, scans, merged).flatMap(lines -> lines).reduce("", (all, line) -> all + line + "\n")
                + plan.configuration().yaml();
    }

    private static void assertGolden(String name, ExecutionPlan plan) throws IOException {
        try (InputStream in = CiGoldenTest.class.getResourceAsStream("/golden/ci/" + name + ".yml")) {
            assertThat(in).as(name).isNotNull();
            assertThat(text(plan)).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}

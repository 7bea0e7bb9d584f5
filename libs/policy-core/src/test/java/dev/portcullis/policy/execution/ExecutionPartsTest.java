// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.execution.SkipRights.Directive;
import dev.portcullis.policy.snapshot.Project;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ExecutionPartsTest {
    private static final Project PROJECT = Projects.web("main");

    @Test
    void valuesAreReadAsGitLabReadsThem() {
        CiFile file = parse("""
                job: {a: ~, b: "1", c: 1, d: true, e: false, f: 01, g: -5, h: 12345678901234567890, i: 'true', j: 0, k: '',
                      l: [], m: [[x, {n: y}]]}
                """);
        assertThat(file.jobs().get("job").toString())
                .isEqualTo("{a=, b=1, c=1, d=true, e=false, f=01, g=-5, h=12345678901234567890, i=true, j=0, k=,"
                        + " l=[], m=[[x, {n=y}]]}");
        assertThat(file.jobs().get("job"))
                .containsEntry("b", "1")
                .containsEntry("c", 1L)
                .containsEntry("d", true)
                .containsEntry("e", false)
                .containsEntry("i", "true");
    }

    @Test
    void aTextReplacesAMapOfWhatAJobExtends() {
        CiFile file = parse("{.a: {image: {name: x}}, b: {extends: .a, image: y}}");
        assertThat(file.whole(file.jobs().get("b"))).isEqualTo(Map.of("image", "y"));
    }

    @Test
    void variablesAreTextsOrAreDescribed() {
        CiFile file = parse("variables: {A: 1, B: {value: two, description: d}, C: {description: to be given}}");
        assertThat(file.variables()).isEqualTo(Map.of("A", "1", "B", "two"));
        assertThat(parse("variables: nothing").variables()).isEmpty();
    }

    @Test
    @Tag("S4-13")
    void tenReferencesOneAfterAnotherAreFollowed() {
        StringBuilder text = new StringBuilder(".r0: {script: [end]}\n");
        for (int i = 1; i <= 11; i++) {
            text.append(".r" + i + ": {script: !reference [.r" + (i - 1) + ", script]}\n");
        }
        CiFile file = parse(text.toString());
        assertThat(file.jobs().get(".r10")).containsEntry("script", List.of("end"));
        assertThat(file.problems())
                .containsExactly("ci.yml:2: !reference [.r0, script] leads to too much, or back to itself");
    }

    @Test
    @Tag("S4-13")
    void aReferenceToOneValueIsThatValueAndAnEmptyOneNamesNothing() {
        CiFile file = parse("{.a: {image: alpine, list: [[x], y]}, b: {script: [!reference [.a, image], [z]],"
                + " list: !reference [.a, list], more: !reference [.a]}}");
        assertThat(file.jobs().get("b").toString())
                .isEqualTo("{script=[alpine, [z]], list=[[x], y], more={image=alpine, list=[[x], y]}}");
        assertThat(parse("a: {script: !reference []}").problems())
                .containsExactly("ci.yml:1: !reference [] names nothing that the file holds");
        assertThat(parse("a: {script: !reference [a, script, 0]}").problems())
                .containsExactly("ci.yml:1: !reference [a, script, 0] names nothing that the file holds");
    }

    @Test
    @Tag("S3-16")
    void eachDirectiveHasItsOwnPermission() {
        String scans = "scan_execution_policy: [{name: A, enabled: true, rules: [{type: pipeline, branches: [main]}],"
                + " actions: [{scan: sast}], skip_ci: {allowed: true}, no_pipeline: {allowed: false, allowlist: {users:"
                + " [{id: 7}]}}}]";
        String jobs = "pipeline_execution_policy: [{name: B, enabled: true, pipeline_config_strategy: inject_policy,"
                + " content: {include: [{project: a/b, file: c.yml}]}, skip_ci: {allowed: false, allowlist: {users:"
                + " [{id: 7}]}}, no_pipeline: {allowed: true}}]";
        assertThat(rights(scans, 1)).containsExactly(true, false);
        assertThat(rights(scans, 7)).containsExactly(true, true);
        assertThat(rights(jobs, 1)).containsExactly(false, true);
        assertThat(rights(jobs, 7)).containsExactly(true, true);
        assertThat(rights(jobs.replace("enabled: true", "enabled: false"), 1)).containsExactly(true, true);
        assertThat(rights(scans.replace("[main]", "[other]"), 1)).containsExactly(true, true);
        assertThat(rights(
                        "vulnerability_management_policy: [{name: C, enabled: true, rules: [{type:"
                                + " no_longer_detected, scanners: [], severity_levels: []}], actions: [{type: auto_resolve}]}]",
                        1))
                .containsExactly(true, true);
    }

    @Test
    @Tag("S3-3")
    void aPolicyThatAsksTwiceForTheSameIsNamedOnce() {
        PolicySet policies = policies("scan_execution_policy: [{name: A, enabled: true, rules: [{type: pipeline,"
                + " branch_type: all}], actions: [{scan: sast}, {scan: sast}]}]");
        assertThat(ScanExecution.required(policies, context()))
                .singleElement()
                .extracting(RequiredScan::policies)
                .isEqualTo(List.of("A"));
    }

    @Test
    void aPlanIsEmptyWherePoliciesAddNothing() {
        assertThat(plan("").isEmpty()).isTrue();
        assertThat(plan("scan_execution_policy: [{name: A, enabled: true, rules: [{type: pipeline, branch_type: all}],"
                                + " actions: [{scan: sast}]}]")
                        .isEmpty())
                .isFalse();
        assertThat(plan("pipeline_execution_policy: [{name: B, enabled: true, pipeline_config_strategy: inject_policy,"
                                + " content: {include: [{project: a/b, file: c.yml}]}}]")
                        .isEmpty())
                .isFalse();
    }

    @Test
    void aRulesetMayLackCredentialsCommitAndSuffix() {
        assertThat(RulesetReference.parse("0123abc")).isEqualTo(new RulesetReference(null, "0123abc", null));
        assertThat(RulesetReference.parse("@0123abc")).isEqualTo(new RulesetReference(null, "@0123abc", null));
        assertThat(RulesetReference.parse("u:p@host/a/b.git").fetch())
                .containsExactly(
                        "rm -rf /tmp/portcullis-ruleset && git clone --quiet --depth 1 \"https://u:p@host/a/b.git\""
                                + " /tmp/portcullis-ruleset",
                        "export PORTCULLIS_RULESET=/tmp/portcullis-ruleset");
    }

    @Test
    void aTextIsWrittenToAFileWithALineEndOfItsOwn() {
        assertThat(Shell.write("a\nb", "f")).isEqualTo("cat > f <<'PORTCULLIS_END'\na\nb\nPORTCULLIS_END\n");
        assertThat(Shell.write("a\n", "f")).isEqualTo("cat > f <<'PORTCULLIS_END'\na\nPORTCULLIS_END\n");
    }

    @Test
    @Tag("S3-8")
    void stagesForScansAreAddedOnlyWhereTheyAreMissingAndNeeded() {
        assertThat(Stages.withScans(List.of("dast", "build"), Set.of("dast"))).containsExactly("dast", "build");
        assertThat(Stages.withScans(List.of("scan-policies", "build"), Set.of("scan-policies")))
                .containsExactly("scan-policies", "build");
        assertThat(Stages.withScans(List.of("build"), Set.of())).containsExactly("build");
    }

    private static List<Boolean> rights(String yaml, long user) {
        List<Boolean> rights = new ArrayList<>();
        for (Directive directive : Directive.values()) {
            rights.add(SkipRights.mayUse(directive, user, policies(yaml), context()));
        }
        return rights;
    }

    private static ExecutionPlan plan(String yaml) {
        return InjectedConfiguration.of(policies(yaml), context(), _ -> null);
    }

    private static PipelineContext context() {
        return new PipelineContext(
                PROJECT, Set.of(), Tier.FREE, "main", "push", List.of(), CiFile.NONE, PipelineContext.CI_FILE);
    }

    private static PolicySet policies(String yaml) {
        PolicyDocument document = PolicyDocument.parse(yaml, "policy.yml");
        List<AppliedPolicy> applied = new ArrayList<>();
        document.policies().forEach(policy -> applied.add(new AppliedPolicy(Level.INSTANCE, "", "1", 1, policy)));
        return PolicySet.of(applied);
    }

    private static CiFile parse(String text) {
        return CiFile.parse(text.getBytes(StandardCharsets.UTF_8), "ci.yml");
    }
}

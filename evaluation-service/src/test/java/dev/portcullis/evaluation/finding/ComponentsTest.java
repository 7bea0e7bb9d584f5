// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** SBOMs of pipelines lead to decisions about licences. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class ComponentsTest extends EvaluationTest {
    private static final String POLICY = "No GPL";

    @Inject
    Scans scans;

    @Inject
    SbomStore store;

    @Inject
    Database database;

    @Test
    void aNewComponentWithADeniedLicenceBlocksAndAnOldOneDoesNot() {
        Project project = guarded(file("gl-sbom-npm.cdx.json", "npm/old@1 GPL-3.0-only", "npm/ok@1 MIT"));
        MergeRequest bad = project.mergeRequest(developer(project), "bad");
        bad.pipeline(List.of(sbomJob(file(
                "gl-sbom-npm.cdx.json", "npm/old@1 GPL-3.0-only", "npm/ok@1 MIT", "npm/bad@1 MIT AND GPL-3.0-only"))));
        MergeRequest fine = project.mergeRequest(world().person("dev"), "fine");
        fine.pipeline(List.of(sbomJob(file(
                "gl-sbom-npm.cdx.json",
                "npm/old@2 GPL-3.0-only",
                "npm/ok@1 MIT",
                "npm/new@1 Apache-2.0 OR GPL-3.0-only"))));

        awaitOutcome(bad, "approval_required");
        awaitOutcome(fine, "not_required");
        assertThat(state(bad).getString("decision.policies[0].reasons"))
                .contains("pkg:npm/bad@1", "(MIT AND GPL-3.0-only)")
                .doesNotContain("pkg:npm/old");
        String decision = state(bad).getString("decision.id");
        assertThat(given().auth()
                        .oauth2(TestIssuer.token("reader", grant("viewer", "gitlab")))
                        .get("/api/v1/decisions/" + decision + "/replay")
                        .jsonPath()
                        .getBoolean("same"))
                .isTrue();
        assertThat(database.list(
                        "select 1 from snapshot_part where convert_from(content, 'UTF8') like '[%pkg:npm/bad%'",
                        row -> true))
                .as("components are in a snapshot as the SBOM's bitmap")
                .isEmpty();
    }

    @Test
    void allFilesOfAllJobsCountAndAPackageKeepsItsOrdinal() {
        Project project = project();
        long first = ran(
                project,
                List.of(sbomJob(
                        file("a/gl-sbom-npm.cdx.json", "npm/x@1 MIT"), file("gl-sbom-go.cdx.json", "golang/y@1 MIT"))));
        long second = ran(
                project,
                List.of(
                        sbomJob(file("gl-sbom-npm.cdx.json", "npm/x@2 MIT", "npm/x@3 GPL-3.0-only")),
                        Map.of(
                                "name",
                                "other",
                                "reports",
                                Map.of("cyclonedx", List.of(file("gl-sbom-z.cdx.json", "npm/z@1 MIT"))))));

        assertThat(components(project, first))
                .extracting(Component::purl)
                .containsExactlyInAnyOrder("pkg:golang/y@1", "pkg:npm/x@1");
        assertThat(components(project, second))
                .extracting(Component::purl)
                .containsExactly("pkg:npm/x@2", "pkg:npm/x@3", "pkg:npm/z@1");
        assertThat(stored(project, first).getFirst().components().ordinalList()).containsExactly(0, 1);
        assertThat(stored(project, second).getFirst().components().ordinalList())
                .containsExactly(1);
        assertThat(components(project, second)).isEqualTo(components(project, second));
        assertThat(stored(project, second)).hasSize(2);
    }

    @Test
    void anSbomThatCannotBeReadIsSaidToBeOneAndBlocks() {
        Project project = guarded(file("gl-sbom-npm.cdx.json", "npm/ok@1 MIT"));
        MergeRequest cut = project.mergeRequest(developer(project), "cut");
        String whole =
                String.valueOf(file("gl-sbom-npm.cdx.json", "npm/ok@1 MIT").get("text"));
        cut.pipeline(List.of(
                sbomJob(Map.of("filename", "gl-sbom-npm.cdx.json", "text", whole.substring(0, whole.length() / 2)))));
        MergeRequest without = project.mergeRequest(world().person("dev"), "without");
        without.pipeline(List.of(job("test")));

        awaitOutcome(cut, "approval_required");
        awaitOutcome(without, "approval_required");
        assertThat(state(cut).getString("decision.policies[0].reasons"))
                .contains("gl-sbom-npm.cdx.json of job 'sbom'", "cut off at line");
        assertThat(state(cut).getString("decision.scanNotes")).contains("cut off at line");
    }

    @Test
    void whatOfAnSbomDoesNotCountIsShown() {
        Project project = project();
        long pipeline =
                ran(project, List.of(sbomJob(file("gl-sbom-npm.cdx.json", "npm/ok@1 MIT", "unheard-of/x@1 MIT"))));

        Scans.Scanned scanned = scans.of("gitlab", project.id(), pipeline);

        assertThat(scanned.components()).hasSize(1);
        assertThat(scanned.notes()).singleElement().asString().contains("job 'sbom'", "unheard-of");
    }

    private Project guarded(Map<String, Object> file) {
        Project project = project();
        project.member("alice", 40);
        ran(project, List.of(sbomJob(file)));
        enforce(project, POLICY, """
                name: No GPL
                description: ''
                enabled: true
                rules:
                - type: license_finding
                  branch_type: protected
                  match_on_inclusion_license: true
                  license_types: [GPL-3.0-only]
                  license_states: [newly_detected]
                actions:
                - type: require_approval
                  approvals_required: 1
                  user_approvers: [alice]
                """);
        return project;
    }

    private long ran(Project project, List<Map<String, Object>> jobs) {
        long pipeline = project.branchPipeline("main", jobs).get("id").asLong();
        scans.of("gitlab", project.id(), pipeline);
        return pipeline;
    }

    private List<Component> components(Project project, long pipeline) {
        return scans.of("gitlab", project.id(), pipeline).components();
    }

    private List<StoredSbom> stored(Project project, long pipeline) {
        return store.ofPipeline(new PipelineKey("gitlab", project.id(), pipeline));
    }

    private static Map<String, Object> sbomJob(Map<?, ?>... files) {
        return Map.of("name", "sbom", "reports", Map.of("cyclonedx", List.of(files)));
    }

    /** A file with components given as {@code <type>/<name>@<version> <expression>}. */
    private static Map<String, Object> file(String name, String... components) {
        String list = Arrays.stream(components)
                .map(component -> component.split(" ", 2))
                .map(component -> """
                        {"type":"library","name":"x","purl":"pkg:%s","licenses":[{"expression":"%s"}]}""".formatted(component[0], component[1]))
                .collect(Collectors.joining(","));
        return Map.of("filename", name, "text", """
                {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[%s]}""".formatted(list));
    }
}

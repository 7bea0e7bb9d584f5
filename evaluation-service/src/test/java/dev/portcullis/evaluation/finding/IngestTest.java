// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Scan;
import dev.portcullis.policy.snapshot.ScanStatus;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithGitLab.class)
class IngestTest extends EvaluationTest {
    @Inject
    Scans scans;

    @Inject
    ScanStore store;

    @Inject
    Work work;

    @Test
    void aWebhookLeadsToFindingsThatOnlyThoseWhoMayCanList() {
        Project project = project();
        long pipeline =
                branchPipeline(project, List.of(scan("semgrep-sast", "sast", report("low:a", "critical:b", "high:c"))));

        eventually(() -> assertThat(findings(project, "reader", "gitlab/" + project.path(), "")
                        .extract()
                        .jsonPath()
                        .getList("items.severity"))
                .containsExactly("critical", "high", "low"));

        JsonPath first = findings(project, "reader", "gitlab", "&limit=2&pipeline=" + pipeline)
                .extract()
                .jsonPath();
        assertThat(first.getList("items.name")).containsExactly("rule b", "rule c");
        assertThat(first.getString("items[0].place")).isEqualTo("src/b.py");
        JsonPath rest = findings(project, "reader", "gitlab", "&limit=2&after=" + first.getString("next"))
                .extract()
                .jsonPath();
        assertThat(rest.getList("items.name")).containsExactly("rule a");
        assertThat(rest.getString("next")).isNull();

        findings(project, "stranger", "gitlab/elsewhere", "").statusCode(404);
        assertThat(projects("gitlab/" + project.path())).containsExactly("gitlab/" + project.path());
        assertThat(projects("gitlab/elsewhere")).isEmpty();
    }

    @Test
    void anEqualFindingHasOneOrdinalOnEveryBranch() {
        Project project = project();
        Person dev = developer(project);
        long base = branchPipeline(project, List.of(scan("sast", "sast", report("high:old", "low:gone"))));
        MergeRequest mergeRequest = project.mergeRequest(dev, "change");
        long head = id(mergeRequest.pipeline(List.of(scan("sast", "sast", report("high:old", "critical:new")))));

        Scan before = scan(project, base);
        Scan after = scan(project, head);

        assertThat(after.findings().minus(before.findings()).facts())
                .extracting(FindingFacts::name, FindingFacts::severity)
                .containsExactly(Tuple.tuple("rule new", Severity.CRITICAL));
        assertThat(after.findings().and(before.findings()).size()).isEqualTo(1);
        assertThat(after.type()).isEqualTo(ScanType.SAST);
        assertThat(after.reportSha256()).hasSize(64);
    }

    @Test
    void readingAgainChangesNothing() {
        Project project = project();
        long pipeline = branchPipeline(project, List.of(scan("sast", "sast", report("high:a"))));
        PipelineKey key = new PipelineKey("gitlab", project.id(), pipeline);
        Scans.Scanned first = scans.of("gitlab", project.id(), pipeline);
        long job = first.scans().getFirst().job();

        assertThat(scans.of("gitlab", project.id(), pipeline)).isEqualTo(first);
        assertThat(store.ofJob(key, job, ScanType.SAST)).hasSize(1);
    }

    @Test
    void failedAndCancelledScansAreRecordedAsSuch() {
        Project project = project();
        Map<String, Object> failed = scan("sast", "sast", report("high:a"));
        Map<String, Object> cancelled = scan("secrets", "secret_detection", report("high:b"));
        long pipeline = branchPipeline(
                project, List.of(with(failed, "status", "failed"), with(cancelled, "status", "canceled")));

        Scans.Scanned scanned = scans.of("gitlab", project.id(), pipeline);

        assertThat(scanned.scans())
                .extracting(Scan::type, Scan::status)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(ScanType.SAST, ScanStatus.FAILED),
                        Tuple.tuple(ScanType.SECRET_DETECTION, ScanStatus.CANCELED));
        assertThat(scanned.scans())
                .allSatisfy(scan -> assertThat(scan.findings().isEmpty()).isTrue());
        assertThat(scanned.notes()).anySatisfy(note -> assertThat(note).contains("job 'sast'", "failed"));
    }

    @Test
    void aReportThatCannotBeReadToItsEndMakesAFailedScan() {
        Project project = project();
        String whole = report("high:a", "high:b");
        long pipeline = branchPipeline(
                project,
                List.of(
                        scan("cut", "sast", whole.substring(0, whole.length() / 2)),
                        scan("empty", "secret_detection", ""),
                        scan("unknown", "dast", whole.replace("15.0.7", "99.0.0")),
                        scan("whole", "container_scanning", report("low:c"))));

        Scans.Scanned scanned = scans.of("gitlab", project.id(), pipeline);

        assertThat(scanned.scans().stream().collect(Collectors.toMap(Scan::type, Scan::status)))
                .isEqualTo(Map.of(
                        ScanType.SAST, ScanStatus.FAILED,
                        ScanType.SECRET_DETECTION, ScanStatus.FAILED,
                        ScanType.DAST, ScanStatus.FAILED,
                        ScanType.CONTAINER_SCANNING, ScanStatus.SUCCESS));
        assertThat(String.join("\n", scanned.notes()))
                .contains("job 'cut'", "the report is cut off at line", "the report is empty")
                .contains("the schema version 99.0.0 is not known");
        assertThat(scanned.unavailable()).isEmpty();
    }

    @Test
    void aReportThatIsNotHandedOutIsUnavailableUntilItIs() {
        Project project = project();
        Map<String, Object> listedOnly = with(scan("sast", "sast", report("high:a")), "paths", false);
        long pipeline = branchPipeline(project, List.of(listedOnly));

        Scans.Scanned scanned = scans.of("gitlab", project.id(), pipeline);

        assertThat(scanned.scans()).isEmpty();
        assertThat(scanned.unavailable())
                .singleElement()
                .asString()
                .contains("sast report of job 'sast'", "artifacts:paths");
    }

    @Test
    void expiryDoesNotLoseWhatWasRead() {
        Project project = project();
        JsonNode made = project.branchPipeline("main", List.of(scan("sast", "sast", report("high:a"))));
        long job = made.at("/jobs/0/id").asLong();
        Scan before = scan(project, id(made));

        project.job(job, Map.of("reports", Map.of("sast", report("high:a") + " ")));
        expire(project, job);
        Scans.Scanned after = scans.of("gitlab", project.id(), id(made));

        assertThat(after.unavailable()).isEmpty();
        assertThat(after.scans())
                .extracting(Scan::status, Scan::findings)
                .containsExactly(Tuple.tuple(ScanStatus.SUCCESS, before.findings()));
    }

    @Test
    void aProjectThatIsNotThereHoldsUpNobody() {
        work.markDirty("ingest", "gitlab:999999:1");
        Project project = project();
        branchPipeline(project, List.of(scan("sast", "sast", report("high:a"))));

        eventually(() -> assertThat(work.find("ingest", "gitlab:999999:1"))
                .hasValueSatisfying(item -> assertThat(item.done()).isEqualTo(item.dirty())));
        eventually(() -> findings(project, "reader", "gitlab", "").statusCode(200));
    }

    @Test
    void aNewCriticalFindingBlocksAndAnOldOneDoesNot() {
        Project project = project();
        Person dev = developer(project);
        project.member("alice", 40);
        branchPipeline(project, List.of(scan("sast", "sast", report("critical:old"))));
        enforce(project, "No new criticals", """
                name: No new criticals
                description: ''
                enabled: true
                rules:
                - type: scan_finding
                  branch_type: protected
                  scanners: [sast]
                  vulnerabilities_allowed: 0
                  severity_levels: [critical]
                  vulnerability_states: [new_needs_triage]
                actions:
                - type: require_approval
                  approvals_required: 1
                  user_approvers: [alice]
                """);
        MergeRequest clean = project.mergeRequest(dev, "clean");
        clean.pipeline(List.of(scan("sast", "sast", report("critical:old", "high:new"))));
        MergeRequest bad = project.mergeRequest(dev, "bad");
        bad.pipeline(List.of(scan("sast", "sast", report("critical:old", "critical:new"))));

        awaitOutcome(bad, "approval_required");
        awaitOutcome(clean, "not_required");
        assertThat(state(bad).getString("decision")).contains("rule new").doesNotContain("rule old");
    }

    private Scan scan(Project project, long pipeline) {
        return scans.of("gitlab", project.id(), pipeline).scans().getFirst();
    }

    private static void expire(Project project, long job) {
        given().contentType("application/json")
                .body("{}")
                .post(world().baseUrl() + "/-/sandbox/projects/" + project.id() + "/jobs/" + job + "/expire")
                .then()
                .statusCode(200);
    }

    private static long branchPipeline(Project project, List<Map<String, Object>> jobs) {
        return id(project.branchPipeline("main", jobs));
    }

    private static long id(JsonNode pipeline) {
        return pipeline.get("id").asLong();
    }

    private static Map<String, Object> scan(String job, String type, String report) {
        return Map.of("name", job, "reports", Map.of(type, report));
    }

    private static Map<String, Object> with(Map<String, Object> job, String field, Object value) {
        Map<String, Object> more = new java.util.LinkedHashMap<>(job);
        more.put(field, value);
        return more;
    }

    /** A report with findings given as {@code <severity>:<rule>}. */
    private static String report(String... findings) {
        String list = Arrays.stream(findings)
                .map(finding -> finding.split(":"))
                .map(finding -> """
                        {"id":"%2$s","name":"rule %2$s","severity":"%1$s",
                         "identifiers":[{"type":"semgrep_id","name":"%2$s","value":"%2$s"}],
                         "location":{"file":"src/%2$s.py","start_line":3}}""".formatted(finding[0], finding[1]))
                .collect(Collectors.joining(","));
        return """
                {"version":"15.0.7","scan":{"type":"sast","status":"success","scanner":{"id":"semgrep","name":"Semgrep",
                 "version":"1","vendor":{"name":"GitLab"}}},"vulnerabilities":[%s]}""".formatted(list);
    }

    private static ValidatableResponse findings(Project project, String who, String namespace, String more) {
        return given().auth()
                .oauth2(TestIssuer.token(who, grant("viewer", namespace)))
                .get("/api/v1/findings?project=gitlab/" + project.path() + more)
                .then();
    }

    private static List<String> projects(String namespace) {
        return given().auth()
                .oauth2(TestIssuer.token("reader", grant("viewer", namespace)))
                .get("/api/v1/projects")
                .jsonPath()
                .getList("items.namespace");
    }
}

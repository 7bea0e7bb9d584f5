// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ArtifactTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static final String REPORT = "{\"version\":\"15.0.7\",\"vulnerabilities\":[]}";

    private static long job(long project, Object... fields) {
        Object[] all = new Object[fields.length + 2];
        all[0] = "name";
        all[1] = "scan";
        System.arraycopy(fields, 0, all, 2, fields.length);
        return gitlab.control("POST", "/projects/" + project + "/pipelines", "jobs", List.of(GitLabTest.job(all)))
                .at("/jobs/0/id")
                .asLong();
    }

    private static Answer get(long project, long job, String rest) {
        return gitlab.get(gitlab.root, "/projects/" + project + "/jobs/" + job + rest);
    }

    @Test
    void jobBodyHasTheKeysOfARealOne() {
        long project = gitlab.project();
        long job = job(project, "reports", Map.of("sast", REPORT), "status", "failed");
        Answer body = get(project, job, "");
        assertThat(Answer.keys(body.json()))
                .contains(
                        "commit",
                        "coverage",
                        "archived",
                        "source",
                        "allow_failure",
                        "created_at",
                        "started_at",
                        "finished_at",
                        "erased_at",
                        "duration",
                        "queued_duration",
                        "artifacts_file",
                        "artifacts",
                        "artifacts_expire_at",
                        "tag_list",
                        "id",
                        "name",
                        "pipeline",
                        "ref",
                        "runner",
                        "runner_manager",
                        "stage",
                        "status",
                        "failure_reason",
                        "tag",
                        "web_url",
                        "project",
                        "user");
        assertThat(Answer.keys(body.at("/commit")))
                .contains("author_email", "author_name", "created_at", "id", "message", "short_id", "title");
        assertThat(Answer.keys(body.at("/pipeline"))).contains("id", "project_id", "ref", "sha", "status");
        assertThat(body.at("/artifacts").findValuesAsText("file_type")).containsExactly("archive", "metadata", "sast");
        assertThat(Answer.keys(body.at("/artifacts/2")))
                .containsExactlyInAnyOrder("file_type", "size", "filename", "file_format");
        assertThat(body.at("/artifacts/2/size").asInt()).isEqualTo(REPORT.length());
        assertThat(body.at("/artifacts/2/filename").asText()).isEqualTo("gl-sast-report.json");
    }

    @Test
    void archiveHoldsWhatIsUnderPaths() throws Exception {
        long project = gitlab.project();
        long job = job(
                project,
                "reports",
                Map.of(
                        "sast",
                        REPORT,
                        "cyclonedx",
                        List.of(
                                Map.of("filename", "a/gl-sbom-npm.cdx.json", "text", "{}"),
                                Map.of("filename", "gl-sbom-go.cdx.json", "text", "[]"))),
                "files",
                Map.of("out/log.txt", "hello"));
        Answer zip = get(project, job, "/artifacts");
        assertThat(zip.header("content-type")).isEqualTo("application/zip");
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.bytes()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "gl-sast-report.json", "a/gl-sbom-npm.cdx.json", "gl-sbom-go.cdx.json", "out/log.txt");
        assertThat(get(project, job, "/artifacts/gl-sast-report.json").text()).isEqualTo(REPORT);
        assertThat(get(project, job, "/artifacts/out/log.txt").text()).isEqualTo("hello");
        assertThat(get(project, job, "/artifacts/a%2Fgl-sbom-npm.cdx.json").text())
                .isEqualTo("{}");
        assertThat(get(project, job, "/artifacts/none.json").status()).isEqualTo(404);
        assertThat(get(project, job, "").at("/artifacts").findValuesAsText("file_format"))
                .contains("zip", "gzip", "raw");
    }

    @Test
    void reportThatIsOnlyAReportIsListedButNotDownloadable() {
        long project = gitlab.project();
        long job = job(project, "reports", Map.of("dependency_scanning", REPORT), "paths", false);
        assertThat(get(project, job, "").at("/artifacts").findValuesAsText("file_type"))
                .containsExactly("dependency_scanning");
        assertThat(Answer.keys(get(project, job, "").json())).doesNotContain("artifacts_file");
        assertThat(get(project, job, "/artifacts").status()).isEqualTo(404);
        assertThat(get(project, job, "/artifacts/gl-dependency-scanning-report.json")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void oneReportMayBeUnderPathsAndAnotherNot() {
        long project = gitlab.project();
        long job = job(
                project,
                "reports",
                Map.of(
                        "dependency_scanning",
                        Map.of("text", REPORT, "paths", false),
                        "cyclonedx",
                        Map.of("text", "{}", "paths", true)));
        assertThat(get(project, job, "/artifacts/gl-sbom.cdx.json").status()).isEqualTo(200);
        assertThat(get(project, job, "/artifacts/gl-dependency-scanning-report.json")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void bytesThatAreNoTextAreKept() {
        long project = gitlab.project();
        byte[] odd = {(byte) 0xff, 0, (byte) 0xc3};
        long job = job(
                project,
                "reports",
                Map.of("sast", Map.of("base64", Base64.getEncoder().encodeToString(odd))));
        assertThat(get(project, job, "/artifacts/gl-sast-report.json").bytes()).isEqualTo(odd);
    }

    @Test
    void expiredArtifactsAreGoneUnlessKept() {
        long project = gitlab.project();
        long job = job(project, "reports", Map.of("sast", REPORT));
        gitlab.control("POST", "/projects/" + project + "/jobs/" + job + "/expire", "x", 1);
        assertThat(get(project, job, "/artifacts").status()).isEqualTo(404);
        long kept = job(project, "reports", Map.of("sast", REPORT));
        gitlab.post(gitlab.root, "/projects/" + project + "/jobs/" + kept + "/artifacts/keep");
        gitlab.control("POST", "/clock", "seconds", 40L * 24 * 3600);
        assertThat(get(project, kept, "/artifacts").status()).isEqualTo(200);
        assertThat(get(project, job, "").at("/artifacts_expire_at").isNull()).isFalse();
    }

    @Test
    void accessLimitsWhoDownloads() {
        long project = gitlab.project();
        GitLabTest.Person reporter = gitlab.user("reporter");
        gitlab.member(project, reporter, 20);
        long job = job(project, "reports", Map.of("sast", REPORT), "artifacts_access", "developer");
        String path = "/projects/" + project + "/jobs/" + job + "/artifacts";
        assertThat(gitlab.get(reporter.token(), path).status()).isEqualTo(403);
        gitlab.put(gitlab.root, "/projects/" + project + "/members/" + reporter.id(), "access_level", 30);
        assertThat(gitlab.get(reporter.token(), path).status()).isEqualTo(200);
    }

    @Test
    void traceIsPlainText() {
        long project = gitlab.project();
        long job = job(project, "trace", "line\n");
        assertThat(get(project, job, "/trace").text()).isEqualTo("line\n");
        assertThat(get(project, job, "").at("/artifacts/0/file_type").asText()).isEqualTo("trace");
    }

    @Test
    void jobUploadsWhenItEnds() {
        long project = gitlab.project();
        long job = job(project, "status", "running");
        assertThat(get(project, job, "/artifacts").status()).isEqualTo(404);
        gitlab.control(
                "POST",
                "/projects/" + project + "/jobs/" + job,
                "status",
                "success",
                "reports",
                Map.of("sast", REPORT));
        assertThat(new String(
                        get(project, job, "/artifacts/gl-sast-report.json").bytes(), StandardCharsets.UTF_8))
                .isEqualTo(REPORT);
    }

    @Test
    void runningJobIsKnownByItsToken() {
        long project = gitlab.project();
        long job = job(project, "status", "running");
        String token = gitlab.control("POST", "/projects/" + project + "/jobs/" + job + "/token", "x", 1)
                .at("/token")
                .asText();
        Map<String, String> headers = Map.of("JOB-TOKEN", token);
        assertThat(gitlab.send("GET", "/api/v4/job", headers, null).id()).isEqualTo(job);
        gitlab.control("POST", "/projects/" + project + "/jobs/" + job, "status", "success");
        assertThat(gitlab.send("GET", "/api/v4/job", headers, null).status()).isEqualTo(401);
    }
}

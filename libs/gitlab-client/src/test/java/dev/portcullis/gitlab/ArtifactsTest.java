// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static dev.portcullis.gitlab.ScriptedServer.bytes;
import static dev.portcullis.gitlab.ScriptedServer.json;
import static dev.portcullis.gitlab.ScriptedServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.gitlab.GitLabException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArtifactsTest {
    private static final String REPORT = "{\"version\":\"15.0.4\"}";
    private static final JobArtifact SAST = new JobArtifact("sast", 20, "gl-sast-report.json", "raw");
    private static final JobArtifact SBOM = new JobArtifact("cyclonedx", 20, "gl-sbom.cdx.json.gz", "gzip");
    private static final JobArtifact ARCHIVE = new JobArtifact("archive", 200, "artifacts.zip", "zip");

    private final ScriptedServer server = new ScriptedServer();
    private final GitLabClient client = server.client();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void fetchesAReportByItsTypeFromAServerThatCan() throws IOException {
        server.replies(json(200, REPORT));

        assertThat(read(job(SAST))).isEqualTo(REPORT);
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::uri)
                .containsExactly("/api/v4/projects/7/jobs/5/artifacts?file_type=sast");
    }

    @Test
    void followsToObjectStorageWithoutTheToken() throws IOException {
        try (ScriptedServer storage = new ScriptedServer()) {
            storage.replies(bytes(200, gzip(REPORT), Map.of()));
            server.replies(redirect(storage.url() + "/o"));

            assertThat(read(job(SAST))).isEqualTo(REPORT);
            assertThat(storage.requests)
                    .extracting(ScriptedServer.Request::token)
                    .containsOnlyNulls();
        }
    }

    @Test
    void takesTheFileFromTheArchiveWhereTheServerIgnoresTheType() throws IOException {
        byte[] archive = zip(Map.of("gl-sast-report.json", REPORT));
        server.replies(bytes(200, archive, Map.of()), json(200, REPORT));

        assertThat(read(job(SAST, ARCHIVE))).isEqualTo(REPORT);
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::uri)
                .containsExactly(
                        "/api/v4/projects/7/jobs/5/artifacts?file_type=sast",
                        "/api/v4/projects/7/jobs/5/artifacts/gl-sast-report.json");
    }

    @Test
    void searchesTheArchiveForAFileInADirectory() throws IOException {
        byte[] archive = zip(Map.of("out/gl-sast-report.json", REPORT, "other.txt", "x"));
        server.replies(bytes(200, archive, Map.of()), json(404, ""), bytes(200, archive, Map.of()));

        assertThat(read(job(SAST, ARCHIVE))).isEqualTo(REPORT);
    }

    @Test
    void doesNotGuessBetweenFilesOfOneName() throws IOException {
        byte[] archive = zip(Map.of("a/gl-sast-report.json", REPORT, "b/gl-sast-report.json", REPORT));
        server.replies(bytes(200, archive, Map.of()), json(404, ""), bytes(200, archive, Map.of()));

        assertThat(failure(job(SAST, ARCHIVE))).hasMessageContaining("several files named gl-sast-report.json");
    }

    @Test
    void saysWhatToDoAboutAReportThatIsNotServed() {
        server.replies(json(404, "{\"message\":\"404 Not found\"}"));

        GitLabException failure = failure(job(SAST));

        assertThat(failure.kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure)
                .hasMessageContaining("gl-sast-report.json of job 'semgrep-sast' cannot be downloaded")
                .hasMessageContaining("only under artifacts:reports")
                .hasMessageContaining("artifacts:paths");
    }

    @Test
    void boundsFilesAndWhatTheyUnpackTo() throws IOException {
        server.replies(json(200, "x".repeat(10_001)));
        assertThat(failure(job(SAST)))
                .hasMessageContaining("the file is larger than 10000 bytes")
                .extracting(GitLabException::kind)
                .isEqualTo(Kind.INVALID);
        assertThat(server.requests).hasSize(1);

        byte[] bomb = zip(Map.of("d/gl-sast-report.json", "x".repeat(1_000_000)));
        try (ScriptedServer other = new ScriptedServer();
                GitLabClient second = other.client()) {
            other.replies(bytes(200, bomb, Map.of()), json(404, ""), bytes(200, bomb, Map.of()));
            GitLabException failure = catchThrowableOfType(
                    GitLabException.class, () -> second.artifacts().report(7, job(SAST, ARCHIVE), SAST));
            assertThat(failure).hasMessageContaining("the unpacked file is larger than 10000 bytes");
        }
    }

    @Test
    void findsAllReportsOfATypeInTheArchive() throws IOException {
        byte[] archive =
                zip(Map.of("b/gl-sbom-npm.cdx.json", "npm", "a/gl-sbom-go.cdx.json", "go", "a/other.json", "x"));
        server.replies(bytes(200, archive, Map.of()));

        assertThat(readAll(job(SBOM, ARCHIVE)))
                .containsExactly("a/gl-sbom-go.cdx.json: go", "b/gl-sbom-npm.cdx.json: npm");
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::uri)
                .containsExactly("/api/v4/projects/7/jobs/5/artifacts");
    }

    @Test
    void takesReportsOfATypeJoinedWhereTheArchiveHasNone() throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(gzip("npm"));
        joined.write(gzip("go"));
        server.replies(bytes(200, joined.toByteArray(), Map.of()));

        assertThat(readAll(job(SBOM))).containsExactly("gl-sbom.cdx.json: npmgo");
    }

    @Test
    void boundsWhatReportsOfATypeUnpackToTogether() throws IOException {
        String large = "x".repeat(6_000);
        server.replies(bytes(200, zip(Map.of("a.cdx.json", large, "b.cdx.json", large)), Map.of()));

        GitLabException failure = catchThrowableOfType(GitLabException.class, () -> readAll(job(SBOM, ARCHIVE)));

        assertThat(failure).hasMessageContaining("the unpacked files are larger than 10000 bytes together");
        assertThat(failure.isTransient()).isFalse();
    }

    private List<String> readAll(Job job) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Artifacts.Named file : client.artifacts().reports(7, job, SBOM, Pattern.compile(".*\\.cdx\\.json"))) {
            try (Download download = file.download();
                    InputStream in = download.open()) {
                texts.add(file.name() + ": " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return texts;
    }

    @Test
    void leavesNoFileBehind() throws IOException {
        server.replies(json(200, REPORT));

        Download download = client.artifacts().report(7, job(SAST), SAST);
        assertThat(Files.exists(download.file())).isTrue();
        download.close();

        assertThat(Files.exists(download.file())).isFalse();
    }

    private String read(Job job) throws IOException {
        try (Download download = client.artifacts().report(7, job, SAST);
                InputStream in = download.open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private GitLabException failure(Job job) {
        return catchThrowableOfType(
                GitLabException.class, () -> client.artifacts().report(7, job, SAST));
    }

    private static Job job(JobArtifact... artifacts) {
        return new Job(
                5,
                "semgrep-sast",
                "test",
                "success",
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(artifacts),
                null);
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}

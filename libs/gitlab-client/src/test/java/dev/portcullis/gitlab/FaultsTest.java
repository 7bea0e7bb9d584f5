// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static dev.portcullis.gitlab.ScriptedServer.json;
import static dev.portcullis.gitlab.ScriptedServer.redirect;
import static dev.portcullis.gitlab.ScriptedServer.stalled;
import static dev.portcullis.gitlab.ScriptedServer.truncated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portcullis.gitlab.GitLabException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultsTest {
    private static final String METADATA = "{\"version\":\"18.2.0-ee\",\"revision\":\"abc\",\"enterprise\":true}";

    private final ScriptedServer server = new ScriptedServer();
    private final GitLabClient client = server.client();

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    @Test
    void ignoresFieldsThatItDoesNotKnow() {
        server.replies(json(200, METADATA.replace("{", "{\"kas\":{\"enabled\":true},")));

        assertThat(client.metadata()).isEqualTo(new Metadata("18.2.0-ee", "abc", true));
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID",
        "401, UNAUTHORIZED",
        "403, FORBIDDEN",
        "404, NOT_FOUND",
        "405, INVALID",
        "409, CONFLICT",
        "422, INVALID",
        "429, RATE_LIMITED",
        "500, UNAVAILABLE",
        "503, UNAVAILABLE"
    })
    void tellsFailuresApart(int status, Kind kind) {
        server.replies(json(status, "{\"message\":\"so says\\nthe server\"}"));

        GitLabException failure = failureOf(client::metadata);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.status()).isEqualTo(status);
        assertThat(failure)
                .hasMessageContaining("GitLab 'test'")
                .hasMessageContaining("GET /metadata with " + status + " (so says the server)")
                .hasMessageNotContaining("glpat-secret");
        assertThat(server.requests).hasSize(failure.isTransient() ? 3 : 1);
    }

    @Test
    void triesAgainAfterServerErrorsAndCutOffAnswers() {
        server.replies(json(502, "<html>Bad gateway</html>"), truncated("{\"version\":\"1"), json(200, METADATA));

        assertThat(client.metadata().version()).isEqualTo("18.2.0-ee");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void sendsNothingTwiceThatCouldActTwice() {
        server.replies(json(502, ""));

        GitLabException failure = failureOf(() -> client.notes().create(1, 2, "hello"));

        assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void waitsAsLongAsTheServerAsks() {
        server.replies(json(429, "Retry later", Map.of("Retry-After", "1")), json(200, METADATA));

        client.metadata();

        assertThat(server.requests).hasSize(2);
    }

    @Test
    void saysHowLongToWaitWhereThatIsTooLongToWaitInside() {
        server.replies(json(429, "Retry later", Map.of("Retry-After", "77")));

        GitLabException failure = failureOf(client::metadata);
        assertThat(failure.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(77));

        GitLabException next = failureOf(client::metadata);
        assertThat(next.kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(server.requests).as("the second call is not even sent").hasSize(1);
    }

    @Test
    void stopsBeforeTheQuotaIsOverdrawn() {
        long reset = System.currentTimeMillis() / 1000 + 600;
        server.replies(
                json(200, METADATA, Map.of("RateLimit-Remaining", "0", "RateLimit-Reset", String.valueOf(reset))));

        client.metadata();

        assertThat(failureOf(client::metadata).kind()).isEqualTo(Kind.RATE_LIMITED);
        assertThat(server.requests).hasSize(1);
    }

    @Test
    void givesUpOnAnAnswerThatStalls() {
        GitLabLimits impatient = new GitLabLimits(
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                1,
                2,
                Duration.ofMillis(1),
                Duration.ofSeconds(1),
                1_000,
                1_000,
                10);
        server.replies(stalled("{\"version\":"));
        try (GitLabClient hasty = new GitLabClient(new GitLabServer("slow", server.url(), "t", impatient))) {
            assertThat(failureOf(hasty::metadata))
                    .hasMessageContaining("no complete answer within 200 ms")
                    .extracting(GitLabException::kind)
                    .isEqualTo(Kind.UNAVAILABLE);
        }
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void boundsAnswers() {
        server.replies(json(200, "{\"version\":\"" + "x".repeat(200_000) + "\",\"revision\":\"r\"}"));

        assertThat(failureOf(client::metadata).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void reportsAServerThatIsNotThere() {
        URI gone = server.url();
        server.close();
        try (GitLabClient lonely = new GitLabClient(new GitLabServer("gone", gone, "t", ScriptedServer.QUICK))) {
            assertThat(failureOf(lonely::metadata).kind()).isEqualTo(Kind.UNAVAILABLE);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<html>Sign in</html>", "[]", "null", "{\"version\":null}", "''", "{"})
    void reportsAnswersOfAnotherShape(String body) {
        server.replies(json(200, body));

        assertThat(failureOf(client::metadata))
                .hasMessageContaining("not what its API describes")
                .extracting(GitLabException::kind)
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void neverSendsTheTokenToAnotherHost() {
        try (ScriptedServer storage = new ScriptedServer()) {
            storage.replies(json(200, METADATA));
            server.replies(redirect(storage.url() + "/bucket?signature=1"));

            assertThat(client.metadata().version()).isEqualTo("18.2.0-ee");

            assertThat(server.requests)
                    .extracting(ScriptedServer.Request::token)
                    .containsExactly("glpat-secret");
            assertThat(storage.requests)
                    .containsExactly(new ScriptedServer.Request("GET", "/bucket?signature=1", null, ""));
        }
    }

    @Test
    void keepsTheTokenOnARedirectWithinTheServer() {
        server.replies(redirect("/api/v4/elsewhere"), json(200, METADATA));

        client.metadata();

        assertThat(server.requests)
                .extracting(ScriptedServer.Request::uri, ScriptedServer.Request::token)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("/api/v4/metadata", "glpat-secret"),
                        org.assertj.core.groups.Tuple.tuple("/api/v4/elsewhere", "glpat-secret"));
    }

    @ParameterizedTest
    @CsvSource({"file:///etc/passwd", "ftp://example.com/x", "''", "http://[", "/api/v4/metadata"})
    void followsNoRedirectThatLeadsNowhere(String location) {
        server.replies(redirect(location));

        assertThat(failureOf(client::metadata).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void followsTheLinkToTheNextPageOnItsOwnHostOnly() {
        String next = "<http://gitlab.example.com/api/v4/projects/1/pipelines?cursor=a%3D&per_page=100>; rel=\"next\", "
                + "<http://gitlab.example.com/api/v4/projects/1/pipelines?page=1>; rel=\"first\"";
        server.replies(
                json(200, "[" + pipeline(3) + "," + pipeline(2) + "]", Map.of("Link", next)),
                json(200, "[" + pipeline(1) + "]"));

        List<PipelineRef> pipelines =
                client.pipelines().list(1, Pipelines.Filter.ofSha("abc")).toList();

        assertThat(pipelines).extracting(PipelineRef::id).containsExactly(3L, 2L, 1L);
        assertThat(server.requests)
                .extracting(ScriptedServer.Request::uri)
                .containsExactly(
                        "/api/v4/projects/1/pipelines?sha=abc&order_by=id&sort=desc&per_page=100",
                        "/api/v4/projects/1/pipelines?cursor=a%3D&per_page=100");
    }

    @Test
    void refusesPagesThatGoInACircleAndListsWithoutEnd() {
        String circle = "</api/v4/x?page=2>; rel=\"next\"";
        server.replies(json(200, "[]", Map.of("Link", circle)));
        assertThat(failureOf(() -> client.pipelines().jobs(1, 2)).kind()).isEqualTo(Kind.INVALID);

        try (ScriptedServer endless = new ScriptedServer();
                GitLabClient other = endless.client()) {
            endless.replies(exchange -> {
                String page = "</api/v4/x?page=" + endless.requests.size() + ">; rel=\"next\"";
                json(200, "[" + pipeline(1) + "]", Map.of("Link", page)).to(exchange);
            });
            assertThat(failureOf(() -> other.mergeRequests().pipelines(1, 2)))
                    .hasMessageContaining("longer than 1000 items");
        }
    }

    @Test
    void encodesPathsAndRefs() {
        server.replies(json(200, "hello"));

        client.repository().file(1, ".gitlab/security-policies/policy.yml", "feature/ä b");

        assertThat(server.requests.getFirst().uri())
                .isEqualTo("/api/v4/projects/1/repository/files/.gitlab%2Fsecurity-policies%2Fpolicy.yml/raw"
                        + "?ref=feature%2F%C3%A4%20b");
    }

    @Test
    void saysNoSecretInText() {
        assertThat(new GitLabServer("x", server.url(), "glpat-secret", GitLabLimits.standard()).toString())
                .doesNotContain("glpat");
        assertThat(new NewHook("http://x", "hush", true, true, true, true, true).toString())
                .doesNotContain("hush");
    }

    private static String pipeline(long id) {
        return "{\"id\":" + id + ",\"project_id\":1,\"sha\":\"abc\",\"ref\":\"main\",\"status\":\"success\"}";
    }

    private static GitLabException failureOf(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        return catchThrowableOfType(GitLabException.class, call);
    }
}

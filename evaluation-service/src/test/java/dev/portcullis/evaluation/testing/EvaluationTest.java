// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the running service share: a GitLab, policies over Kafka, and answers over HTTP. */
public class EvaluationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource("/")
    protected URI service;

    @Inject
    protected PolicyPublisher policies;

    @AfterEach
    void mendGitLab() {
        world().faults(Map.of());
    }

    protected static GitLabWorld world() {
        return SandboxGitLab.world();
    }

    /** A project with a developer {@code dev}, who may not approve in any policy here. */
    protected Project project() {
        return world().project(service);
    }

    protected static Person developer(Project project) {
        return project.member("dev", 30);
    }

    /** A policy that wants one approval of {@code approvers} for every merge request into a protected branch. */
    protected static String anyMergeRequest(String name, String... approvers) {
        return """
                name: %s
                description: ''
                enabled: true
                rules:
                - type: any_merge_request
                  branch_type: protected
                  commits: any
                actions:
                - type: require_approval
                  approvals_required: 1
                  user_approvers: [%s]
                """.formatted(name, String.join(", ", approvers));
    }

    /** A job that has succeeded and reported nothing. */
    protected static Map<String, Object> job(String name) {
        return Map.of("name", name);
    }

    /** Puts a policy of a project into force. */
    protected void enforce(Project project, String name, String yaml) {
        policies.activate(PolicyPublisher.level(project), name, yaml);
    }

    /** What the service says about a merge request now. */
    protected static JsonPath state(MergeRequest mergeRequest) {
        String token = TestIssuer.token("reader", grant("viewer", "gitlab"));
        return given().auth()
                .oauth2(token)
                .get("/api/v1/merge-requests/gitlab/" + mergeRequest.project().id() + "/" + mergeRequest.iid())
                .jsonPath();
    }

    protected static void eventually(org.awaitility.core.ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
    }

    protected static void awaitOutcome(MergeRequest mergeRequest, String outcome) {
        eventually(() ->
                assertThat(state(mergeRequest).getString("decision.outcome")).isEqualTo(outcome));
    }

    /** Waits until our last status on a pipeline has that state. */
    protected static void awaitStatus(MergeRequest mergeRequest, long pipelineId, String state) {
        eventually(() -> {
            List<JsonNode> statuses = mergeRequest.statuses(pipelineId);
            assertThat(statuses).isNotEmpty();
            assertThat(statuses.getLast().get("status").asText()).isEqualTo(state);
        });
    }
}

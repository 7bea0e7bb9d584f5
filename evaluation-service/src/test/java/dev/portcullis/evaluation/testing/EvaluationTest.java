// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.Topic;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkItem;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;

/** What the tests of the running service share: a GitLab, policies over Kafka, and answers over HTTP. */
public class EvaluationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TestHTTPResource("/")
    protected URI service;

    @Inject
    protected PolicyPublisher policies;

    @Inject
    Work workItems;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    protected String bootstrapServers;

    @ConfigProperty(name = "portcullis.topics.prefix")
    protected String topicPrefix;

    @AfterEach
    void mendGitLab() {
        world().faults(Map.of());
    }

    protected static GitLabWorld world() {
        return SandboxGitLab.world("gitlab");
    }

    /** Another instance than {@link #world()}, where the test's profile has it. */
    protected static GitLabWorld world(String instance) {
        return SandboxGitLab.world(instance);
    }

    /** The secret with which the instance proves its webhooks. */
    protected static String webhookToken() {
        return SandboxGitLab.WEBHOOK_TOKEN;
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

    /** A policy that wants one approval of {@code approvers} for new findings of {@code severities}. */
    protected static String newFindings(String name, String severities, String... approvers) {
        return """
                name: %s
                description: ''
                enabled: true
                rules:
                - type: scan_finding
                  branch_type: protected
                  scanners: [sast]
                  vulnerabilities_allowed: 0
                  severity_levels: [%s]
                  vulnerability_states: [new_needs_triage]
                actions:
                - type: require_approval
                  approvals_required: 1
                  user_approvers: [%s]
                """.formatted(name, severities, String.join(", ", approvers));
    }

    /** A SAST job that succeeded with these findings, each {@code <severity> <name>}. */
    protected static Map<String, Object> sast(String... findings) {
        return Map.of("name", "sast", "reports", Map.of("sast", Map.of("text", SastReport.of(findings))));
    }

    /** The bodies of all events on a topic so far. */
    protected List<JsonNode> events(Topic topic) {
        return TopicReader.read(bootstrapServers, topicPrefix + topic.topicName());
    }

    /** The alerts of a kind about a project. */
    protected List<JsonNode> alerts(String kind, Project project) {
        return events(Topic.SECURITY_ALERT).stream()
                .filter(alert -> alert.path("kind").asText().equals(kind))
                .filter(alert -> alert.at("/project/projectId").asLong() == project.id())
                .toList();
    }

    /** What was published about what a merge request needs, in order. */
    protected List<JsonNode> approvals(MergeRequest mergeRequest) {
        return events(Topic.APPROVAL_REQUIRED).stream()
                .filter(event -> event.at("/project/projectId").asLong()
                        == mergeRequest.project().id())
                .filter(event -> event.path("iid").asLong() == mergeRequest.iid())
                .toList();
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
        String token = TestIssuer.token("reader", grant("viewer", ""));
        return given().auth()
                .oauth2(token)
                .get("/api/v1/merge-requests/" + mergeRequest.key().replace(':', '/'))
                .jsonPath();
    }

    /** How often a merge request was marked for evaluation so far; see {@link #awaitEvaluated}. */
    protected long marks(MergeRequest mergeRequest) {
        return item("evaluate", mergeRequest).map(WorkItem::dirty).orElse(0L);
    }

    /** Waits until a merge request was marked since it had {@code marks}, and was evaluated. */
    protected void awaitEvaluated(MergeRequest mergeRequest, long marks) {
        eventually(() -> {
            assertThat(marks(mergeRequest)).isGreaterThan(marks);
            assertThat(left("evaluate", mergeRequest)).isZero();
        });
    }

    /** Waits until a merge request was evaluated, and GitLab brought to the decision. */
    protected void awaitEnforced(MergeRequest mergeRequest) {
        awaitEvaluated(mergeRequest, 0);
        eventually(() -> assertThat(left("enforce", mergeRequest)).isZero());
    }

    private long left(String kind, MergeRequest mergeRequest) {
        return item(kind, mergeRequest)
                .map(found -> found.dirty() - found.done())
                .orElse(0L);
    }

    /** The row of work of a kind about a merge request. */
    protected Optional<WorkItem> item(String kind, MergeRequest mergeRequest) {
        return workItems.find(kind, mergeRequest.key());
    }

    /** Has GitLab send a webhook about a merge request, because of a change that means nothing. */
    protected static void touch(MergeRequest mergeRequest) {
        String text = "touched at " + System.nanoTime();
        assertThat(mergeRequest
                        .call(mergeRequest.project().root(), "PUT", "", Map.of("description", text))
                        .status())
                .isEqualTo(200);
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

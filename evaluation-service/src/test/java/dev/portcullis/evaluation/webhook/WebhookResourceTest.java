// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(WebhookInstances.class)
class WebhookResourceTest {
    private static final String PATH = "/webhooks/gitlab/gitlab";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "portcullis.topics.prefix")
    String prefix;

    @TestHTTPResource
    URI url;

    private KafkaConsumer<String, String> consumer;

    @BeforeEach
    void listen() {
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), new StringDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : List.of(Topic.PIPELINE_FINISHED, Topic.MERGE_REQUEST, Topic.REPOSITORY_PUSHED)) {
            consumer.partitionsFor(prefix + topic.topicName())
                    .forEach(found -> partitions.add(new TopicPartition(found.topic(), found.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    @AfterEach
    void close() {
        consumer.close();
    }

    @Test
    void publishesAPipelineWithoutItsVariables() {
        hook("Pipeline Hook", Bodies.of("pipeline"))
                .header("Idempotency-Key", "1c9e6d2a-0000-4000-8000-000000000001")
                .header("X-Gitlab-Event-UUID", "8f2a6d2a-0000-4000-8000-000000000002")
                .post(PATH)
                .then()
                .statusCode(202);

        ConsumerRecord<String, String> published = published(1).getFirst();
        assertThat(published.topic()).isEqualTo(prefix + "portcullis.pipeline-finished.v1");
        assertThat(published.key()).isEqualTo("gitlab:42");
        assertThat(published.value())
                .contains("\"pipelineId\":9031", "\"status\":\"success\"", "\"mergeRequestIid\":7")
                .doesNotContain("clear-text-secret");
        assertThat(header(published, "ce_type")).isEqualTo("dev.portcullis.pipeline-finished.v1");
        assertThat(header(published, "ce_source")).isEqualTo("/gitlab/gitlab");
        assertThat(header(published, "ce_subject")).isEqualTo("gitlab/42/pipelines/9031");
        assertThat(header(published, "ce_correlationid")).isEqualTo("8f2a6d2a-0000-4000-8000-000000000002");
        assertThat(UUID.fromString(header(published, "ce_id")).version()).isEqualTo(5);
    }

    @Test
    void aRepeatHasTheSameEventId() {
        for (int i = 0; i < 2; i++) {
            hook("Merge Request Hook", Bodies.of("merge-request"))
                    .header("Idempotency-Key", "same")
                    .post(PATH)
                    .then()
                    .statusCode(202);
        }

        List<ConsumerRecord<String, String>> published = published(2);
        assertThat(published).extracting(one -> header(one, "ce_subject")).containsOnly("gitlab/42!7");
        assertThat(header(published.get(0), "ce_id")).isEqualTo(header(published.get(1), "ce_id"));
    }

    @Test
    void publishesAPushToTheDefaultBranch() {
        hook("Push Hook", Bodies.of("push")).post(PATH).then().statusCode(202);

        assertThat(published(1).getFirst().topic()).isEqualTo(prefix + "portcullis.repository-pushed.v1");
    }

    @ParameterizedTest
    @CsvSource({"wrong-token", "''"})
    void answers401ToAWrongTokenWithoutReadingTheBody(String token) {
        given().header("X-Gitlab-Event", "Pipeline Hook")
                .header("X-Gitlab-Token", token)
                .body("this is not even JSON")
                .post(PATH)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
    }

    @Test
    void answers401WithoutAToken() {
        given().body(Bodies.of("pipeline")).post(PATH).then().statusCode(401);
    }

    @Test
    void answers404ForAnInstanceThatIsNotThere() {
        hook("Pipeline Hook", Bodies.of("pipeline"))
                .post("/webhooks/gitlab/elsewhere")
                .then()
                .statusCode(404);
    }

    @Test
    void takesASignedWebhookAndRefusesAForgedOne() {
        String now = String.valueOf(Instant.now().getEpochSecond());
        byte[] body = Bodies.of("pipeline").getBytes(StandardCharsets.UTF_8);
        String signature = "v1," + VerifyWebhook.sign(WebhookInstances.SIGNING_TOKEN, "id-1", now, body);

        signed("id-1", now, signature)
                .body(body)
                .post("/webhooks/gitlab/signed")
                .then()
                .statusCode(202);
        signed("id-2", now, signature)
                .body(body)
                .post("/webhooks/gitlab/signed")
                .then()
                .statusCode(401);
        signed("id-1", "1614265330", signature)
                .body(body)
                .post("/webhooks/gitlab/signed")
                .then()
                .statusCode(401);
        given().body(body).post("/webhooks/gitlab/signed").then().statusCode(401);

        assertThat(header(published(1).getFirst(), "ce_source")).isEqualTo("/gitlab/signed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json: clear-text-secret",
                "[1]",
                "{\"object_kind\":\"pipeline\",\"variables\":[{\"value\":\"clear-text-secret\""
            })
    void answers400ToWhatIsNotJson(String body) {
        hook("Pipeline Hook", body)
                .post(PATH)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body(not(containsString("clear-text-secret")));
    }

    @Test
    void takesTheLargestBodyThatGitLabSendsAndNoLarger() throws Exception {
        String filler = Bodies.of("pipeline").replaceFirst("\\{", "{\"filler\":\"%s\",");
        int room = 25 * 1024 * 1024 - filler.length() + 2;

        assertThat(statusOf(filler.formatted("x".repeat(room)))).isEqualTo(202);
        assertThat(statusOf(filler.formatted("x".repeat(room + 1)))).isEqualTo(413);
    }

    /** Announces the body before sending it, as the answer may come first. */
    private int statusOf(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url.resolve(PATH))
                .expectContinue(true)
                .header("X-Gitlab-Event", "Pipeline Hook")
                .header("X-Gitlab-Token", WebhookInstances.TOKEN)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void ignoresAndCountsEventsThatItDoesNotUse() {
        hook("Emoji Hook", "{\"object_kind\":\"emoji\"}").post(PATH).then().statusCode(200);
        hook("System Hook", "{\"event_name\":\"project_create\",\"project_id\":1}")
                .post(PATH)
                .then()
                .statusCode(200);

        given().get("/q/metrics")
                .then()
                .statusCode(200)
                .body(containsString("webhooks_total{instance=\"gitlab\",kind=\"other\",outcome=\"ignored\"}"));
    }

    private static RequestSpecification hook(String event, String body) {
        return given().header("X-Gitlab-Event", event)
                .header("X-Gitlab-Token", WebhookInstances.TOKEN)
                .contentType("application/json")
                .body(body);
    }

    private static RequestSpecification signed(String id, String timestamp, String signature) {
        return given().header("X-Gitlab-Event", "Pipeline Hook")
                .header("webhook-id", id)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", signature)
                .contentType("application/json");
    }

    private List<ConsumerRecord<String, String>> published(int count) {
        List<ConsumerRecord<String, String>> found = new ArrayList<>();
        await().atMost(Duration.ofSeconds(20)).until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            return found.size() >= count;
        });
        return found;
    }

    private static String header(ConsumerRecord<String, String> published, String name) {
        return new String(published.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}

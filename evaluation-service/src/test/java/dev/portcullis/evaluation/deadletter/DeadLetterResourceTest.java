// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.deadletter;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.MergeRequestChanged;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.Topic;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.event.EncodedEvent;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithGitLab.class)
class DeadLetterResourceTest extends EvaluationTest {
    private static final String PATH = "/api/v1/dead-letters";
    private static final String CONSUMER = "evaluation-merge-requests";

    @Inject
    AgroalDataSource database;

    @Test
    void poisonIsListedWithoutItsContentStaysPoisonAndHoldsNothingUp() throws Exception {
        Project project = project();
        project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        ProducerRecord<String, byte[]> poison = new ProducerRecord<>(
                topicPrefix + Topic.MERGE_REQUEST.topicName(),
                "gitlab:" + project.id(),
                "{\"password\": \"hunter2\"".getBytes(StandardCharsets.UTF_8));
        RecordMetadata place = send(poison);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        awaitOutcome(mergeRequest, "approval_required");

        String mine = "items.find { it.consumer == '" + CONSUMER + "' && it.partition == " + place.partition()
                + " && it.offset == " + place.offset() + " }.id";
        eventually(() -> assertThat(list().getString(mine)).isNotNull());
        String letter = list().getString(mine);
        assertThat(admin().get(PATH).asString()).contains("sha256").doesNotContain("hunter2");

        admin().post(PATH + "/" + letter + "/replay").then().statusCode(409).contentType("application/problem+json");
        assertThat(list().getString(mine)).isEqualTo(letter);
    }

    @Test
    void aLetterWhoseCauseIsMendedIsHandledByReplayOnceAndAudited() throws Exception {
        Project project = project();
        project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        awaitOutcome(mergeRequest, "approval_required");
        String letter = putAside(mergeRequest);
        long marks = marks(mergeRequest);

        admin().post(PATH + "/" + letter + "/replay").then().statusCode(200);
        awaitEvaluated(mergeRequest, marks);
        long afterwards = marks(mergeRequest);
        admin().post(PATH + "/" + letter + "/replay").then().statusCode(200);
        assertThat(marks(mergeRequest)).as("a second replay changes nothing").isEqualTo(afterwards);

        assertThat(list().getList("items.id")).doesNotContain(letter);
        assertThat(admin().get(PATH + "?replayed=true&limit=200").jsonPath().getList("items.id"))
                .contains(letter);
        eventually(() -> assertThat(audited(letter)).singleElement().satisfies(entry -> {
            assertThat(entry.path("action").asText()).isEqualTo("dead-letter.replayed");
            assertThat(entry.toString()).contains("root", CONSUMER);
        }));
    }

    @Test
    void onlyAnAdministratorOfAllMaySeeOrReplayThem() {
        String replay = PATH + "/018f0000-0000-7000-8000-000000000000/replay";
        for (RequestSpecification caller : List.of(as("auditor", ""), as("viewer", ""), as("policy-approver", ""))) {
            assertThat(caller.get(PATH).statusCode()).isEqualTo(403);
            assertThat(caller.post(replay).statusCode()).isEqualTo(403);
        }
        assertThat(as("admin", "gitlab/acme").get(PATH).statusCode()).isIn(403, 404);
        assertThat(as("admin", "gitlab/acme").post(replay).statusCode()).isIn(403, 404);
        given().get(PATH).then().statusCode(401);
        given().post(replay).then().statusCode(401);
        for (String id : List.of("x", "018f0000-0000-7000-8000-000000000000")) {
            admin().post(PATH + "/" + id + "/replay").then().statusCode(404);
        }
    }

    /** Has an event handled, and its record put aside as an earlier version without the means to read it would. */
    private String putAside(MergeRequest about) throws Exception {
        Project project = about.project();
        MergeRequestChanged changed = new MergeRequestChanged(
                new ProjectRef("gitlab", project.id(), project.path()),
                about.iid(),
                "update",
                "opened",
                about.sha(),
                null,
                project.id(),
                "change",
                "main",
                1,
                1,
                "dev",
                false,
                Instant.now());
        Event<MergeRequestChanged> event = new Event<>(
                Ids.timeOrdered(), "/test", EventType.MERGE_REQUEST, "test", Instant.now(), "c", null, null, changed);
        EncodedEvent encoded = EncodedEvent.of(event);
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                topicPrefix + Topic.MERGE_REQUEST.topicName(), "gitlab:" + project.id(), encoded.body());
        encoded.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        long marks = marks(about);
        RecordMetadata place = send(message);
        awaitEvaluated(about, marks);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded.body()));
        UUID letter = Ids.timeOrdered();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from inbox where event_id = '" + event.id() + "'");
            statement.execute("""
                    insert into dead_letter (id, consumer, topic, partition, record_offset, sha256, size, error, excerpt)
                    values ('%s', '%s', '%s', %d, %d, '%s', %d, 'unknown field', '')
                    """.formatted(
                    letter, CONSUMER, place.topic(), place.partition(), place.offset(), sha256, encoded.body().length));
        }
        return letter.toString();
    }

    private RecordMetadata send(ProducerRecord<String, byte[]> message) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers);
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            return producer.send(message).get(30, TimeUnit.SECONDS);
        }
    }

    private List<JsonNode> audited(String letter) {
        return events(Topic.AUDIT).stream()
                .filter(entry -> entry.path("objectId").asText().equals(letter))
                .toList();
    }

    private static JsonPath list() {
        return admin().get(PATH + "?limit=200").jsonPath();
    }

    private static RequestSpecification admin() {
        return as("admin", "");
    }

    private static RequestSpecification as(String role, String namespace) {
        return given().auth().oauth2(TestIssuer.token("root", grant(role, namespace)));
    }
}

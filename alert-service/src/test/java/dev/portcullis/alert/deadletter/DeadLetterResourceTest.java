// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.alert.Broker;
import dev.portcullis.alert.TestAlert;
import dev.portcullis.alert.triage.AlertApi;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.messaging.event.EncodedEvent;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
class DeadLetterResourceTest {
    private static final String PATH = "/api/v1/alerts/dead-letters";
    private static final AlertApi ADMIN = new AlertApi("root", "admin", "");

    @Inject
    AgroalDataSource dataSource;

    @Test
    void poisonIsPutAsideAndTheNextAlertArrives() throws Exception {
        TestAlert next = TestAlert.named("after poison");
        Broker.publishBytes(next.fingerprint(), "{\"password\": \"hunter2\"");
        next.publish(1);

        AlertApi.responder("").await(next, 1);
        String letters =
                ADMIN.request().get(PATH).then().statusCode(200).extract().asString();
        assertThat(letters).contains("sha256").doesNotContain("hunter2");
    }

    @Test
    void anAlertThatMakesNoSenseIsPutAsideAndReplayedOnceItDoes() throws Exception {
        TestAlert alert = TestAlert.named("too old").at(Instant.parse("1999-01-01T00:00:00Z"));
        alert.publish(1);
        String id = awaitLetter("before the year 2000");

        ADMIN.request()
                .post(PATH + "/" + id + "/replay")
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
    }

    @Test
    void aLetterWhoseCauseIsMendedIsHandledByReplayAndAudited() throws Exception {
        TestAlert alert = TestAlert.named("mended");
        String letter = putAside(alert);

        ADMIN.request().post(PATH + "/" + letter + "/replay").then().statusCode(200);

        AlertApi.responder("").await(alert, 2);
        assertThat(ADMIN.request().get(PATH).jsonPath().getList("items.id")).doesNotContain(letter);
        assertThat(ADMIN.request()
                        .queryParam("replayed", true)
                        .get(PATH)
                        .jsonPath()
                        .getList("items.id"))
                .contains(letter);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Broker.audited())
                        .anySatisfy(entry -> assertThat(entry).contains("dead-letter.replayed", letter)));
    }

    @Test
    void onlyAnAdministratorOfAllSeesThem() {
        for (Map.Entry<AlertApi, Integer> caller : Map.of(
                        new AlertApi("rita", "alert-responder", ""), 403,
                        new AlertApi("root", "admin", "gitlab/acme"), 404)
                .entrySet()) {
            caller.getKey().request().get(PATH).then().statusCode(caller.getValue());
            caller.getKey().request().post(PATH + "/x/replay").then().statusCode(caller.getValue());
        }
    }

    @Test
    void thereIsNoSuchLetter() {
        for (String id : List.of("x", "018f0000-0000-7000-8000-000000000000")) {
            ADMIN.request()
                    .post(PATH + "/" + id + "/replay")
                    .then()
                    .statusCode(404)
                    .contentType("application/problem+json");
        }
    }

    /** Has the alert seen once, and its record put aside as an earlier version without the means to read it would. */
    private String putAside(TestAlert alert) throws Exception {
        Event<SecurityAlert> event = new Event<>(
                UUID.randomUUID(),
                "/test",
                EventType.SECURITY_ALERT,
                "test",
                Instant.now(),
                "c",
                null,
                null,
                alert.fact());
        RecordMetadata place = Broker.publish(alert.fingerprint(), List.of(event));
        AlertApi.responder("").await(alert, 1);
        byte[] body = EncodedEvent.of(event).body();
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        UUID letter = UUID.randomUUID();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("delete from inbox where event_id = '" + event.id() + "'");
            statement.execute(
                    """
                    insert into dead_letter (id, consumer, topic, partition, record_offset, sha256, size, error, excerpt)
                    values ('%s', 'alerts', '%s', %d, %d, '%s', %d, 'unknown field', '')
                    """.formatted(letter, place.topic(), place.partition(), place.offset(), sha256, body.length));
        }
        return letter.toString();
    }

    private static String awaitLetter(String error) {
        String path = "items.find { it.error.contains('" + error + "') }.id";
        await().atMost(Duration.ofSeconds(30))
                .until(() -> ADMIN.request().get(PATH).jsonPath().getString(path) != null);
        return ADMIN.request().get(PATH).jsonPath().getString(path);
    }
}

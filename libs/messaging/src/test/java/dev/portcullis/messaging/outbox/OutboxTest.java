// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Broker;
import dev.portcullis.messaging.Events;
import dev.portcullis.messaging.FailpointsFixture;
import dev.portcullis.messaging.publish.KafkaSender;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionalException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PortcullisServers.class)
class OutboxTest {
    @Inject
    Outbox outbox;

    @Inject
    AgroalDataSource database;

    @Inject
    KafkaSender sender;

    @Inject
    MeterRegistry meters;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "portcullis.topics.prefix")
    String prefix;

    @Test
    void anEventGoesOutWithTheTransactionThatAddedIt() {
        Event<RepositoryPushed> event = Events.pushed("main");

        QuarkusTransaction.requiringNew().run(() -> outbox.add(Topic.REPOSITORY_PUSHED, "main:42", event));

        ConsumerRecord<String, byte[]> message = awaitRecord(event.id());
        assertThat(message.key()).isEqualTo("main:42");
        assertThat(message.value())
                .asString()
                .isEqualTo("{\"project\":{\"instance\":\"main\",\"projectId\":42,\"path\":\"group/project\"},"
                        + "\"branch\":\"main\",\"before\":\"" + "0".repeat(40) + "\",\"after\":\"" + "a".repeat(40)
                        + "\",\"actorId\":7}");
        assertThat(Broker.header(message, "ce_specversion")).isEqualTo("1.0");
        assertThat(Broker.header(message, "ce_type")).isEqualTo("dev.portcullis.repository-pushed.v1");
        assertThat(Broker.header(message, "ce_source")).isEqualTo("/gitlab/main");
        assertThat(Broker.header(message, "ce_subject")).isEqualTo("main/42");
        assertThat(Broker.header(message, "ce_time")).isEqualTo("2026-03-01T10:15:30Z");
        assertThat(Broker.header(message, "ce_dataschema")).endsWith("/repository-pushed.v1.schema.json");
        assertThat(Broker.header(message, "ce_correlationid")).isEqualTo("correlation-1");
        assertThat(Broker.header(message, "ce_causationid")).isEqualTo("cause-1");
        assertThat(Broker.header(message, "ce_traceparent")).startsWith("00-4bf92f35");
        assertThat(Broker.header(message, "content-type")).isEqualTo("application/json");
        await().untilAsserted(() -> assertThat(rows()).isZero());
    }

    @Test
    void aRolledBackChangeTellsNobody() {
        Event<RepositoryPushed> undone = Events.pushed("undone");
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    outbox.add(Topic.REPOSITORY_PUSHED, "main:42", undone);
                    throw new IllegalStateException("the change fails");
                }))
                .hasMessageContaining("the change fails");

        Event<RepositoryPushed> later = Events.pushed("later");
        QuarkusTransaction.requiringNew().run(() -> outbox.add(Topic.REPOSITORY_PUSHED, "main:42", later));

        awaitRecord(later.id());
        assertThat(broker().ids(Topic.REPOSITORY_PUSHED)).doesNotContain(undone.id());
    }

    @Test
    void anEventWithoutATransactionIsRefused() {
        assertThatThrownBy(() -> outbox.add(Topic.REPOSITORY_PUSHED, "main:42", Events.pushed("main")))
                .isInstanceOf(TransactionalException.class);
    }

    @Test
    void anEventThatIsTooLargeIsRefusedWithItsSize() {
        Event<RepositoryPushed> large = Events.pushed("x".repeat(Event.MAX_BYTES));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> outbox.add(Topic.REPOSITORY_PUSHED, "main:42", large)))
                .withMessageContaining(large.id().toString())
                .withMessageContaining("at most 262144 may travel")
                .withMessageContaining("SHA-256");
    }

    @Test
    void anEventBelongsOnItsTopic() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QuarkusTransaction.requiringNew()
                        .run(() -> outbox.add(Topic.AUDIT, "main:42", Events.pushed("main"))))
                .withMessageContaining("belongs on portcullis.repository-pushed.v1");
    }

    @Test
    void twoRelaysLoseAndRepeatNothingAndTheSecondTakesOverWhenTheFirstLosesItsConnection() throws SQLException {
        OutboxLoop second = new OutboxLoop(database, sender, FailpointsFixture.none(), true, Duration.ofMillis(20), 50);
        second.start(new StartupEvent());
        try {
            List<UUID> ids = add(300);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(rows()).isZero());
            assertThat(broker().ids(Topic.REPOSITORY_PUSHED).stream().filter(ids::contains))
                    .as("sent once, in order")
                    .containsExactlyElementsOf(ids);
            assertThat(relays()).hasSize(1);

            int killed = relays().getFirst();
            execute("SELECT pg_terminate_backend(" + killed + ")");
            List<UUID> more = add(300);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(rows()).isZero());
            assertThat(broker().ids(Topic.REPOSITORY_PUSHED)).containsAll(more);
            await().untilAsserted(() -> assertThat(relays()).hasSize(1).doesNotContain(killed));
        } finally {
            second.stop(new ShutdownEvent());
        }
        assertThat(meters.get("outbox.rows").gauge().value()).isNotNegative();
        assertThat(meters.get("outbox.oldest").gauge().value()).isNotNegative();
    }

    private List<UUID> add(int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i += 10) {
            QuarkusTransaction.requiringNew().run(() -> {
                for (int j = 0; j < 10; j++) {
                    Event<RepositoryPushed> event = Events.pushed("branch");
                    outbox.add(Topic.REPOSITORY_PUSHED, "two-relays", event);
                    ids.add(event.id());
                }
            });
        }
        return ids;
    }

    private ConsumerRecord<String, byte[]> awaitRecord(UUID id) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> broker().records(Topic.REPOSITORY_PUSHED).stream()
                                .filter(message -> Broker.id(message).equals(id))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    private Broker broker() {
        return new Broker(bootstrapServers, prefix);
    }

    private long rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM outbox")) {
            result.next();
            return result.getLong(1);
        }
    }

    private List<Integer> relays() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted"
                                + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                                + " AND (classid::bigint << 32 | objid::bigint) = " + 0x506f727463756c6cL)) {
            List<Integer> pids = new ArrayList<>();
            while (result.next()) {
                pids.add(result.getInt(1));
            }
            return pids;
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

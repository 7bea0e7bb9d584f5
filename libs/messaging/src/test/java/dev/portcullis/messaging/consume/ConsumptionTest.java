// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Broker;
import dev.portcullis.messaging.Events;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.event.EncodedEvent;
import dev.portcullis.messaging.outbox.Outbox;
import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.messaging.publish.KafkaSender;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(PortcullisServers.class)
class ConsumptionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    PushEvents pushes;

    @Inject
    EventConsumer consumer;

    @Inject
    EventPublisher publisher;

    @Inject
    KafkaSender sender;

    @Inject
    DeadLetters deadLetters;

    @Inject
    Outbox outbox;

    @Inject
    AgroalDataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "portcullis.topics.prefix")
    String prefix;

    /** Tells this test's events from those of the others on the same topic. */
    private final String run = Ids.timeOrdered().toString();

    @Test
    void eventsOfOneKeyAreHandledOnceAndInOrder() {
        List<String> branches = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Event<RepositoryPushed> event = publish("event-" + i);
            branches.add(branch("event-" + i));
            if (i % 10 == 0) {
                publisher.publish(Topic.REPOSITORY_PUSHED, run, event);
            }
        }
        publish("last");
        branches.add(branch("last"));

        awaitHandled("last");
        assertThat(handled()).containsExactlyElementsOf(branches);
    }

    @Test
    void whileTheDatabaseIsAwayItWaitsAndSkipsNothing() {
        pushes.failFor(3);

        publish("first");
        publish("second");

        awaitHandled("second");
        assertThat(pushes.failuresLeft()).isZero();
        assertThat(handled()).containsExactly(branch("first"), branch("second"));
        assertThat(lettersOfThisRun()).isEmpty();
    }

    @Test
    void aConnectionKilledInItsTransactionIsReplacedAndNothingIsLost() {
        pushes.failFor(1, pushes::killConnection);

        publish("killed");
        publish("after");

        awaitHandled("after");
        assertThat(pushes.failuresLeft()).isZero();
        assertThat(handled()).containsExactly(branch("killed"), branch("after"));
        assertThat(lettersOfThisRun()).isEmpty();
    }

    @Test
    void anAssertionOfTheDatabaseDriverIsWaitedOutLikeALostConnection() {
        AssertionError drivers = new AssertionError("unexpected state");
        drivers.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("org.postgresql.core.v3.QueryExecutorImpl", "processResults", null, 1)
        });
        pushes.failFor(2, () -> {
            throw drivers;
        });

        publish("asserted");

        awaitHandled("asserted");
        assertThat(pushes.failuresLeft()).isZero();
        assertThat(handled()).containsExactly(branch("asserted"));
    }

    @Test
    void poisonInTheMiddleOfABatchGoesToTheDeadLettersAndTheRestGoesOn() {
        pushes.poison(branch("poison"));
        Map<String, String> headers = EncodedEvent.of(event("garbage")).headers();
        byte[] secret = "{\"project\": {\"token\": \"glpat-verysecret\", ".getBytes(StandardCharsets.UTF_8);

        publish("before");
        publish("poison");
        sender.send(Topic.REPOSITORY_PUSHED, run, new EncodedEvent(headers, secret))
                .join();
        publish("after");

        awaitHandled("after");
        assertThat(handled()).containsExactly(branch("before"), branch("after"));
        List<DeadLetter> letters = lettersOfThisRun();
        assertThat(letters).hasSize(2);
        assertThat(letters).anySatisfy(letter -> {
            assertThat(letter.error()).isEqualTo("the branch is unheard of");
            assertThat(letter.line()).isNull();
        });
        assertThat(letters).anySatisfy(letter -> {
            assertThat(letter.error()).startsWith("malformed JSON");
            assertThat(letter.line()).isEqualTo(1);
            assertThat(letter.column()).isPositive();
            assertThat(letter.size()).isEqualTo(secret.length);
            assertThat(letter.sha256()).isEqualTo(Digest.of(secret));
            assertThat(letter.excerpt()).isEqualTo("{\"aaaaaaa\": {\"aaaaa\": \"aaaaa.aaaaaaaaaa\", ");
            assertThat(letter.topic()).isEqualTo(prefix + Topic.REPOSITORY_PUSHED.topicName());
        });
    }

    @Test
    void oneBatchHoldsGoodEventsRepeatsAndPoison() {
        pushes.poison(branch("poison-1"));
        pushes.poison(branch("poison-2"));
        List<Event<RepositoryPushed>> events = new ArrayList<>();
        for (String name : List.of("first", "poison-1", "second", "poison-2", "third")) {
            events.add(event(name));
        }
        events.add(events.getFirst());
        TopicPartition place = new TopicPartition(prefix + "batch-" + run, 0);
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
        for (Event<RepositoryPushed> event : events) {
            batch.add(record(place, batch.size(), EncodedEvent.of(event)));
        }
        batch.add(new ConsumerRecord<>(place.topic(), 0, batch.size(), run, null));

        for (int delivery = 1; delivery <= 2; delivery++) {
            consumer.consume(new ConsumerRecords<>(Map.of(place, batch), Map.of()), pushes);

            assertThat(handled()).containsExactly(branch("first"), branch("second"), branch("third"));
            assertThat(lettersOfThisRun().stream().map(DeadLetter::offset)).containsExactlyInAnyOrder(1L, 3L, 6L);
        }
    }

    private ConsumerRecord<String, byte[]> record(TopicPartition place, long offset, EncodedEvent encoded) {
        ConsumerRecord<String, byte[]> message =
                new ConsumerRecord<>(place.topic(), place.partition(), offset, run, encoded.body());
        encoded.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        return message;
    }

    @Test
    void aDeadLetterIsReplayedOnceItsCauseIsMended() {
        pushes.poison(branch("poison"));
        publish("poison");
        await().atMost(PATIENCE).until(() -> lettersOfThisRun().size() == 1);
        DeadLetter letter = lettersOfThisRun().getFirst();

        assertThat(replay(letter))
                .isInstanceOfSatisfying(
                        ReplayOutcome.StillDead.class,
                        outcome -> assertThat(outcome.error()).isEqualTo("the branch is unheard of"));
        assertThat(handled()).isEmpty();

        pushes.mend();
        AtomicReference<DeadLetter> audited = new AtomicReference<>();
        Optional<ReplayOutcome> outcome = deadLetters.replay(letter.id(), "main:7", replayed -> {
            audited.set(replayed);
            // Proof that the callback shares the transaction: the outbox insists on one.
            outbox.add(Topic.REPOSITORY_PUSHED, run, event("audit"));
        });

        assertThat(outcome).get().isInstanceOf(ReplayOutcome.Handled.class);
        assertThat(audited.get().replayedBy()).isEqualTo("main:7");
        assertThat(handled()).startsWith(branch("poison"));
        assertThat(lettersOfThisRun()).isEmpty();
        assertThat(deadLetters.get(letter.id()).orElseThrow().replayedAt()).isNotNull();
        awaitHandled("audit");

        assertThat(replay(letter)).isInstanceOf(ReplayOutcome.Handled.class);
        assertThat(handled().stream().filter(branch("poison")::equals)).hasSize(1);
    }

    @Test
    void aReplayWhoseAuditFailsHasNotHappened() {
        pushes.poison(branch("poison"));
        publish("poison");
        await().atMost(PATIENCE).until(() -> lettersOfThisRun().size() == 1);
        DeadLetter letter = lettersOfThisRun().getFirst();
        pushes.mend();

        assertThatThrownBy(() -> deadLetters.replay(letter.id(), "main:7", replayed -> {
                    throw new IllegalStateException("no audit, no replay");
                }))
                .hasMessageContaining("no audit, no replay");

        assertThat(handled()).isEmpty();
        assertThat(lettersOfThisRun()).hasSize(1);
        assertThat(replay(letter)).isInstanceOf(ReplayOutcome.Handled.class);
    }

    @Test
    void aRecordThatKafkaHasNoMoreIsGone() throws SQLException {
        UUID id = letter(PushEvents.CONSUMER, 1_000_000);
        UUID orphan = letter("no-such-consumer", 0);

        assertThat(deadLetters.replay(id, "main:7", replayed -> {}))
                .get()
                .isInstanceOfSatisfying(
                        ReplayOutcome.Gone.class,
                        gone -> assertThat(gone.reason()).contains("does not keep"));
        assertThat(deadLetters.replay(orphan, "main:7", replayed -> {}))
                .get()
                .isInstanceOfSatisfying(
                        ReplayOutcome.Gone.class,
                        gone -> assertThat(gone.reason()).contains("no-such-consumer"));
        assertThat(deadLetters.replay(Ids.timeOrdered(), "main:7", replayed -> {}))
                .isEmpty();
    }

    @Test
    void deadLettersComeInPages() throws SQLException {
        for (int i = 0; i < 5; i++) {
            letter("paging", i);
        }
        List<UUID> all = deadLetters.list(Optional.empty(), true, 1_000).stream()
                .map(DeadLetter::id)
                .toList();

        List<UUID> paged = new ArrayList<>();
        Optional<UUID> cursor = Optional.empty();
        List<DeadLetter> page = deadLetters.list(cursor, true, 2);
        while (!page.isEmpty()) {
            page.forEach(letter -> paged.add(letter.id()));
            cursor = Optional.of(page.getLast().id());
            page = deadLetters.list(cursor, true, 2);
        }

        assertThat(paged).startsWith(all.toArray(UUID[]::new)).doesNotHaveDuplicates();
    }

    @Test
    void anEventThatIsPublishedDirectlyIsThere() {
        Event<RepositoryPushed> event = publish("direct");

        assertThat(new Broker(bootstrapServers, prefix).ids(Topic.REPOSITORY_PUSHED))
                .contains(event.id());
    }

    @Test
    void theConsumerGroupIsTheDeployments() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            assertThat(admin.listGroups().all().get().stream().map(GroupListing::groupId))
                    .contains(prefix + "messaging-test");
        }
    }

    private UUID letter(String consumer, long offset) throws SQLException {
        UUID id = Ids.timeOrdered();
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO dead_letter (id, consumer, topic, partition, record_offset, key, sha256, size,"
                                + " error, excerpt) VALUES (?, ?, ?, 0, ?, 'x', 'x', 1, 'x', 'x')")) {
            insert.setObject(1, id);
            insert.setString(2, consumer);
            insert.setString(3, prefix + Topic.REPOSITORY_PUSHED.topicName());
            insert.setLong(4, offset);
            insert.executeUpdate();
        }
        return id;
    }

    private ReplayOutcome replay(DeadLetter letter) {
        return deadLetters.replay(letter.id(), "main:7", replayed -> {}).orElseThrow();
    }

    private Event<RepositoryPushed> publish(String name) {
        Event<RepositoryPushed> event = event(name);
        publisher.publish(Topic.REPOSITORY_PUSHED, run, event);
        return event;
    }

    private Event<RepositoryPushed> event(String name) {
        return Events.pushed(branch(name));
    }

    private String branch(String name) {
        return run + "/" + name;
    }

    private void awaitHandled(String name) {
        await().atMost(PATIENCE).until(() -> handled().contains(branch(name)));
    }

    private List<DeadLetter> lettersOfThisRun() {
        return deadLetters.list(Optional.empty(), false, 1_000).stream()
                .filter(letter -> run.equals(letter.key()))
                .toList();
    }

    private List<String> handled() {
        return QuarkusTransaction.requiringNew().call(() -> {
            try (Connection connection = database.getConnection();
                    PreparedStatement select = connection.prepareStatement(
                            "SELECT branch FROM handled WHERE branch LIKE ? ORDER BY seq")) {
                select.setString(1, run + "/%");
                try (ResultSet rows = select.executeQuery()) {
                    List<String> branches = new ArrayList<>();
                    while (rows.next()) {
                        branches.add(rows.getString(1));
                    }
                    return branches;
                }
            }
        });
    }
}

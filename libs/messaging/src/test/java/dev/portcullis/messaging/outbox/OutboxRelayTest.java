// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.RepositoryPushed;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Broker;
import dev.portcullis.messaging.Events;
import dev.portcullis.messaging.FailpointsFixture;
import dev.portcullis.messaging.MessagingDatabase;
import dev.portcullis.messaging.publish.KafkaSender;
import dev.portcullis.messaging.publish.SenderFixture;
import dev.portcullis.sandbox.testing.PortcullisServers;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxRelayTest {
    private PortcullisServers servers;
    private MessagingDatabase database;
    private Broker broker;
    private KafkaSender sender;

    @BeforeEach
    void open() throws Exception {
        servers = PortcullisServers.open("relay");
        database = new MessagingDatabase(servers);
        broker = new Broker(servers.bootstrapServers(), servers.topicPrefix());
        broker.createTopics();
        sender = SenderFixture.to(servers.bootstrapServers(), servers.topicPrefix(), Duration.ofSeconds(10));
    }

    @AfterEach
    void close() {
        SenderFixture.close(sender);
        servers.close();
    }

    @Test
    void rowsGoOutInOrderAndInBatches() throws Exception {
        List<UUID> ids = fill(25);
        OutboxRelay relay = new OutboxRelay(sender, FailpointsFixture.none(), 10);
        try (Connection connection = database.connect()) {
            assertThat(relay.takeLock(connection)).isTrue();
            assertThat(relay.relay(connection)).isTrue();
            assertThat(database.count("SELECT count(*) FROM outbox")).isEqualTo(15);
            assertThat(relay.relay(connection)).isTrue();
            assertThat(relay.relay(connection)).isFalse();
            assertThat(relay.relay(connection)).isFalse();
        }
        assertThat(broker.ids(Topic.REPOSITORY_PUSHED)).containsExactlyElementsOf(ids);
        assertThat(database.count("SELECT count(*) FROM outbox")).isZero();
    }

    @Test
    void aCrashBetweenSendingAndDeletingRepeatsEventsWithTheirIdsAndLosesNone(@TempDir Path marks) throws Exception {
        List<UUID> ids = fill(25);

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProcess.class.getName(),
                        servers.jdbcUrl() + "?user=" + servers.username() + "&password=" + servers.password(),
                        servers.bootstrapServers(),
                        servers.topicPrefix(),
                        marks.toString())
                .redirectErrorStream(true)
                .redirectOutput(marks.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(137);
        assertThat(marks.resolve("outbox.published")).exists();
        assertThat(database.count("SELECT count(*) FROM outbox")).isEqualTo(15);
        assertThat(broker.ids(Topic.REPOSITORY_PUSHED)).containsExactlyElementsOf(ids.subList(0, 20));

        drain(sender);

        List<UUID> received = broker.ids(Topic.REPOSITORY_PUSHED);
        List<UUID> expected = new ArrayList<>(ids.subList(0, 20));
        expected.addAll(ids.subList(10, 25));
        assertThat(received).containsExactlyElementsOf(expected);
        assertThat(new HashSet<>(received)).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void theOutboxKeepsWhatAnAbsentKafkaDoesNotTake() throws Exception {
        List<UUID> ids = fill(3);
        KafkaSender lost = SenderFixture.to("127.0.0.1:" + unusedPort(), servers.topicPrefix(), Duration.ofSeconds(2));
        OutboxRelay relay = new OutboxRelay(lost, FailpointsFixture.none(), 10);
        try (Connection connection = database.connect()) {
            assertThatThrownBy(() -> relay.relay(connection)).isInstanceOf(CompletionException.class);
        } finally {
            SenderFixture.close(lost);
        }
        assertThat(database.count("SELECT count(*) FROM outbox")).isEqualTo(3);

        drain(sender);

        assertThat(broker.ids(Topic.REPOSITORY_PUSHED)).containsExactlyElementsOf(ids);
    }

    @Test
    void onlyOneRelayIsActiveAndItsSuccessorTakesOver() throws Exception {
        OutboxRelay first = new OutboxRelay(sender, FailpointsFixture.none(), 10);
        OutboxRelay second = new OutboxRelay(sender, FailpointsFixture.none(), 10);
        try (Connection active = database.connect();
                Connection standby = database.connect()) {
            assertThat(first.takeLock(active)).isTrue();
            assertThat(second.takeLock(standby)).isFalse();

            first.releaseLock(active);
            assertThat(second.takeLock(standby)).isTrue();
            assertThat(first.takeLock(active)).isFalse();
        }
        try (Connection afterwards = database.connect()) {
            assertThat(first.takeLock(afterwards))
                    .as("the lock has gone with its connection")
                    .isTrue();
        }
    }

    private void drain(KafkaSender to) throws Exception {
        OutboxRelay relay = new OutboxRelay(to, FailpointsFixture.none(), 10);
        try (Connection connection = database.connect()) {
            boolean more = true;
            while (more) {
                more = relay.relay(connection);
            }
        }
        assertThat(database.count("SELECT count(*) FROM outbox")).isZero();
    }

    private List<UUID> fill(int count) throws Exception {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Event<RepositoryPushed> event = Events.pushed("branch-" + i);
            database.addToOutbox("main:42", event);
            ids.add(event.id());
        }
        return ids;
    }

    private static int unusedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import static dev.portcullis.audit.AuditTopic.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.audit.AuditTopic;
import dev.portcullis.audit.AuditTopic.Sent;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
class RestartTest {
    private static final Duration LONG = Duration.ofSeconds(90);

    @Inject
    AgroalDataSource dataSource;

    @Inject
    LogStore logStore;

    @Inject
    AuditEvents events;

    @Inject
    AppendEntries append;

    private Log log;
    private AuditTopic topic;
    private long start;

    @BeforeEach
    void open() throws SQLException {
        log = new Log(dataSource);
        topic = new AuditTopic();
        start = log.size();
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void whatCameWhileTheServiceWasDownIsReadOnce() throws Exception {
        List<Sent> before = entries("before", 50);
        List<Sent> meanwhile = entries("meanwhile", 700);
        List<Sent> after = entries("after", 50);
        topic.send(before);
        awaitGrowth(before.size());

        events.stop();
        topic.send(meanwhile);
        assertThat(log.size()).isEqualTo(start + before.size());
        events.start();
        topic.send(after);

        awaitGrowth(800);
        assertIsExactly(before, meanwhile, after);
    }

    @Test
    void batchesThatDieWithTheirConnectionLeaveNothingBehind() throws Exception {
        List<Sent> sent = entries("killed", 1_200);
        for (int from = 0; from < sent.size(); from += 400) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("lock table entry in exclusive mode");
                topic.send(sent.subList(from, from + 400));
                await().atMost(LONG).until(() -> cutOff() > 0);
                connection.rollback();
            }
        }

        awaitGrowth(sent.size());
        assertIsExactly(sent);
        await().atMost(LONG).untilAsserted(() -> assertThat(events.failure()).isNull());
    }

    @Test
    void twoSequencersThatBothBelieveToBeAloneDoNotAppendTwice() throws Exception {
        List<Sent> sent = entries("fenced", 3_000);
        topic.send(sent.subList(0, 500));
        try (Sequencer second = new Sequencer(settings("zombie"), AuditTopic.name(), append)) {
            topic.send(sent.subList(500, 3_000));
            await().atMost(LONG).until(() -> {
                second.step();
                return log.size() >= start + sent.size();
            });
            for (int i = 0; i < 5; i++) {
                second.step();
            }
        }

        assertIsExactly(sent);
    }

    @Test
    void aTopicThatWasCreatedAnewIsReadFromItsBeginning() throws Exception {
        List<Sent> before = entries("old topic", 20);
        List<Sent> after = entries("new topic", 10);
        topic.send(before);
        awaitGrowth(before.size());

        events.stop();
        recreateTopic();
        topic.send(after);
        events.start();

        awaitGrowth(30);
        assertIsExactly(before, after);
    }

    /** Ends, as a crash would, the connections that wait in the middle of a transaction for the lock. */
    private long cutOff() throws SQLException {
        String kill = """
                select count(pg_terminate_backend(pid)) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query ilike 'insert into %s%%'
                """.formatted("entry");
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(kill)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void recreateTopic() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", AuditTopic.bootstrapServers()))) {
            admin.deleteTopics(List.of(AuditTopic.name())).all().get(30, TimeUnit.SECONDS);
            await().atMost(LONG)
                    .ignoreExceptionsInstanceOf(ExecutionException.class)
                    .until(() -> {
                        admin.createTopics(List.of(new NewTopic(AuditTopic.name(), 1, (short) 1)))
                                .all()
                                .get(30, TimeUnit.SECONDS);
                        return true;
                    });
        }
    }

    private static Map<String, Object> settings(String group) {
        return Map.of(
                "bootstrap.servers",
                AuditTopic.bootstrapServers(),
                "group.id",
                AuditTopic.name() + group,
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none");
    }

    private static List<Sent> entries(String label, int count) {
        List<Sent> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Sent.entry(json("proposal.created", label + i, "gitlab/acme")));
        }
        return entries;
    }

    @SafeVarargs
    private void assertIsExactly(List<Sent>... sent) throws SQLException {
        List<String> bodies = new ArrayList<>();
        for (List<Sent> some : sent) {
            some.forEach(one -> bodies.add(new String(one.body(), StandardCharsets.UTF_8)));
        }
        assertThat(log.from(start).stream().map(Log.Row::body)).containsExactlyElementsOf(bodies);
        assertThat(log.number("select count(*) from entry")).isEqualTo(log.size());
        assertThat(logStore.read().tree().root()).isEqualTo(log.recomputedRoot());
    }

    private void awaitGrowth(long leaves) {
        await().atMost(LONG).until(() -> log.size() >= start + leaves);
    }
}

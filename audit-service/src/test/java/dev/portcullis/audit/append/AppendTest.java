// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import static dev.portcullis.audit.AuditTopic.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.audit.AuditTopic;
import dev.portcullis.audit.AuditTopic.Sent;
import dev.portcullis.contracts.EventType;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
class AppendTest {
    @Inject
    AgroalDataSource dataSource;

    @Inject
    LogStore logStore;

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
    void theTreeIsThatOfTheRawBytes() throws SQLException {
        topic.close();
        assertThat(logStore.read().tree().root()).isEqualTo(log.recomputedRoot());
        assertThat(log.number("select count(*) from entry")).isEqualTo(log.size());
        assertThat(log.number("select max(leaf_index) + 1 from entry")).isEqualTo(log.size());
    }

    @Test
    void recordsBecomeLeavesInTheTopicsOrder() throws Exception {
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            sent.add(Sent.entry(json("proposal.created", "o" + i, "gitlab/acme")));
        }
        topic.send(sent);

        awaitGrowth(sent.size());
        assertThat(log.from(start).stream().map(Log.Row::body)).containsExactlyElementsOf(bodies(sent));
        assertThat(log.from(start).stream().map(Log.Row::fault)).containsOnlyNulls();
    }

    @Test
    void anEventThatComesTwiceIsOneLeaf() throws Exception {
        Sent first = Sent.entry(json("proposal.created", "twice", "gitlab/acme"));
        Sent last = Sent.entry(json("proposal.created", "last", "gitlab/acme"));
        topic.send(List.of(first, first));
        awaitGrowth(1);
        topic.send(List.of(first, last));

        awaitGrowth(2);
        assertThat(log.from(start).stream().map(Log.Row::body)).containsExactlyElementsOf(bodies(List.of(first, last)));
    }

    @Test
    void anEventIdWithOtherBytesIsALeafThatSaysSo() throws Exception {
        Sent honest = Sent.entry(json("proposal.created", "honest", "gitlab/acme"));
        Sent forged = new Sent(honest.id(), honest.type(), "{}".getBytes(StandardCharsets.UTF_8));
        topic.send(List.of(honest, forged));

        awaitGrowth(2);
        Log.Row row = log.from(start).getLast();
        assertThat(row.body()).isEqualTo("{}");
        assertThat(row.namespace()).isEmpty();
        assertThat(row.fault()).isNotEmpty();
    }

    @Test
    void whateverTheBytesAreTheyBecomeALeafAndTheNextOneFollows() throws Exception {
        List<Sent> poison = poison();
        topic.send(poison);
        topic.send(List.of(Sent.entry(json("proposal.created", "after", "gitlab/acme"))));

        awaitGrowth(poison.size() + 1);
        List<Log.Row> rows = log.from(start);
        assertThat(rows.getLast().fault()).isNull();
        for (Log.Row row : rows.subList(0, poison.size())) {
            assertThat(row.fault()).as(row.body()).isNotBlank().doesNotContain("hunter2");
            assertThat(row.namespace())
                    .as("a leaf that cannot be read is no subtree's")
                    .isEmpty();
        }
    }

    @Test
    void oddButReadableEntriesAreNoPoison() throws Exception {
        List<Sent> odd = List.of(
                Sent.entry(json("proposal.created", "nul \\u0000 inside", "gitlab/acme")),
                Sent.entry(json("proposal.created", "half a pair \\ud83d", "gitlab/acme")),
                Sent.entry(json("proposal.created", "x".repeat(200_000), "gitlab/acme")),
                Sent.entry(json("proposal.created", "😀".repeat(30_000), "gitlab/acme")),
                Sent.entry(json("proposal.created", "future", "gitlab/acme").replace("{}", "{}, \"later\": [1]")));
        topic.send(odd);

        awaitGrowth(odd.size());
        assertThat(log.from(start).stream().map(Log.Row::fault)).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update entry set raw = 'x'",
                "delete from entry",
                "truncate entry",
                "update log set size = size - 1",
                "delete from log",
                "truncate log cascade",
                "insert into entry (log, leaf_index, leaf_hash, raw, topic, topic_id, topic_partition, topic_offset,"
                        + " received_at, occurred_at, namespace, search) select log, leaf_index + 5, leaf_hash, raw,"
                        + " topic, topic_id, 77, topic_offset, received_at, occurred_at, namespace, search from entry"
                        + " order by leaf_index desc limit 1"
            })
    void theDatabaseRefusesWhateverDoesNotAppend(String sql) throws Exception {
        topic.send(List.of(Sent.entry(json("proposal.created", "guarded", "gitlab/acme"))));
        awaitGrowth(1);

        assertThatThrownBy(() -> log.execute(sql)).hasMessageContaining("the audit log");
    }

    private static List<Sent> poison() {
        String audit = EventType.AUDIT.type();
        String good = json("proposal.created", "hunter2", "gitlab/acme");
        return List.of(
                poison(audit, "not JSON, hunter2"),
                poison(audit, ""),
                poison(audit, "null"),
                poison(audit, "{\"occurredAt\": \"hunter2\"}"),
                poison(audit, good + "{}"),
                poison(audit, good.replace("2026-11-24T12:00:00Z", "+999999-11-24T12:00:00Z")),
                poison(audit, good.replace("gitlab/acme", "gitlab/" + "n".repeat(5_000))),
                poison(audit, "[".repeat(100_000)),
                poison(audit, good.replace("hunter2", "x".repeat(300_000))),
                poison("dev.portcullis.security-alert.v1", good),
                poison(null, good),
                new Sent(null, audit, utf8(good)),
                new Sent("no uuid", audit, utf8(good)),
                new Sent(UUID.randomUUID().toString(), audit, null),
                new Sent(UUID.randomUUID().toString(), audit, new byte[] {(byte) 0xc3, (byte) 0x28, 0}),
                new Sent(UUID.randomUUID().toString(), audit, good.getBytes(StandardCharsets.UTF_16)));
    }

    private static Sent poison(String type, String body) {
        return new Sent(UUID.randomUUID().toString(), type, utf8(body));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> bodies(List<Sent> sent) {
        return sent.stream()
                .map(one -> new String(one.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private void awaitGrowth(long leaves) {
        await().atMost(Duration.ofSeconds(60)).until(() -> log.size() >= start + leaves);
    }
}

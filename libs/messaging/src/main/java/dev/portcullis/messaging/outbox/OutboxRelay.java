// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Failpoints;
import dev.portcullis.messaging.event.EncodedEvent;
import dev.portcullis.messaging.publish.KafkaSender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Moves rows of the outbox to Kafka on one database connection that holds a lock as long as it lives. Reading, holding
 * the lock and deleting share the connection, so a relay that has lost the lock can no longer delete.
 */
final class OutboxRelay {
    /** "Portcull" in ASCII: the one advisory lock that Portcullis takes in a service's database. */
    private static final long LOCK = 0x506f727463756c6cL;

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Row(long seq, String topic, String key, EncodedEvent event) {}

    private final KafkaSender sender;
    private final Failpoints failpoints;
    private final int batch;

    OutboxRelay(KafkaSender sender, Failpoints failpoints, int batch) {
        this.sender = sender;
        this.failpoints = failpoints;
        this.batch = batch;
    }

    /** Whether {@code connection} is now, or was already, the one that relays. */
    boolean takeLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // A server notices after 30 s, not after hours, that the machine of the active relay is gone.
            statement.execute("SET tcp_keepalives_idle = 15");
            statement.execute("SET tcp_keepalives_interval = 5");
            statement.execute("SET tcp_keepalives_count = 3");
            try (ResultSet rows = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    void releaseLock(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock(" + LOCK + ")");
        }
    }

    /**
     * Sends the oldest rows and deletes those that Kafka has acknowledged.
     *
     * @return whether there may be more
     * @throws SQLException where the connection, and with it the lock, is lost
     * @throws CompletionException where Kafka did not take all of them; the rest stays
     */
    boolean relay(Connection connection) throws SQLException {
        List<Row> rows = oldest(connection);
        if (rows.isEmpty()) {
            return false;
        }
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        for (Row row : rows) {
            CompletableFuture<Void> acknowledged =
                    sender.send(Topic.named(row.topic()).orElseThrow(), row.key(), row.event());
            sent.add(acknowledged);
            if (acknowledged.isCompletedExceptionally()) {
                // The broker is away: each further row would wait for it in turn.
                break;
            }
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new));
        all.exceptionally(failure -> null).join();
        failpoints.hit("outbox.published");
        List<Long> acknowledged = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (!sent.get(i).isCompletedExceptionally()) {
                acknowledged.add(rows.get(i).seq());
            }
        }
        delete(connection, acknowledged);
        all.join();
        return rows.size() == batch;
    }

    private List<Row> oldest(Connection connection) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT seq, topic, key, headers, body FROM outbox ORDER BY seq LIMIT ?")) {
            select.setInt(1, batch);
            try (ResultSet rows = select.executeQuery()) {
                List<Row> oldest = new ArrayList<>();
                while (rows.next()) {
                    EncodedEvent event = new EncodedEvent(headers(rows.getString(4)), rows.getBytes(5));
                    oldest.add(new Row(rows.getLong(1), rows.getString(2), rows.getString(3), event));
                }
                return oldest;
            }
        }
    }

    private static void delete(Connection connection, List<Long> seqs) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM outbox WHERE seq = ANY (?)")) {
            delete.setArray(1, connection.createArrayOf("bigint", seqs.toArray()));
            delete.executeUpdate();
        }
    }

    private static Map<String, String> headers(String json) {
        try {
            return JSON.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the outbox holds headers that are no JSON object of strings", e);
        }
    }
}

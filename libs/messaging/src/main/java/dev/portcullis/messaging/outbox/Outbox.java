// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.outbox;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.AfterCommit;
import dev.portcullis.messaging.DatabaseException;
import dev.portcullis.messaging.event.EncodedEvent;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;

/**
 * Events that are published if, and only if, the transaction of the change that they tell of commits. Each is sent at
 * least once, always with the same id.
 */
@ApplicationScoped
public class Outbox {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final AgroalDataSource database;
    private final AfterCommit afterCommit;
    private final OutboxLoop loop;

    Outbox(AgroalDataSource database, AfterCommit afterCommit, OutboxLoop loop) {
        this.database = database;
        this.afterCommit = afterCommit;
        this.loop = loop;
    }

    /**
     * Adds {@code event} in the caller's transaction, which has to exist.
     *
     * @param topic the topic of the event's type
     * @param key decides the partition, and with it the order in which readers see events
     * @throws IllegalArgumentException where the body is larger than {@link Event#MAX_BYTES} or the event belongs on
     *     another topic
     * @throws jakarta.transaction.TransactionalException outside a transaction
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(Topic topic, String key, Event<?> event) {
        requireNonNull(key, "key is null");
        if (event.type().topic() != topic) {
            throw new IllegalArgumentException(event.type().type() + " belongs on "
                    + event.type().topic().topicName() + ", not on " + topic.topicName());
        }
        EncodedEvent encoded = EncodedEvent.of(event);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO outbox (event_id, topic, key, headers, body) VALUES (?, ?, ?, ?::jsonb, ?)")) {
            insert.setObject(1, event.id());
            insert.setString(2, topic.topicName());
            insert.setString(3, key);
            insert.setString(4, json(encoded.headers()));
            insert.setBytes(5, encoded.body());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("event " + event.id() + " cannot be put into the outbox", e);
        }
        afterCommit.run("portcullis.outbox", loop::wake);
    }

    private static String json(Map<String, String> headers) {
        try {
            return JSON.writeValueAsString(headers);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }
}

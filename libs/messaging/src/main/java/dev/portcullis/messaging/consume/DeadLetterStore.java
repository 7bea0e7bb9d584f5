// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import dev.portcullis.messaging.AfterCommit;
import dev.portcullis.messaging.DatabaseException;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.event.UnreadableEventException.Position;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The table {@code dead_letter}. */
@ApplicationScoped
class DeadLetterStore {
    private static final Logger LOG = Logger.getLogger(DeadLetterStore.class);
    private static final int LONGEST_TEXT = 500;

    private static final String SELECT = "SELECT id, consumer, topic, partition, record_offset, key, sha256, size,"
            + " error, error_line, error_column, excerpt, created_at, replayed_at, replayed_by FROM dead_letter";

    private static final String INSERT = "INSERT INTO dead_letter (id, consumer, topic, partition, record_offset, key,"
            + " sha256, size, error, error_line, error_column, excerpt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            + " ON CONFLICT DO NOTHING";

    private final AgroalDataSource database;
    private final AfterCommit afterCommit;

    DeadLetterStore(AgroalDataSource database, AfterCommit afterCommit) {
        this.database = database;
        this.afterCommit = afterCommit;
    }

    /** Puts a record aside in the caller's transaction, which has to exist; once, however often it is delivered. */
    void add(String consumer, ConsumerRecord<String, byte[]> message, String error, Optional<Position> position) {
        byte[] body = message.value() == null ? new byte[0] : message.value();
        int added = update(
                INSERT,
                Ids.timeOrdered(),
                consumer,
                message.topic(),
                message.partition(),
                message.offset(),
                shortened(message.key()),
                Digest.of(body),
                body.length,
                shortened(error),
                position.map(Position::line).orElse(null),
                position.map(Position::column).orElse(null),
                MaskedExcerpt.of(body, position.map(Position::byteOffset).orElse(0L)));
        if (added == 1) {
            String place = message.topic() + "-" + message.partition() + " offset " + message.offset();
            afterCommit.run(
                    "dead letter " + consumer + " " + place,
                    () -> LOG.errorf("%s puts %s aside as a dead letter: %s", consumer, place, error));
        }
    }

    List<DeadLetter> list(@Nullable UUID after, boolean withReplayed, int limit) {
        String open = withReplayed ? "" : " AND replayed_at IS NULL";
        return query(
                SELECT + " WHERE (?::uuid IS NULL OR id > ?::uuid)" + open + " ORDER BY id LIMIT ?",
                after,
                after,
                limit);
    }

    Optional<DeadLetter> get(UUID id) {
        return query(SELECT + " WHERE id = ?", id).stream().findFirst();
    }

    /** Locks the letter until the transaction ends, so that two replays of it do not overlap. */
    Optional<DeadLetter> lock(UUID id) {
        return query(SELECT + " WHERE id = ? FOR UPDATE", id).stream().findFirst();
    }

    void replayed(UUID id, String by) {
        update("UPDATE dead_letter SET replayed_at = now(), replayed_by = ? WHERE id = ?", by, id);
    }

    long countOpen() {
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT count(*) FROM dead_letter WHERE replayed_at IS NULL");
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new DatabaseException("the dead letters cannot be counted", e);
        }
    }

    private List<DeadLetter> query(String sql, @Nullable Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                List<DeadLetter> letters = new ArrayList<>();
                while (rows.next()) {
                    letters.add(letter(rows));
                }
                return letters;
            }
        } catch (SQLException e) {
            throw new DatabaseException("the dead letters cannot be read", e);
        }
    }

    private int update(String sql, @Nullable Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("the dead letters cannot be written", e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        return new DeadLetter(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getInt(4),
                row.getLong(5),
                row.getString(6),
                row.getString(7),
                row.getInt(8),
                row.getString(9),
                row.getObject(10, Integer.class),
                row.getObject(11, Integer.class),
                row.getString(12),
                row.getObject(13, OffsetDateTime.class).toInstant(),
                instant(row.getObject(14, OffsetDateTime.class)),
                row.getString(15));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static @Nullable String shortened(@Nullable String text) {
        // PostgreSQL's text holds no NUL, which a foreign record's key may well do.
        return text == null
                ? null
                : text.substring(0, Math.min(text.length(), LONGEST_TEXT)).replace('\0', ' ');
    }
}

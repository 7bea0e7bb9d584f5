// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import dev.portcullis.messaging.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code work}. Every method runs in the caller's transaction, or in one statement of its own. */
@ApplicationScoped
class WorkStore {
    private static final String MARK = """
            INSERT INTO work AS w (kind, key, dirty, due_at, priority)
            SELECT ?, key, 1, ?, ? FROM unnest(?::text[]) WITH ORDINALITY AS wanted (key, place) ORDER BY place
            ON CONFLICT (kind, key) DO UPDATE SET
                dirty = w.dirty + 1,
                due_at = CASE WHEN w.dirty > w.done THEN least(w.due_at, excluded.due_at) ELSE excluded.due_at END,
                priority = CASE WHEN w.dirty > w.done THEN greatest(w.priority, excluded.priority)
                           ELSE excluded.priority END""";

    private static final String LEASE = """
            WITH due AS (
                SELECT kind, key FROM work
                WHERE kind = ? AND dirty > done AND due_at <= now() AND (lease_until IS NULL OR lease_until <= now())
                ORDER BY priority DESC, due_at
                LIMIT ? FOR UPDATE SKIP LOCKED)
            UPDATE work w SET
                lease_owner = gen_random_uuid(),
                lease_until = now() + ? * interval '1 millisecond',
                lease_epoch = lease_epoch + 1,
                attempts = attempts + 1
            FROM due WHERE w.kind = due.kind AND w.key = due.key
            RETURNING w.kind, w.key, w.lease_owner, w.lease_epoch, w.dirty, w.attempts, w.lease_until""";

    private static final String COMPLETE = """
            UPDATE work SET
                done = ?,
                dirty = CASE WHEN dirty = ? AND ?::timestamptz IS NOT NULL THEN dirty + 1 ELSE dirty END,
                due_at = CASE WHEN dirty = ? THEN coalesce(?::timestamptz, due_at) ELSE due_at END,
                done_at = now(), lease_owner = NULL, lease_until = NULL, attempts = 0, last_error = NULL
            WHERE kind = ? AND key = ? AND lease_owner = ? AND lease_epoch = ?""";

    private static final String RETRY = """
            UPDATE work SET
                due_at = now() + ? * interval '1 millisecond', last_error = ?, lease_owner = NULL, lease_until = NULL
            WHERE kind = ? AND key = ? AND lease_owner = ? AND lease_epoch = ?""";

    private static final String EXTEND = """
            UPDATE work SET lease_until = now() + ? * interval '1 millisecond'
            WHERE kind = ? AND key = ? AND lease_owner = ? AND lease_epoch = ?""";

    private static final String ITEM =
            "SELECT kind, key, dirty, done, due_at, priority, attempts, last_error FROM work";

    private final AgroalDataSource database;

    WorkStore(AgroalDataSource database) {
        this.database = database;
    }

    /** Rows are locked in the order of {@code keys}. */
    void mark(String kind, SortedSet<String> keys, int priority, Instant dueAt) {
        update(MARK, kind, utc(dueAt), priority, keys.toArray(String[]::new));
    }

    List<WorkLease> lease(String kind, int max, Duration duration) {
        return query(LEASE, WorkStore::lease, kind, max, duration.toMillis());
    }

    /** Returns whether the lease still held. {@code again} marks the row once more, if nobody else has. */
    boolean complete(WorkLease lease, @Nullable Instant again) {
        OffsetDateTime due = again == null ? null : utc(again);
        return update(
                        COMPLETE,
                        lease.dirty(),
                        lease.dirty(),
                        due,
                        lease.dirty(),
                        due,
                        lease.kind(),
                        lease.key(),
                        lease.owner(),
                        lease.epoch())
                == 1;
    }

    boolean retry(WorkLease lease, Duration wait, String error) {
        return update(RETRY, wait.toMillis(), error, lease.kind(), lease.key(), lease.owner(), lease.epoch()) == 1;
    }

    boolean extend(WorkLease lease, Duration duration) {
        return update(EXTEND, duration.toMillis(), lease.kind(), lease.key(), lease.owner(), lease.epoch()) == 1;
    }

    Optional<WorkItem> find(String kind, String key) {
        return query(ITEM + " WHERE kind = ? AND key = ?", WorkStore::item, kind, key).stream()
                .findFirst();
    }

    List<WorkItem> stuck(int attempts, Duration overdue, int limit) {
        return query(
                ITEM + " WHERE dirty > done AND (attempts >= ? OR due_at < now() - ? * interval '1 millisecond')"
                        + " ORDER BY due_at, kind, key LIMIT ?",
                WorkStore::item,
                attempts,
                overdue.toMillis(),
                limit);
    }

    int prune(Duration age, int max) {
        return update(
                "DELETE FROM work WHERE ctid IN (SELECT ctid FROM work WHERE dirty = done"
                        + " AND done_at < now() - ? * interval '1 millisecond' LIMIT ? FOR UPDATE SKIP LOCKED)",
                age.toMillis(),
                max);
    }

    WorkCounts count(String kind, int stuckAttempts) {
        return query(
                        "SELECT count(*) FILTER (WHERE due_at <= now()),"
                                + " coalesce(extract(epoch FROM now() - min(due_at)), 0),"
                                + " count(*) FILTER (WHERE attempts >= ?)"
                                + " FROM work WHERE kind = ? AND dirty > done",
                        row -> new WorkCounts(row.getLong(1), Math.max(0, row.getDouble(2)), row.getLong(3)),
                        stuckAttempts,
                        kind)
                .getFirst();
    }

    private static WorkLease lease(ResultSet row) throws SQLException {
        return new WorkLease(
                row.getString(1),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getLong(4),
                row.getLong(5),
                row.getInt(6),
                row.getObject(7, OffsetDateTime.class).toInstant());
    }

    private static WorkItem item(ResultSet row) throws SQLException {
        return new WorkItem(
                row.getString(1),
                row.getString(2),
                row.getLong(3),
                row.getLong(4),
                row.getObject(5, OffsetDateTime.class).toInstant(),
                row.getInt(6),
                row.getInt(7),
                row.getString(8));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String sql, RowReader<T> reader, Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            try (ResultSet rows = statement.executeQuery()) {
                List<T> results = new ArrayList<>();
                while (rows.next()) {
                    results.add(reader.read(rows));
                }
                return results;
            }
        } catch (SQLException e) {
            throw new DatabaseException("the table of work cannot be read", e);
        }
    }

    private int update(String sql, @Nullable Object... arguments) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, arguments);
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("the table of work cannot be written", e);
        }
    }

    private static void bind(PreparedStatement statement, @Nullable Object... arguments) throws SQLException {
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import dev.portcullis.auditlog.Hash;
import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.service.sql.ColumnText;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes the log's entries, and never anything else. */
@ApplicationScoped
class EntryStore {
    private static final String INSERT = """
            insert into entry (log, leaf_index, leaf_hash, raw, topic, topic_id, topic_partition, topic_offset, received_at,
                fault, event_id, event_type, source, subject, event_time, correlation_id, causation_id, traceparent,
                occurred_at, actor_kind, actor_id, actor_name, action, object_type, object_id,
                namespace, instance, project_id, search)
            values (?, ?, ?, ?, ?, ?, ?, ?, now(),  ?, ?, ?, ?, ?, ?, ?, ?, ?,  ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, to_tsvector('simple', ?))
            """;

    private final AgroalDataSource dataSource;

    EntryStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** A leaf that carries an event id. */
    record Known(long index, Hash hash) {}

    /** Those of the event ids that are in the log, with their leaves. */
    Map<UUID, Known> known(Collection<UUID> eventIds) throws SQLException {
        Map<UUID, Known> known = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "select event_id, leaf_index, leaf_hash from entry where event_id = any (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", eventIds.toArray()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.put(row.getObject(1, UUID.class), new Known(row.getLong(2), Hash.of(row.getBytes(3))));
                }
            }
        }
        return known;
    }

    /** Writes leaves in the log's order, the first at {@code firstIndex}. */
    void insert(Source source, long firstIndex, List<Leaf> leaves) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            long index = firstIndex;
            for (Leaf leaf : leaves) {
                new Row(insert).fill(source, index++, leaf);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Fills one row's placeholders from left to right. */
    private static final class Row {
        private final PreparedStatement insert;
        private int column;

        Row(PreparedStatement insert) {
            this.insert = insert;
        }

        void fill(Source source, long index, Leaf leaf) throws SQLException {
            text(LogStore.LOG);
            object(index, Types.BIGINT);
            object(leaf.hash().bytes(), Types.BINARY);
            object(leaf.raw(), Types.BINARY);
            text(source.topic());
            object(source.topicId(), Types.OTHER);
            object(source.partition(), Types.INTEGER);
            object(leaf.offset(), Types.BIGINT);
            text(leaf.fault());
            headers(leaf.headers());
            columns(leaf.entry(), leaf.timestamp());
        }

        private void headers(EventHeaders headers) throws SQLException {
            object(headers.id(), Types.OTHER);
            text(headers.type());
            text(headers.source());
            text(headers.subject());
            time(headers.time());
            text(headers.correlationId());
            text(headers.causationId());
            text(headers.traceparent());
        }

        private void columns(@Nullable AuditEntry entry, Instant timestamp) throws SQLException {
            ProjectRef project = entry == null ? null : entry.project();
            time(entry == null ? timestamp : entry.occurredAt());
            text(entry == null ? null : entry.actor().kind().name());
            text(entry == null ? null : entry.actor().id());
            text(entry == null ? null : entry.actor().name());
            text(entry == null ? null : entry.action());
            text(entry == null ? null : entry.objectType());
            text(entry == null ? null : entry.objectId());
            text(entry == null ? "" : entry.namespace());
            text(project == null ? null : project.instance());
            object(project == null ? null : project.projectId(), Types.BIGINT);
            text(entry == null ? "" : ColumnText.words(searchable(entry)), false);
        }

        private void text(@Nullable String value) throws SQLException {
            text(value, true);
        }

        private void text(@Nullable String value, boolean fit) throws SQLException {
            object(value == null || !fit ? value : ColumnText.fit(value, ColumnText.MAX_INDEXED), Types.VARCHAR);
        }

        private void time(@Nullable Instant value) throws SQLException {
            object(value == null ? null : value.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
        }

        private void object(@Nullable Object value, int type) throws SQLException {
            insert.setObject(++column, value, type);
        }

        private static List<String> searchable(AuditEntry entry) {
            List<String> texts = new ArrayList<>(List.of(
                    entry.actor().name(), entry.action(), entry.objectType(), entry.objectId(), entry.namespace()));
            if (entry.project() != null) {
                texts.add(entry.project().path());
            }
            if (entry.reason() != null) {
                texts.add(entry.reason());
            }
            texts.addAll(entry.details().values());
            return texts;
        }
    }
}

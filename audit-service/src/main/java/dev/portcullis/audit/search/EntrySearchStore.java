// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.search;

import dev.portcullis.messaging.DatabaseException;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import dev.portcullis.service.sql.Where;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads entries that a caller may read. */
@ApplicationScoped
class EntrySearchStore {
    private static final String SELECT = """
            select leaf_index, leaf_hash, received_at, topic_offset, event_id, source, correlation_id, causation_id,
                fault, raw
            from entry
            """;

    private final AgroalDataSource dataSource;

    EntrySearchStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The order of a list. */
    enum Order {
        NEWEST,
        OLDEST
    }

    /**
     * A page of the entries that fit the query, in the log's order or its reverse. The log only grows, so that a later
     * page never repeats or misses an entry of an earlier one.
     */
    Page<LogEntry> search(EntryQuery query, NamespaceFilter readable, Order order, @Nullable Cursor after, int limit) {
        Where where = new Where().and(readable, "namespace");
        query.addTo(where);
        if (after != null) {
            String comparison = order == Order.NEWEST ? "leaf_index < ?" : "leaf_index > ?";
            where.and(comparison, after.number(0));
        }
        String sql =
                SELECT + where.sql() + " order by leaf_index " + (order == Order.NEWEST ? "desc" : "asc") + " limit ?";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            int next = where.bind(select, 1);
            select.setInt(next, limit + 1);
            return Page.of(read(select, false), limit, entry -> Cursor.at(entry.index()));
        } catch (SQLException e) {
            throw new DatabaseException("the audit log cannot be searched", e);
        }
    }

    /** One entry, empty where there is none or the caller may not read it. */
    Optional<LogEntry> find(long index, NamespaceFilter readable) {
        Where where = new Where().and("leaf_index = ?", index).and(readable, "namespace");
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT + where.sql())) {
            where.bind(select, 1);
            return read(select, true).stream().findFirst();
        } catch (SQLException e) {
            throw new DatabaseException("entry " + index + " of the audit log cannot be read", e);
        }
    }

    private static List<LogEntry> read(PreparedStatement select, boolean withRaw) throws SQLException {
        List<LogEntry> entries = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                String fault = row.getString(9);
                byte[] raw = row.getBytes(10);
                entries.add(new LogEntry(
                        row.getLong(1),
                        HexFormat.of().formatHex(row.getBytes(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getLong(4),
                        row.getObject(5, UUID.class),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        fault,
                        fault == null ? new String(raw, StandardCharsets.UTF_8) : null,
                        withRaw ? raw : null));
            }
        }
        return entries;
    }
}

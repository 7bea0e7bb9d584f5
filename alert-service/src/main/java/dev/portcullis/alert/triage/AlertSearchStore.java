// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import dev.portcullis.messaging.DatabaseException;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.paging.Cursor;
import dev.portcullis.service.paging.Page;
import dev.portcullis.service.sql.Where;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds alerts that a caller may read. */
@ApplicationScoped
class AlertSearchStore {
    private final AgroalDataSource dataSource;

    AlertSearchStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The order of a list. */
    enum Order {
        /** By the time of first sight, which never changes, so that pages are stable. */
        NEWEST,
        /** The worst first, the newest of them first. */
        SEVERITY
    }

    /** A page of the alerts that fit the query. */
    Page<Alert> search(AlertQuery query, NamespaceFilter readable, Order order, @Nullable Cursor after, int limit) {
        Where where = new Where().and(readable, "namespace");
        query.addTo(where);
        if (after != null) {
            UUID id = after.uuid(1);
            switch (order) {
                case NEWEST -> where.and("id < ?", id);
                case SEVERITY -> where.and("(severity, id) < (?, ?)", (int) after.number(0), id);
            }
        }
        String by = order == Order.NEWEST ? "id desc" : "severity desc, id desc";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(AlertRows.SELECT + where.sql() + " order by " + by + " limit ?")) {
            int next = where.bind(select, 1);
            select.setInt(next, limit + 1);
            return Page.of(
                    AlertRows.read(select),
                    limit,
                    alert -> Cursor.at(SeverityRank.of(alert.latest().severity()), alert.id()));
        } catch (SQLException e) {
            throw new DatabaseException("the alerts cannot be listed", e);
        }
    }
}

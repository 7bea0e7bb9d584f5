// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.messaging.DatabaseException;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.sql.ColumnText;
import dev.portcullis.service.sql.Where;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keeps alerts. Whoever changes one locks its row first. */
@ApplicationScoped
class AlertStore {
    private static final String INSERT = """
            insert into alert (kind, severity, title, description, namespace, instance, project_id, project_path,
                merge_request_iid, url, labels, status, status_at, status_by_kind, status_by_id, status_by_name,
                status_reason, version, occurrences, first_seen_at, last_seen_at, search, fingerprint, id)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, to_tsvector('simple', ?), ?, ?)
            on conflict (fingerprint) do nothing
            """;

    private static final String UPDATE = """
            update alert set kind = ?, severity = ?, title = ?, description = ?, namespace = ?, instance = ?,
                project_id = ?, project_path = ?, merge_request_iid = ?, url = ?, labels = ?::jsonb, status = ?,
                status_at = ?, status_by_kind = ?, status_by_id = ?, status_by_name = ?, status_reason = ?, version = ?,
                occurrences = ?, first_seen_at = ?, last_seen_at = ?, search = to_tsvector('simple', ?), fingerprint = ?
            where id = ?
            """;

    private final AgroalDataSource dataSource;

    AlertStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The alert, empty where there is none or the caller may not read it. */
    Optional<Alert> find(UUID id, NamespaceFilter readable) {
        return select(new Where().and("id = ?", id).and(readable, "namespace"), "");
    }

    /** The same, and nobody else changes it until the transaction ends. */
    Optional<Alert> lock(UUID id, NamespaceFilter readable) {
        return select(new Where().and("id = ?", id).and(readable, "namespace"), " for update");
    }

    /** The alert with that fingerprint, locked. */
    Optional<Alert> lock(String fingerprint) {
        return select(new Where().and("fingerprint = ?", fingerprint), " for update");
    }

    /** Writes a new alert; false where another transaction has just written one with its fingerprint. */
    boolean insert(Alert alert) {
        return write(INSERT, alert) == 1;
    }

    /** Writes an alert that is locked. */
    void update(Alert alert) {
        write(UPDATE, alert);
    }

    private Optional<Alert> select(Where where, String lock) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select = connection.prepareStatement(AlertRows.SELECT + where.sql() + lock)) {
            where.bind(select, 1);
            return AlertRows.read(select).stream().findFirst();
        } catch (SQLException e) {
            throw new DatabaseException("the alert cannot be read", e);
        }
    }

    private int write(String sql, Alert alert) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bindLatest(statement, alert);
            bindState(statement, alert.state());
            statement.setLong(18, alert.version());
            statement.setLong(19, alert.occurrences());
            AlertRows.time(statement, 20, alert.firstSeenAt());
            AlertRows.time(statement, 21, alert.lastSeenAt());
            statement.setString(22, ColumnText.words(searchable(alert.latest())));
            statement.setString(23, alert.latest().fingerprint());
            statement.setObject(24, alert.id());
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("alert " + alert.id() + " cannot be written", e);
        }
    }

    private static void bindLatest(PreparedStatement statement, Alert alert) throws SQLException {
        SecurityAlert latest = alert.latest();
        ProjectRef project = latest.project();
        statement.setString(1, latest.kind());
        statement.setInt(2, SeverityRank.of(latest.severity()));
        statement.setString(3, latest.title());
        statement.setString(4, latest.description());
        statement.setString(5, alert.namespace());
        statement.setString(6, project == null ? null : project.instance());
        statement.setObject(7, project == null ? null : project.projectId(), Types.BIGINT);
        statement.setString(8, project == null ? null : project.path());
        statement.setObject(9, latest.mergeRequestIid(), Types.BIGINT);
        statement.setString(10, latest.url());
        statement.setString(11, AlertRows.json(latest.labels()));
    }

    private static void bindState(PreparedStatement statement, AlertState state) throws SQLException {
        Actor by = by(state);
        statement.setString(12, state.status().text());
        AlertRows.time(statement, 13, state.at());
        statement.setString(14, by == null ? null : by.kind().name());
        statement.setString(15, by == null ? null : by.id());
        statement.setString(16, by == null ? null : by.name());
        statement.setString(17, reason(state));
    }

    /** Who brought the alert into the state, where it was a person. */
    static @Nullable Actor by(AlertState state) {
        return switch (state) {
            case AlertState.Triggered _ -> null;
            case AlertState.Acknowledged acknowledged -> acknowledged.by();
            case AlertState.Resolved resolved -> resolved.by();
            case AlertState.Dismissed dismissed -> dismissed.by();
        };
    }

    /** Why the alert is in the state, where somebody said so. */
    static @Nullable String reason(AlertState state) {
        return switch (state) {
            case AlertState.Triggered _, AlertState.Acknowledged _ -> null;
            case AlertState.Resolved resolved -> resolved.note();
            case AlertState.Dismissed dismissed -> dismissed.reason();
        };
    }

    private static List<String> searchable(SecurityAlert alert) {
        List<String> texts = new ArrayList<>(List.of(alert.title(), alert.kind()));
        if (alert.project() != null) {
            texts.add(alert.project().path());
        }
        texts.addAll(alert.labels().values());
        texts.add(alert.description());
        return texts;
    }
}

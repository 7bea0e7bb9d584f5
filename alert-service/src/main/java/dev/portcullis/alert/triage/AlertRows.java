// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.SecurityAlert;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Alerts as rows of the table {@code alert}. */
final class AlertRows {
    static final String SELECT = "select * from alert ";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {};

    private AlertRows() {}

    static List<Alert> read(PreparedStatement select) throws SQLException {
        List<Alert> alerts = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                alerts.add(alert(row));
            }
        }
        return alerts;
    }

    /** The labels as JSON, for a {@code jsonb} column. */
    static String json(Map<String, String> labels) {
        try {
            return JSON.writeValueAsString(labels);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a map of strings is always JSON", e);
        }
    }

    static void time(PreparedStatement statement, int column, Instant time) throws SQLException {
        statement.setObject(column, time.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE);
    }

    static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static Alert alert(ResultSet row) throws SQLException {
        SecurityAlert latest = new SecurityAlert(
                row.getString("fingerprint"),
                row.getString("kind"),
                SeverityRank.severity(row.getInt("severity")),
                row.getString("title"),
                row.getString("description"),
                project(row),
                row.getObject("merge_request_iid", Long.class),
                row.getString("url"),
                time(row, "last_seen_at"),
                labels(row));
        return new Alert(
                row.getObject("id", UUID.class),
                latest,
                row.getString("namespace"),
                state(row),
                row.getLong("version"),
                row.getLong("occurrences"),
                time(row, "first_seen_at"),
                time(row, "last_seen_at"));
    }

    private static @Nullable ProjectRef project(ResultSet row) throws SQLException {
        String instance = row.getString("instance");
        return instance == null
                ? null
                : new ProjectRef(instance, row.getLong("project_id"), row.getString("project_path"));
    }

    private static AlertState state(ResultSet row) throws SQLException {
        Instant at = time(row, "status_at");
        String reason = row.getString("status_reason");
        return switch (AlertStatus.of(row.getString("status"))) {
            case TRIGGERED -> new AlertState.Triggered(at);
            case ACKNOWLEDGED -> new AlertState.Acknowledged(by(row), at);
            case RESOLVED -> new AlertState.Resolved(by(row), at, reason);
            case DISMISSED ->
                new AlertState.Dismissed(by(row), at, requireNonNull(reason, "a dismissed alert has no reason"));
        };
    }

    private static Actor by(ResultSet row) throws SQLException {
        return new Actor(
                Actor.Kind.valueOf(row.getString("status_by_kind")),
                row.getString("status_by_id"),
                row.getString("status_by_name"));
    }

    private static Map<String, String> labels(ResultSet row) throws SQLException {
        try {
            return JSON.readValue(row.getString("labels"), LABELS);
        } catch (JsonProcessingException e) {
            throw new SQLException("the labels of alert " + row.getString("id") + " are no map of strings", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.messaging.DatabaseException;
import dev.portcullis.service.sql.ColumnText;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Keeps when an alert was seen, and what was done about it. */
@ApplicationScoped
class HistoryStore {
    /** How many of an alert's latest occurrences are kept. */
    static final int OCCURRENCES = 100;

    private final AgroalDataSource dataSource;

    HistoryStore(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
    }

    void addOccurrence(UUID alert, Event<?> event, SecurityAlert seen) {
        String insert = "insert into occurrence (alert_id, event_id, source, occurred_at, merge_request_iid, url)"
                + " values (?, ?, ?, ?, ?, ?)";
        String prune = "delete from occurrence where id in"
                + " (select id from occurrence where alert_id = ? order by id desc offset " + OCCURRENCES + ")";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement add = connection.prepareStatement(insert);
                PreparedStatement drop = connection.prepareStatement(prune)) {
            add.setObject(1, alert);
            add.setObject(2, event.id());
            add.setString(3, ColumnText.fit(event.source(), ColumnText.MAX_INDEXED));
            AlertRows.time(add, 4, seen.occurredAt());
            add.setObject(5, seen.mergeRequestIid(), Types.BIGINT);
            add.setString(6, seen.url());
            add.executeUpdate();
            drop.setObject(1, alert);
            drop.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("an occurrence of alert " + alert + " cannot be written", e);
        }
    }

    void addTransition(UUID alert, Transition transition) {
        String insert = "insert into transition (alert_id, at, status, by_kind, by_id, by_name, reason)"
                + " values (?, ?, ?, ?, ?, ?, ?)";
        try (Connection connection = dataSource.getConnection();
                PreparedStatement add = connection.prepareStatement(insert)) {
            add.setObject(1, alert);
            AlertRows.time(add, 2, transition.at());
            add.setString(3, transition.status().text());
            add.setString(4, transition.by().kind().name());
            add.setString(5, transition.by().id());
            add.setString(6, transition.by().name());
            add.setString(7, transition.reason());
            add.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException("a change of alert " + alert + " cannot be written", e);
        }
    }

    /** The latest occurrences, newest first. */
    List<Occurrence> occurrences(UUID alert) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select * from occurrence where alert_id = ? order by id desc")) {
            select.setObject(1, alert);
            List<Occurrence> occurrences = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    occurrences.add(new Occurrence(
                            AlertRows.time(row, "occurred_at"),
                            row.getString("source"),
                            row.getObject("event_id", UUID.class),
                            row.getObject("merge_request_iid", Long.class),
                            row.getString("url")));
                }
            }
            return occurrences;
        } catch (SQLException e) {
            throw new DatabaseException("the occurrences of alert " + alert + " cannot be read", e);
        }
    }

    /** All changes of state, oldest first. */
    List<Transition> transitions(UUID alert) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("select * from transition where alert_id = ? order by id")) {
            select.setObject(1, alert);
            List<Transition> transitions = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Actor by = new Actor(
                            Actor.Kind.valueOf(row.getString("by_kind")),
                            row.getString("by_id"),
                            row.getString("by_name"));
                    transitions.add(new Transition(
                            AlertRows.time(row, "at"),
                            AlertStatus.of(row.getString("status")),
                            by,
                            row.getString("reason")));
                }
            }
            return transitions;
        } catch (SQLException e) {
            throw new DatabaseException("the history of alert " + alert + " cannot be read", e);
        }
    }
}

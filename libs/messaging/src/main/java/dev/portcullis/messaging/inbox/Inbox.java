// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.inbox;

import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.DatabaseException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Which events a consumer has handled, so that one that Kafka delivers again changes nothing. Ids are remembered for
 * {@code portcullis.inbox.remember} (default 40 days), longer than any topic keeps a record.
 */
@ApplicationScoped
public class Inbox {
    private static final int PRUNED_AT_ONCE = 10_000;

    private final AgroalDataSource database;
    private final Duration remember;

    Inbox(
            AgroalDataSource database,
            @ConfigProperty(name = "portcullis.inbox.remember", defaultValue = "40d") Duration remember) {
        this.database = database;
        this.remember = remember;
        Duration longest = Arrays.stream(Topic.values())
                .map(Topic::retention)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        if (remember.compareTo(longest) <= 0) {
            throw new IllegalArgumentException("portcullis.inbox.remember is " + remember.toDays()
                    + " days; it has to be longer than the longest retention of a topic, " + longest.toDays()
                    + " days, or an event could be handled twice");
        }
    }

    /**
     * Records {@code eventIds} in the caller's transaction, which has to exist, and tells which of them are new.
     *
     * @param consumer who handles them; two consumers in one database do not share what they have seen
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Set<UUID> firstSeen(String consumer, Collection<UUID> eventIds) {
        // Sorted, so that two replicas with overlapping batches wait for each other instead of deadlocking.
        Object[] ids = new TreeSet<>(eventIds).toArray();
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO inbox (consumer, event_id) SELECT ?, unnest(?::uuid[])"
                                + " ON CONFLICT DO NOTHING RETURNING event_id")) {
            insert.setString(1, consumer);
            insert.setArray(2, connection.createArrayOf("uuid", ids));
            try (ResultSet rows = insert.executeQuery()) {
                Set<UUID> seen = new HashSet<>();
                while (rows.next()) {
                    seen.add(rows.getObject(1, UUID.class));
                }
                return seen;
            }
        } catch (SQLException e) {
            throw new DatabaseException("the inbox cannot be written", e);
        }
    }

    /** Forgets some of the ids that are old enough; returns whether there are more. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    boolean prune() throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM inbox WHERE ctid IN (SELECT ctid FROM inbox"
                                + " WHERE received_at < now() - ? * interval '1 second' LIMIT ?)")) {
            delete.setLong(1, remember.toSeconds());
            delete.setInt(2, PRUNED_AT_ONCE);
            return delete.executeUpdate() == PRUNED_AT_ONCE;
        }
    }
}

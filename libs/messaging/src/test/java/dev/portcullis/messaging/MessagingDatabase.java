// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.contracts.Event;
import dev.portcullis.messaging.event.EncodedEvent;
import dev.portcullis.sandbox.testing.PortcullisServers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;

/** The library's tables in a database of one test, without Quarkus. */
public final class MessagingDatabase {
    private final PortcullisServers servers;

    public MessagingDatabase(PortcullisServers servers) {
        this.servers = servers;
        Flyway.configure()
                .dataSource(servers.jdbcUrl(), servers.username(), servers.password())
                .locations("classpath:db/messaging")
                .load()
                .migrate();
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(servers.jdbcUrl(), servers.username(), servers.password());
    }

    public void addToOutbox(String key, Event<?> event) throws Exception {
        EncodedEvent encoded = EncodedEvent.of(event);
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO outbox (event_id, topic, key, headers, body) VALUES (?, ?, ?, ?::jsonb, ?)")) {
            insert.setObject(1, event.id());
            insert.setString(2, event.type().topic().topicName());
            insert.setString(3, key);
            insert.setString(4, new ObjectMapper().writeValueAsString(encoded.headers()));
            insert.setBytes(5, encoded.body());
            insert.executeUpdate();
        }
    }

    public long count(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import dev.portcullis.sandbox.run.Home;
import dev.portcullis.sandbox.run.LocalSystem;
import dev.portcullis.sandbox.run.Progress;
import dev.portcullis.sandbox.run.UpOptions;
import dev.portcullis.sandbox.testing.PortcullisServers;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The packaged system as {@code ./portcullis up} runs it, on the Kafka and PostgreSQL that all tests share. */
final class RunningSystem implements AutoCloseable {
    private final PortcullisServers servers;
    private final LocalSystem system;
    private final String prefix;

    private RunningSystem(PortcullisServers servers, LocalSystem system, String prefix) {
        this.servers = servers;
        this.system = system;
        this.prefix = prefix;
    }

    /** Starts it, with its state in {@code directory}. */
    static RunningSystem start(Path directory) throws Exception {
        PortcullisServers servers = PortcullisServers.open("e2e");
        URI postgres = URI.create(servers.jdbcUrl().substring("jdbc:".length()));
        String url = "postgresql://" + servers.username() + ":" + servers.password() + "@" + postgres.getHost() + ":"
                + postgres.getPort();
        String prefix = servers.topicPrefix().replaceAll("[^a-z0-9]", "_");
        UpOptions options = UpOptions.anywhere().sharing(servers.bootstrapServers(), url, prefix);
        Progress progress = new Progress(System.out);
        LocalSystem system = LocalSystem.prepare(new Home(root(), directory), options, progress);
        RunningSystem running = new RunningSystem(servers, system, prefix);
        try {
            system.start();
            return running;
        } catch (Exception e) {
            running.close();
            throw e;
        }
    }

    LocalSystem system() {
        return system;
    }

    String rootToken() {
        return system.secret("gitlab-root-token");
    }

    /** The first column of a query in evaluation-service's database. */
    List<String> evaluationRows(String sql, Object... arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        servers.jdbcUrl(prefix + "evaluation"), servers.username(), servers.password());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setObject(i + 1, arguments[i]);
            }
            List<String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        }
    }

    @Override
    public void close() {
        system.close();
        servers.close();
    }

    private static Path root() {
        return Path.of(System.getProperty("portcullis.root"));
    }
}

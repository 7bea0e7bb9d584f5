// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static java.util.Objects.requireNonNull;

import dev.portcullis.sandbox.servers.ServersAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The PostgreSQL in use.
 *
 * @param host its host
 * @param port its port
 * @param user who connects; may create databases
 * @param password the user's password, empty where none is needed
 */
record Database(String host, int port, String user, String password) {
    private static final int DEFAULT_PORT = 5432;

    Database {
        requireNonNull(host, "host is null");
        requireNonNull(user, "user is null");
        requireNonNull(password, "password is null");
    }

    static Database embedded(ServersAddress servers) {
        return new Database("127.0.0.1", servers.postgresPort(), ServersAddress.POSTGRES_USER, "");
    }

    /** Reads {@code postgresql://user:password@host:port}. */
    static Database parse(String url) {
        try {
            URI uri = URI.create(url);
            String[] user = requireNonNull(uri.getUserInfo(), "no user").split(":", 2);
            return new Database(
                    requireNonNull(uri.getHost(), "no host"),
                    uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                    user[0],
                    user.length > 1 ? user[1] : "");
        } catch (IllegalArgumentException | NullPointerException e) {
            throw new RunFailure("--postgres takes postgresql://USER:PASSWORD@HOST:PORT", e);
        }
    }

    String jdbcUrl(String database) {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** Creates the database where it does not exist; {@code name} is one of ours. */
    void createIfMissing(String name) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl("postgres"), user, password);
                PreparedStatement exists = connection.prepareStatement("select 1 from pg_database where datname = ?");
                Statement create = connection.createStatement()) {
            exists.setString(1, name);
            try (ResultSet found = exists.executeQuery()) {
                if (!found.next()) {
                    create.execute("create database " + name);
                }
            }
        } catch (SQLException e) {
            throw new RunFailure(
                    "PostgreSQL at " + host + ":" + port + " refused: " + e.getMessage()
                            + ". The user needs the right to create databases.",
                    e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Where running servers are reached, as the ready line says it. A server that was not asked for has port 0.
 *
 * @param pid the process that runs them
 * @param token tells this run from another one that has taken its ports since
 * @param kafkaPort the broker's port on 127.0.0.1
 * @param postgresPort PostgreSQL's port on 127.0.0.1
 * @param leasePort where a user holds a connection open for as long as it needs the servers, 0 without leases
 */
public record ServersAddress(long pid, String token, int kafkaPort, int postgresPort, int leasePort) {
    /** PostgreSQL's superuser. It has no password: the server listens on the loopback interface only. */
    public static final String POSTGRES_USER = "postgres";

    private static final ObjectMapper JSON = new ObjectMapper();

    public ServersAddress {
        requireNonNull(token, "token is null");
    }

    /** The value of {@code kafka.bootstrap.servers}. */
    @JsonIgnore
    public String bootstrapServers() {
        return "127.0.0.1:" + kafkaPort;
    }

    /** The JDBC URL of a database of that name. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + database;
    }

    /** One line of JSON, e.g. <code>{"pid":4711,"token":"…","kafkaPort":9092,"postgresPort":5432,"leasePort":0}</code>. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Reads what {@link #toJson()} wrote.
     *
     * @throws IllegalArgumentException where {@code json} is something else
     */
    public static ServersAddress parse(String json) {
        try {
            return JSON.readValue(json, ServersAddress.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("this is no address of servers: " + e.getOriginalMessage(), e);
        }
    }
}

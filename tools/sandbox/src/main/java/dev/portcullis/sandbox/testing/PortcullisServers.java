// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.testing;

import static java.util.Objects.requireNonNull;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * A real Kafka and a real PostgreSQL for a test, with a fresh database and a topic prefix that nobody else uses:
 * Testcontainers where Docker is, one pair of embedded servers for the whole checkout elsewhere.
 *
 * <p>In a Quarkus test: {@code @QuarkusTestResource(PortcullisServers.class)}. It sets
 * {@code quarkus.datasource.jdbc.url}, {@code .username}, {@code .password}, {@code kafka.bootstrap.servers},
 * {@code portcullis.topics.prefix} and {@code quarkus.devservices.enabled}. Elsewhere: {@link #open(String)} in a
 * try-with-resources statement. Databases are dropped at the end.
 */
public final class PortcullisServers implements QuarkusTestResourceLifecycleManager, AutoCloseable {
    private final List<String> databases = new ArrayList<>();
    private String name = Path.of("").toAbsolutePath().getFileName().toString();
    private @Nullable RealServers servers;
    private String run = "";
    private String database = "";

    /**
     * Starts or joins the servers outside Quarkus.
     *
     * @param name who uses them; appears in the names of the database and the topics
     */
    public static PortcullisServers open(String name) {
        PortcullisServers opened = new PortcullisServers();
        opened.init(Map.of("name", name));
        opened.start();
        return opened;
    }

    /** Takes {@code name}, by default the name of the module's directory. */
    @Override
    public void init(Map<String, String> arguments) {
        name = arguments.getOrDefault("name", name);
    }

    @Override
    public Map<String, String> start() {
        servers = ContainerServers.areAvailable() ? new ContainerServers() : SharedServers.join(ProjectRoot.find());
        byte[] random = new byte[4];
        ThreadLocalRandom.current().nextBytes(random);
        run = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-") + "-"
                + HexFormat.of().formatHex(random);
        database = createDatabase("main");
        return properties();
    }

    /** What a Portcullis service has to be configured with to use them. */
    public Map<String, String> properties() {
        return Map.of(
                "quarkus.datasource.jdbc.url", jdbcUrl(),
                "quarkus.datasource.username", username(),
                "quarkus.datasource.password", password(),
                "kafka.bootstrap.servers", bootstrapServers(),
                "portcullis.topics.prefix", topicPrefix(),
                "quarkus.devservices.enabled", "false");
    }

    /** Host and port of the broker. */
    public String bootstrapServers() {
        return servers().bootstrapServers();
    }

    /** What the names of this run's topics begin with, e.g. {@code alert-service-5f3a01bc.}; nothing else does. */
    public String topicPrefix() {
        return run + ".";
    }

    /** The URL of this run's own database. */
    public String jdbcUrl() {
        return servers().jdbcUrl(database);
    }

    public String username() {
        return servers().username();
    }

    public String password() {
        return servers().password();
    }

    /**
     * Creates one more empty database of this run.
     *
     * @param label tells it from the others of the run
     * @return its name; {@link #jdbcUrl(String)} gives its URL
     */
    public String createDatabase(String label) {
        String created = (run + "_" + label).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
        execute("CREATE DATABASE " + created);
        databases.add(created);
        return created;
    }

    /** The URL of a database that {@link #createDatabase} named. */
    public String jdbcUrl(String createdDatabase) {
        return servers().jdbcUrl(createdDatabase);
    }

    @Override
    public void stop() {
        if (servers == null) {
            return;
        }
        databases.forEach(created -> execute("DROP DATABASE IF EXISTS " + created + " WITH (FORCE)"));
        databases.clear();
        servers.close();
        servers = null;
    }

    @Override
    public void close() {
        stop();
    }

    private void execute(String sql) {
        Properties login = new Properties();
        login.setProperty("user", username());
        login.setProperty("password", password());
        try (Connection connection = DriverManager.getConnection(servers().jdbcUrl("postgres"), login);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql + " failed: " + e.getMessage(), e);
        }
    }

    private RealServers servers() {
        return requireNonNull(servers, "the servers have not been started");
    }
}

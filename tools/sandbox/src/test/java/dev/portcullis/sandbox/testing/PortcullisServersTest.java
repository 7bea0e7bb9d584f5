// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PortcullisServersTest {
    @Test
    void postgresKeepsWhatItAcknowledges() throws SQLException {
        try (PortcullisServers servers = PortcullisServers.open("durable");
                Connection connection = connect(servers, servers.jdbcUrl())) {
            assertThat(show(connection, "fsync")).isEqualTo("on");
            assertThat(show(connection, "synchronous_commit")).isEqualTo("on");
            assertThat(show(connection, "full_page_writes")).isEqualTo("on");
            assertThat(show(connection, "server_encoding")).isEqualTo("UTF8");
        }
    }

    @Test
    void everyUserHasItsOwnDatabaseAndTopics() throws SQLException {
        try (PortcullisServers one = PortcullisServers.open("same");
                PortcullisServers other = PortcullisServers.open("same")) {
            assertThat(one.topicPrefix()).startsWith("same-").isNotEqualTo(other.topicPrefix());
            assertThat(one.bootstrapServers()).isEqualTo(other.bootstrapServers());
            try (Connection connection = connect(one, one.jdbcUrl());
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE seen (id int)");
            }
            try (Connection connection = connect(other, other.jdbcUrl())) {
                assertThat(tables(connection)).isZero();
            }
            String extra = one.createDatabase("extra");
            try (Connection connection = connect(one, one.jdbcUrl(extra))) {
                assertThat(tables(connection)).isZero();
            }
        }
    }

    @Test
    void theDatabaseIsGoneAfterwards() throws SQLException {
        try (PortcullisServers witness = PortcullisServers.open("witness")) {
            String gone;
            try (PortcullisServers servers = PortcullisServers.open("passing")) {
                gone = servers.createDatabase("extra");
            }
            try (Connection connection = connect(witness, witness.jdbcUrl());
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT count(*) FROM pg_database WHERE datname = '" + gone + "'")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isZero();
            }
        }
    }

    @Test
    void kafkaTakesAndGivesRecords() throws Exception {
        try (PortcullisServers servers = PortcullisServers.open("kafka");
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            String topic = servers.topicPrefix() + "facts";
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get(30, TimeUnit.SECONDS);
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", servers.bootstrapServers(), "acks", "all"),
                    new StringSerializer(),
                    new StringSerializer())) {
                producer.send(new ProducerRecord<>(topic, "key", "value")).get(30, TimeUnit.SECONDS);
            }
            try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                    Map.of("bootstrap.servers", servers.bootstrapServers(), "auto.offset.reset", "earliest"),
                    new StringDeserializer(),
                    new StringDeserializer())) {
                consumer.assign(List.of(new TopicPartition(topic, 0)));
                assertThat(consumer.poll(Duration.ofSeconds(30)))
                        .singleElement()
                        .satisfies(record -> assertThat(record.value()).isEqualTo("value"));
            }
        }
    }

    @Test
    void aServiceIsConfiguredWithThem() {
        try (PortcullisServers servers = PortcullisServers.open("configured")) {
            assertThat(servers.properties())
                    .containsEntry("kafka.bootstrap.servers", servers.bootstrapServers())
                    .containsEntry("quarkus.datasource.jdbc.url", servers.jdbcUrl())
                    .containsEntry("portcullis.topics.prefix", servers.topicPrefix())
                    .containsEntry("quarkus.devservices.enabled", "false")
                    .containsKeys("quarkus.datasource.username", "quarkus.datasource.password");
        }
    }

    private static Connection connect(PortcullisServers servers, String url) throws SQLException {
        return DriverManager.getConnection(url, servers.username(), servers.password());
    }

    private static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static int tables(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.testing;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers in containers, one pair for each JVM; Testcontainers removes them when the JVM has ended. */
final class ContainerServers implements RealServers {
    private static final class Started {
        private static final KafkaContainer KAFKA = new KafkaContainer(DockerImageName.parse("apache/kafka:4.1.2"))
                .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

        // The image's entry point turns fsync on by itself; Testcontainers' default command turns it off.
        private static final PostgreSQLContainer POSTGRES = new PostgreSQLContainer(
                        DockerImageName.parse("postgres:18"))
                .withCommand("postgres", "-c", "fsync=on", "-c", "max_connections=400");

        static {
            KAFKA.start();
            POSTGRES.start();
        }
    }

    static boolean areAvailable() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public String bootstrapServers() {
        return Started.KAFKA.getBootstrapServers();
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://" + Started.POSTGRES.getHost() + ":"
                + Started.POSTGRES.getMappedPort(PostgreSQLContainer.POSTGRESQL_PORT) + "/" + database;
    }

    @Override
    public String username() {
        return Started.POSTGRES.getUsername();
    }

    @Override
    public String password() {
        return Started.POSTGRES.getPassword();
    }

    @Override
    public void close() {}
}

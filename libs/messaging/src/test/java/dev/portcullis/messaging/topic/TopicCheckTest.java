// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.Test;

class TopicCheckTest {
    @Test
    void withoutKafkaTheServiceStartsButIsNotReady() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        TopicCheck check = check("127.0.0.1:" + port, "", true, Duration.ofMillis(200));
        check.start(new StartupEvent());
        try {
            assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.DOWN);
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(check.call().getData().orElseThrow())
                            .extractingByKey("problem-1")
                            .asString()
                            .startsWith("Kafka does not answer"));
        } finally {
            check.stop(new ShutdownEvent());
        }
    }

    @Test
    void itIsReadyOnceSomebodyHasMadeTheTopics() throws Exception {
        try (PortcullisServers servers = PortcullisServers.open("check");
                Admin admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()))) {
            TopicCheck check = check(servers.bootstrapServers(), servers.topicPrefix(), false, Duration.ofMillis(200));
            check.start(new StartupEvent());
            try {
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(check.call().getData().orElseThrow())
                                .hasSize(Topic.values().length)
                                .extractingByKey("problem-1")
                                .asString()
                                .contains("is missing"));
                create(admin, servers.topicPrefix());

                await().atMost(Duration.ofSeconds(60))
                        .until(() -> check.call().getStatus() == HealthCheckResponse.Status.UP);
            } finally {
                check.stop(new ShutdownEvent());
            }
        }
    }

    private static void create(Admin admin, String prefix) throws Exception {
        List<NewTopic> topics = Arrays.stream(Topic.values())
                .map(topic -> new NewTopic(prefix + topic.topicName(), topic.partitions(), (short) 1)
                        .configs(Map.of(
                                "retention.ms", Long.toString(topic.retention().toMillis()))))
                .toList();
        admin.createTopics(topics).all().get(60, TimeUnit.SECONDS);
    }

    private static TopicCheck check(String bootstrapServers, String prefix, boolean create, Duration patience) {
        return new TopicCheck(
                Map.of("bootstrap.servers", bootstrapServers),
                TopicNamesFixture.prefixed(prefix),
                create,
                Optional.empty(),
                patience,
                Duration.ofDays(40));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Events;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** In an application of its own, because the topic stays stopped. */
@QuarkusTest
@TestProfile(BugTest.OwnApplication.class)
@WithTestResource(PortcullisServers.class)
class BugTest {
    private static final String GROUP = "bug-test-" + Ids.timeOrdered();

    public static class OwnApplication implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mp.messaging.incoming.pushes.group.id", GROUP);
        }
    }

    @Inject
    PushEvents pushes;

    @Inject
    EventPublisher publisher;

    @Inject
    DeadLetters deadLetters;

    @Inject
    AgroalDataSource database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @ConfigProperty(name = "test.url")
    String url;

    @Test
    void aBugStopsTheTopicInsteadOfDrainingItAndTurnsHealthRed() throws Exception {
        assertThat(health()).startsWith("200").contains("\"name\": \"topics\"");
        String fine = Ids.timeOrdered().toString();
        publisher.publish(Topic.REPOSITORY_PUSHED, "key", Events.pushed(fine));
        await().atMost(Duration.ofSeconds(30)).until(() -> handled(fine) == 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> committed() == 1);
        String bug = Ids.timeOrdered().toString();
        String behind = Ids.timeOrdered().toString();
        pushes.bug(bug);

        publisher.publish(Topic.REPOSITORY_PUSHED, "key", Events.pushed(bug));
        publisher.publish(Topic.REPOSITORY_PUSHED, "key", Events.pushed(behind));

        await().atMost(Duration.ofSeconds(30)).until(() -> health().startsWith("503"));
        assertThat(handled(bug)).isZero();
        assertThat(handled(behind)).isZero();
        assertThat(deadLetters.list(Optional.empty(), true, 10)).isEmpty();
        assertThat(committed()).as("the position is kept").isEqualTo(1);
    }

    private String health() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(
                    HttpRequest.newBuilder(URI.create(url + "/q/health")).build(),
                    HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        }
    }

    private long handled(String branch) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT count(*) FROM handled WHERE branch = '" + branch + "'")) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return offsets.values().stream()
                    .filter(offset -> offset != null)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        }
    }
}

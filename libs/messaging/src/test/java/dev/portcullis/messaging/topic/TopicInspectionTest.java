// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicInspectionTest {
    private PortcullisServers servers;
    private Admin admin;

    @BeforeEach
    void open() {
        servers = PortcullisServers.open("topics");
        admin = Admin.create(Map.of("bootstrap.servers", servers.bootstrapServers()));
    }

    @AfterEach
    void close() {
        admin.close();
        servers.close();
    }

    @Test
    void missingTopicsAreCreatedAsWanted() throws Exception {
        eventually(true, problems -> assertThat(problems).isEmpty());

        String audit = servers.topicPrefix() + Topic.AUDIT.topicName();
        assertThat(admin.describeTopics(List.of(audit))
                        .topicNameValues()
                        .get(audit)
                        .get(30, TimeUnit.SECONDS)
                        .partitions())
                .hasSize(1);
        eventually(false, problems -> assertThat(problems).isEmpty());
    }

    @Test
    void missingTopicsAreNamedWhereTheyAreNotOursToCreate() throws Exception {
        eventually(
                false,
                problems -> assertThat(problems)
                        .hasSize(Topic.values().length)
                        .anySatisfy(problem -> assertThat(problem)
                                .contains(servers.topicPrefix()
                                        + "portcullis.audit.v1 is missing; create it with 1 partition(s)"
                                        + " and a retention of 2592000000 ms")));
    }

    @Test
    void topicsThatDifferAreNamed() throws Exception {
        create(Topic.PIPELINE_FINISHED, 2, Map.of("retention.ms", "604800000"));
        create(Topic.AUDIT, 3, Map.of("retention.ms", "2592000000"));

        eventually(
                true,
                problems -> assertThat(problems)
                        .hasSize(2)
                        .anySatisfy(problem -> assertThat(problem)
                                .contains("pipeline-finished.v1 has 2 partition(s); wanted: at least 6"))
                        .anySatisfy(problem ->
                                assertThat(problem).contains("audit.v1 has 3 partition(s); wanted: exactly 1")));
    }

    @Test
    void retentionAndCleanUpThatWouldLoseOrRepeatFactsAreNamed() throws Exception {
        create(Topic.SUGGESTION, 1, Map.of("retention.ms", "1000"));
        create(Topic.AUDIT, 1, Map.of("retention.ms", "-1"));
        create(Topic.SECURITY_ALERT, 3, Map.of("cleanup.policy", "compact", "retention.ms", "604800000"));

        eventually(
                true,
                problems -> assertThat(problems)
                        .hasSize(3)
                        .anySatisfy(problem ->
                                assertThat(problem).contains("suggestion.v1 keeps records for 1000 ms; wanted"))
                        .anySatisfy(problem -> assertThat(problem).contains("audit.v1 keeps records for ever"))
                        .anySatisfy(problem -> assertThat(problem)
                                .contains("security-alert.v1 has the clean-up policy 'compact'; wanted: delete")));
    }

    private void create(Topic topic, int partitions, Map<String, String> configuration) throws Exception {
        NewTopic created = new NewTopic(servers.topicPrefix() + topic.topicName(), partitions, (short) 1);
        admin.createTopics(List.of(created.configs(configuration))).all().get(30, TimeUnit.SECONDS);
    }

    /** A broker learns of a topic a moment after the controller has made it. */
    private void eventually(boolean create, Consumer<List<String>> expectation) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> expectation.accept(inspection(create).run()));
    }

    private TopicInspection inspection(boolean create) {
        return new TopicInspection(
                Map.of("bootstrap.servers", servers.bootstrapServers()),
                TopicNamesFixture.prefixed(servers.topicPrefix()),
                create,
                Optional.empty(),
                Duration.ofDays(40));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.topic;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Compares the broker's topics with {@link Topic}, and creates those that are missing. */
final class TopicInspection {
    /** After this the client gives a call up by itself; closing it waits for that. */
    private static final int API_TIMEOUT_MILLIS = 8_000;

    private static final long SECONDS = 10;

    private final Map<String, Object> broker;
    private final TopicNames names;
    private final boolean create;
    private final Optional<Short> replicationFactor;
    private final Duration longestRetention;

    /** {@code longestRetention}: event ids are forgotten after that, so no record may live as long. */
    TopicInspection(
            Map<String, Object> broker,
            TopicNames names,
            boolean create,
            Optional<Short> replicationFactor,
            Duration longestRetention) {
        this.broker = broker;
        this.names = names;
        this.create = create;
        this.replicationFactor = replicationFactor;
        this.longestRetention = longestRetention;
    }

    /** Sentences about what is not as wanted; empty when all is well. */
    List<String> run() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Object> configuration = new HashMap<>();
        broker.forEach((name, value) -> {
            if (AdminClientConfig.configNames().contains(name)) {
                configuration.put(name, value);
            }
        });
        configuration.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        configuration.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
        try (Admin admin = Admin.create(configuration)) {
            if (create) {
                createMissing(admin);
            }
            Map<String, KafkaFuture<TopicDescription>> descriptions =
                    admin.describeTopics(wanted()).topicNameValues();
            List<String> problems = new ArrayList<>();
            for (Topic topic : Topic.values()) {
                describe(topic, descriptions)
                        .ifPresentOrElse(
                                description -> problems.addAll(partitions(topic, description)),
                                () -> problems.add(missing(topic)));
            }
            if (problems.isEmpty()) {
                problems.addAll(configurations(admin));
            }
            return problems;
        }
    }

    private List<String> wanted() {
        return Arrays.stream(Topic.values()).map(names::of).toList();
    }

    private void createMissing(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        List<String> existing = List.copyOf(admin.listTopics().names().get(SECONDS, TimeUnit.SECONDS));
        List<NewTopic> missing = Arrays.stream(Topic.values())
                .filter(topic -> !existing.contains(names.of(topic)))
                .map(this::newTopic)
                .toList();
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
            try {
                created.get(SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // Another service has just created it.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private NewTopic newTopic(Topic topic) {
        return new NewTopic(names.of(topic), Optional.of(topic.partitions()), replicationFactor)
                .configs(Map.of(
                        TopicConfig.RETENTION_MS_CONFIG,
                        Long.toString(topic.retention().toMillis()),
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE));
    }

    private Optional<TopicDescription> describe(Topic topic, Map<String, KafkaFuture<TopicDescription>> descriptions)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return Optional.of(requireNonNull(descriptions.get(names.of(topic)), "no answer about a topic")
                    .get(SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private String missing(Topic topic) {
        return "topic " + names.of(topic) + " is missing; create it with " + topic.partitions()
                + " partition(s) and a retention of " + topic.retention().toMillis() + " ms";
    }

    private List<String> partitions(Topic topic, TopicDescription description) {
        int partitions = description.partitions().size();
        boolean single = topic.partitions() == 1;
        if (partitions < topic.partitions() || (single && partitions > 1)) {
            return List.of("topic " + names.of(topic) + " has " + partitions + " partition(s); wanted: "
                    + (single ? "exactly 1, for its order" : "at least " + topic.partitions()));
        }
        return List.of();
    }

    private List<String> configurations(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        List<ConfigResource> resources = wanted().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> configurations =
                admin.describeConfigs(resources).all().get(SECONDS, TimeUnit.SECONDS);
        List<String> problems = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            Config configuration = requireNonNull(
                    configurations.get(new ConfigResource(ConfigResource.Type.TOPIC, names.of(topic))),
                    "no answer about a topic");
            problems.addAll(configuration(topic, configuration));
        }
        return problems;
    }

    private List<String> configuration(Topic topic, Config configuration) {
        List<String> problems = new ArrayList<>();
        long retention = Long.parseLong(
                configuration.get(TopicConfig.RETENTION_MS_CONFIG).value());
        if (retention >= 0 && retention < topic.retention().toMillis()) {
            problems.add("topic " + names.of(topic) + " keeps records for " + retention + " ms; wanted: at least "
                    + topic.retention().toMillis());
        }
        if (retention < 0 || retention >= longestRetention.toMillis()) {
            problems.add(
                    "topic " + names.of(topic) + " keeps records for " + (retention < 0 ? "ever" : retention + " ms")
                            + ", but their ids are forgotten after " + longestRetention.toMillis()
                            + " ms (portcullis.inbox.remember): an old record could be handled twice");
        }
        String cleanup = configuration.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!cleanup.equals(TopicConfig.CLEANUP_POLICY_DELETE)) {
            problems.add("topic " + names.of(topic) + " has the clean-up policy '" + cleanup
                    + "'; wanted: delete, since compaction loses facts");
        }
        return problems;
    }
}

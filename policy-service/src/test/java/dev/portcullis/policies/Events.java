// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.contracts.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads what the service published on a topic, from its beginning; in order where the topic has one partition. */
final class Events implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, byte[]> consumer;
    private final List<JsonNode> seen = new ArrayList<>();

    Events(Topic topic) {
        String servers = ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
        String prefix = ConfigProvider.getConfig().getValue("portcullis.topics.prefix", String.class);
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(prefix + topic.topicName(), number))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Waits until the audit log was told that this was done to that object. */
    static void awaitAudited(String objectId, String... actions) {
        try (Events audit = new Events(Topic.AUDIT)) {
            for (String action : actions) {
                audit.await(event -> event.path("action").asText().equals(action)
                        && event.path("objectId").asText().equals(objectId));
            }
        }
    }

    /** Waits for an event whose body fits. */
    JsonNode await(Predicate<JsonNode> wanted) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () -> {
                            poll();
                            return seen.stream().filter(wanted).findFirst().orElse(null);
                        },
                        found -> found != null);
    }

    /** All bodies read so far. */
    List<JsonNode> seen() {
        return List.copyOf(seen);
    }

    private void poll() {
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
            try {
                seen.add(JSON.readTree(record.value()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}

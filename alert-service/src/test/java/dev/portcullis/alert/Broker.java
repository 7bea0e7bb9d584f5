// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Fact;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.event.EncodedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The broker of the service under test, as other services use it. */
public final class Broker {
    private Broker() {}

    /** Publishes the facts in their order, under one key, and waits until the broker has them. */
    public static void publish(String key, Fact... facts) throws Exception {
        List<Event<?>> events = new ArrayList<>();
        for (Fact fact : facts) {
            UUID id = UUID.randomUUID();
            events.add(new Event<>(
                    id,
                    "/portcullis/evaluation-service",
                    EventType.SECURITY_ALERT,
                    "test",
                    Instant.now(),
                    "correlation-" + key,
                    null,
                    null,
                    fact));
        }
        publish(key, events);
    }

    /** Publishes events; returns where the last of them lies. */
    public static RecordMetadata publish(String key, List<? extends Event<?>> events) throws Exception {
        RecordMetadata last = null;
        try (KafkaProducer<String, byte[]> producer = producer()) {
            for (Event<?> event : events) {
                EncodedEvent encoded = EncodedEvent.of(event);
                ProducerRecord<String, byte[]> message =
                        new ProducerRecord<>(name(Topic.SECURITY_ALERT), key, encoded.body());
                encoded.headers()
                        .forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                last = producer.send(message).get(30, TimeUnit.SECONDS);
            }
        }
        return last;
    }

    /** Publishes bytes that are no event. */
    public static void publishBytes(String key, String body) throws Exception {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(name(Topic.SECURITY_ALERT), key, body.getBytes(StandardCharsets.UTF_8)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    /** All that is on the audit topic, as text. */
    public static List<String> audited() {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(name(Topic.AUDIT), 0);
            consumer.assign(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            List<String> bodies = new ArrayList<>();
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<String, byte[]> message : consumer.poll(Duration.ofSeconds(1))) {
                    bodies.add(new String(message.value(), StandardCharsets.UTF_8));
                }
            }
            return bodies;
        }
    }

    private static KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    private static String name(Topic topic) {
        return ConfigProvider.getConfig().getValue("portcullis.topics.prefix", String.class) + topic.topicName();
    }

    private static String bootstrapServers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }
}

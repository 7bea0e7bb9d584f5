// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.publish;

import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.event.EncodedEvent;
import dev.portcullis.messaging.topic.TopicNames;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The service's one producer: idempotent, {@code acks=all}. A record is given up after
 * {@code portcullis.kafka.delivery-timeout} (default 10 s).
 */
@ApplicationScoped
public class KafkaSender {
    private static final Duration LONGEST_BLOCK = Duration.ofSeconds(3);

    private final Map<String, Object> broker;
    private final TopicNames topics;
    private final Duration deliveryTimeout;
    private @Nullable Producer<String, byte[]> producer;

    KafkaSender(
            @Identifier("default-kafka-broker") Map<String, Object> broker,
            TopicNames topics,
            @ConfigProperty(name = "portcullis.kafka.delivery-timeout", defaultValue = "10s")
                    Duration deliveryTimeout) {
        this.broker = broker;
        this.topics = topics;
        this.deliveryTimeout = deliveryTimeout;
    }

    /**
     * Sends without waiting for the acknowledgement, which completes the result. Blocks for some seconds at most, and
     * only where the broker or the topic is not known.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the same, without a thread that waits
    public CompletableFuture<Void> send(Topic topic, String key, EncodedEvent event) {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(topics.of(topic), key, event.body());
        event.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try {
            producer().send(message, (metadata, failure) -> {
                if (failure == null) {
                    acknowledged.complete(null);
                } else {
                    acknowledged.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            acknowledged.completeExceptionally(e);
        }
        return acknowledged;
    }

    @PreDestroy
    synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(5));
        }
    }

    private synchronized Producer<String, byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(configuration(), new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private Map<String, Object> configuration() {
        Map<String, Object> configuration = new HashMap<>();
        broker.forEach((name, value) -> {
            if (ProducerConfig.configNames().contains(name)) {
                configuration.put(name, value);
            }
        });
        configuration.put(ProducerConfig.ACKS_CONFIG, "all");
        configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        configuration.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        configuration.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
        configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis() / 2);
        configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) deliveryTimeout.toMillis());
        return configuration;
    }
}

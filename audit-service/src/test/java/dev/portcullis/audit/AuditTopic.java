// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit;

import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.eclipse.microprofile.config.ConfigProvider;

/** The audit topic of the service under test, written to as any producer could. */
public final class AuditTopic implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());

    /** A record to send; without an id or type the header is missing. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Sent(String id, String type, byte[] body) {
        public static Sent entry(String json) {
            return new Sent(
                    UUID.randomUUID().toString(), EventType.AUDIT.type(), json.getBytes(StandardCharsets.UTF_8));
        }
    }

    public static String bootstrapServers() {
        return ConfigProvider.getConfig().getValue("kafka.bootstrap.servers", String.class);
    }

    public static String name() {
        return ConfigProvider.getConfig().getValue("portcullis.topics.prefix", String.class) + Topic.AUDIT.topicName();
    }

    /** An entry's JSON. */
    public static String json(String action, String objectId, String namespace) {
        return """
                {"occurredAt":"2026-11-24T12:00:00Z","actor":{"kind":"person","id":"p-%1$s","name":"alice"},
                 "action":"%1$s","objectType":"proposal","objectId":"%2$s","namespace":"%3$s","details":{}}
                """.formatted(action, objectId, namespace);
    }

    /** Sends the records in their order and waits until the broker has them. */
    public void send(List<Sent> all) throws Exception {
        List<Future<RecordMetadata>> acknowledged = new ArrayList<>();
        for (Sent one : all) {
            ProducerRecord<byte[], byte[]> message =
                    new ProducerRecord<>(name(), "portcullis".getBytes(StandardCharsets.UTF_8), one.body());
            header(message, "ce_id", one.id());
            header(message, "ce_type", one.type());
            header(message, "ce_source", "/portcullis/policy-service");
            header(message, "ce_correlationid", "c-1");
            acknowledged.add(producer.send(message));
        }
        for (Future<RecordMetadata> one : acknowledged) {
            one.get(30, TimeUnit.SECONDS);
        }
    }

    @Override
    public void close() {
        producer.close();
    }

    private static void header(ProducerRecord<byte[], byte[]> message, String name, String value) {
        if (value != null) {
            message.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * One reader of the audit topic. It begins where the log's database says that the log ends, never at an offset of the
 * broker's; after a failure it forgets what it has read and begins there again.
 */
final class Sequencer implements AutoCloseable {
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);
    private static final long ADMIN_TIMEOUT_SECONDS = 10;

    private final Map<String, Object> settings;
    private final String topic;
    private final AppendEntries append;
    private @Nullable KafkaConsumer<byte[], byte[]> consumer;
    private @Nullable Source source;
    private volatile @Nullable String failure;

    Sequencer(Map<String, Object> settings, String topic, AppendEntries append) {
        this.settings = Map.copyOf(settings);
        this.topic = requireNonNull(topic, "topic is null");
        this.append = requireNonNull(append, "append is null");
    }

    /** Reads and appends one batch; returns whether to go on at once, which is always. */
    synchronized boolean step() throws Exception {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer().poll(LONGEST_POLL);
            for (TopicPartition partition : records.partitions()) {
                append.append(requireNonNull(source, "source is null"), records.records(partition));
            }
            failure = null;
            return true;
        } catch (Exception | Error e) {
            failure = String.valueOf(e.getMessage());
            close();
            throw e;
        }
    }

    /** What the last step failed with, or null where it went well. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumer == null) {
            KafkaConsumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            opened.subscribe(List.of(topic), new SeekToTheLogsEnd(opened));
            consumer = opened;
        }
        return consumer;
    }

    private UUID topicId() throws InterruptedException, ExecutionException, TimeoutException {
        Map<String, Object> access = new HashMap<>(settings);
        access.keySet().retainAll(AdminClientConfig.configNames());
        try (Admin admin = Admin.create(access)) {
            Uuid id = requireNonNull(
                            admin.describeTopics(List.of(topic))
                                    .topicNameValues()
                                    .get(topic),
                            "topic is not described")
                    .get(ADMIN_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                    .topicId();
            return new UUID(id.getMostSignificantBits(), id.getLeastSignificantBits());
        }
    }

    private final class SeekToTheLogsEnd implements ConsumerRebalanceListener {
        private final KafkaConsumer<byte[], byte[]> opened;

        SeekToTheLogsEnd(KafkaConsumer<byte[], byte[]> opened) {
            this.opened = opened;
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            for (TopicPartition partition : partitions) {
                try {
                    Source assigned = new Source(topic, topicId(), partition.partition());
                    long oldest = opened.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
                    opened.seek(partition, Math.max(oldest, append.nextOffset(assigned)));
                    source = assigned;
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while looking for the end of the log", e);
                } catch (SQLException | ExecutionException | TimeoutException e) {
                    throw new IllegalStateException("the end of the log cannot be found: " + e.getMessage(), e);
                }
            }
        }
    }
}

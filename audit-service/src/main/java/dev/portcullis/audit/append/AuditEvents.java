// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Loop;
import dev.portcullis.messaging.topic.TopicNames;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.jspecify.annotations.Nullable;

/**
 * Reads the audit topic and hands it to {@link AppendEntries}. The consumer group gives the topic's one partition to
 * one replica; should two believe to have it, the log's row lock lets one after the other append, and the later one
 * finds nothing left to do.
 */
@ApplicationScoped
class AuditEvents {
    private static final Duration NO_PAUSE = Duration.ofMillis(1);

    private final Map<String, Object> broker;
    private final TopicNames topics;
    private final AppendEntries append;
    private @Nullable Loop loop;
    private volatile @Nullable Sequencer sequencer;

    AuditEvents(
            @Identifier("default-kafka-broker") Map<String, Object> broker, TopicNames topics, AppendEntries append) {
        this.broker = broker;
        this.topics = topics;
        this.append = append;
    }

    void start(@Observes StartupEvent event) {
        start();
    }

    void stop(@Observes ShutdownEvent event) {
        stop();
    }

    /** Starts to read where the log ends. */
    synchronized void start() {
        Sequencer started = new Sequencer(settings(), topics.of(Topic.AUDIT), append);
        sequencer = started;
        loop = Loop.start("audit sequencer", NO_PAUSE, started::step);
    }

    /** Ends reading, after the batch at hand. */
    synchronized void stop() {
        requireNonNull(loop, "loop is null").close();
        requireNonNull(sequencer, "sequencer is null").close();
    }

    /** What keeps the log from growing, or null where nothing does. */
    @Nullable
    String failure() {
        Sequencer running = sequencer;
        return running == null ? "the sequencer has not been started" : running.failure();
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        broker.forEach((name, value) -> {
            if (ConsumerConfig.configNames().contains(name)) {
                settings.put(name, value);
            }
        });
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, topics.of(Topic.AUDIT) + ".audit-service");
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "audit-service");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 5_000);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        return settings;
    }
}

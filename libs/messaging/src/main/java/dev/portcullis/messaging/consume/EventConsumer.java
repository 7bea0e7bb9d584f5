// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import static java.util.stream.Collectors.toSet;

import dev.portcullis.contracts.Event;
import dev.portcullis.messaging.event.EventReader;
import dev.portcullis.messaging.event.UnreadableEventException;
import dev.portcullis.messaging.inbox.Inbox;
import dev.portcullis.messaging.work.Backoff;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jboss.logging.Logger;

/**
 * Takes a batch of Kafka records to a handler. A service has, for each topic it reads,
 *
 * <pre>{@code
 * @Incoming("merge-request")
 * @Blocking
 * void receive(ConsumerRecords<String, byte[]> records) {
 *     consumer.consume(records, this);
 * }
 * }</pre>
 *
 * <p>{@code @Blocking} is what keeps batches in order; with {@code @RunOnVirtualThread} they would overlap.
 */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));

    private final Inbox inbox;
    private final DeadLetterStore deadLetters;
    private final MeterRegistry meters;

    EventConsumer(Inbox inbox, DeadLetterStore deadLetters, MeterRegistry meters) {
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.meters = meters;
    }

    /**
     * Returns when the batch is dealt with and may be acknowledged: every event was handled in one transaction, was
     * handled before, or is a dead letter. While the database is away it waits and tries again, and does not return.
     *
     * @throws RuntimeException or an {@code Error}: a bug; the batch must not be acknowledged and the topic has to stop
     */
    public void consume(ConsumerRecords<String, byte[]> records, EventHandler handler) {
        Map<UUID, String> poison = new HashMap<>();
        for (int attempt = 1; ; attempt++) {
            try {
                QuarkusTransaction.requiringNew().run(() -> handle(records, handler, poison));
                return;
            } catch (PoisonEventException e) {
                if (!isNewPoison(e, records, poison)) {
                    tellStop(records, handler, e);
                    throw e;
                }
            } catch (RuntimeException | Error e) {
                if (!Transience.isTransient(e)) {
                    tellStop(records, handler, e);
                    throw e;
                }
                Duration wait = BACKOFF.after(attempt, ThreadLocalRandom.current());
                meters.counter("consumer.retries", "consumer", handler.consumer())
                        .increment();
                LOG.warnf("%s cannot handle %s and tries again in %s: %s", handler.consumer(), where(records), wait, e);
                pause(wait);
            }
        }
    }

    private void handle(ConsumerRecords<String, byte[]> records, EventHandler handler, Map<UUID, String> poison) {
        List<ReceivedEvent> readable = new ArrayList<>();
        for (ConsumerRecord<String, byte[]> message : records) {
            try {
                Event<?> event = EventReader.read(message);
                String reason = poison.get(event.id());
                if (reason == null) {
                    readable.add(new ReceivedEvent(event, message.topic(), message.partition(), message.offset()));
                } else {
                    deadLetters.add(handler.consumer(), message, reason, Optional.empty());
                }
            } catch (UnreadableEventException e) {
                deadLetters.add(handler.consumer(), message, e.reason(), e.position());
            }
        }
        List<ReceivedEvent> unseen = unseen(readable, handler);
        if (!unseen.isEmpty()) {
            handler.handle(unseen);
        }
    }

    /** Those that are new to the handler, each once although a batch may hold the same event twice. */
    private List<ReceivedEvent> unseen(List<ReceivedEvent> readable, EventHandler handler) {
        if (readable.isEmpty()) {
            return List.of();
        }
        Set<UUID> unseen = new HashSet<>(inbox.firstSeen(
                handler.consumer(),
                readable.stream().map(received -> received.event().id()).collect(toSet())));
        return readable.stream()
                .filter(received -> unseen.remove(received.event().id()))
                .toList();
    }

    private static boolean isNewPoison(
            PoisonEventException e, ConsumerRecords<String, byte[]> records, Map<UUID, String> poison) {
        // Each round puts one more event aside, so there are never more rounds than records.
        return poison.size() < records.count() && poison.put(e.eventId(), e.reason()) == null;
    }

    private static void tellStop(ConsumerRecords<String, byte[]> records, EventHandler handler, Throwable failure) {
        LOG.errorf(
                failure,
                "%s fails on %s in a way that does not pass by itself. It stops there; nothing is skipped or lost."
                        + " Mend the cause and restart the service.",
                handler.consumer(),
                where(records));
    }

    private static String where(ConsumerRecords<String, byte[]> records) {
        StringBuilder where = new StringBuilder();
        records.partitions().forEach(partition -> {
            List<ConsumerRecord<String, byte[]>> part = records.records(partition);
            where.append(where.isEmpty() ? "" : ", ")
                    .append(partition)
                    .append(" offsets ")
                    .append(part.getFirst().offset())
                    .append('-')
                    .append(part.getLast().offset());
        });
        return where.toString();
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting to try again; the batch is not acknowledged", e);
        }
    }
}

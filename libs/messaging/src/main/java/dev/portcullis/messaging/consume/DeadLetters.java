// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import dev.portcullis.contracts.Event;
import dev.portcullis.messaging.event.EventReader;
import dev.portcullis.messaging.event.UnreadableEventException;
import dev.portcullis.messaging.inbox.Inbox;
import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The records that could not be handled, for an operator to look at and to replay once the cause is mended. */
@ApplicationScoped
public class DeadLetters {
    private final DeadLetterStore store;
    private final RecordFetch kafka;
    private final Inbox inbox;
    private final List<EventHandler> handlers;

    DeadLetters(DeadLetterStore store, RecordFetch kafka, Inbox inbox, @All List<EventHandler> handlers) {
        this.store = store;
        this.kafka = kafka;
        this.inbox = inbox;
        this.handlers = handlers;
    }

    /**
     * A page of letters, oldest first.
     *
     * @param after the last id of the page before; empty for the first page
     * @param withReplayed whether those that have been handled meanwhile are in it
     * @param limit how many at most
     */
    public List<DeadLetter> list(Optional<UUID> after, boolean withReplayed, int limit) {
        return store.list(after.orElse(null), withReplayed, limit);
    }

    /** The letter of that id. */
    public Optional<DeadLetter> get(UUID id) {
        return store.get(id);
    }

    /**
     * Reads the record from Kafka again and hands it to its handler, whose changes, the note on the letter and what
     * {@code audit} does commit together. A letter that is handled already stays as it is.
     *
     * @param by who asks for it, as the audit log names people
     * @param audit is told of a letter that has been handled, inside the transaction
     * @return what became of it; empty where there is no letter of that id
     */
    public Optional<ReplayOutcome> replay(UUID id, String by, Consumer<DeadLetter> audit) {
        return store.get(id)
                .map(letter ->
                        letter.replayedAt() != null ? new ReplayOutcome.Handled(letter) : replay(letter, by, audit));
    }

    private ReplayOutcome replay(DeadLetter letter, String by, Consumer<DeadLetter> audit) {
        Optional<EventHandler> handler = handlers.stream()
                .filter(candidate -> candidate.consumer().equals(letter.consumer()))
                .findFirst();
        if (handler.isEmpty()) {
            return new ReplayOutcome.Gone(letter, "this service has no consumer " + letter.consumer() + " any more");
        }
        Optional<ConsumerRecord<String, byte[]>> message =
                kafka.fetch(letter.topic(), letter.partition(), letter.offset());
        if (message.isEmpty()) {
            return new ReplayOutcome.Gone(letter, "Kafka does not keep the record any more");
        }
        if (!Digest.of(message.get().value()).equals(letter.sha256())) {
            return new ReplayOutcome.Gone(
                    letter, "Kafka has another record at this position; the topic has been created anew");
        }
        try {
            Event<?> event = EventReader.read(message.get());
            ReceivedEvent received = new ReceivedEvent(event, letter.topic(), letter.partition(), letter.offset());
            return QuarkusTransaction.requiringNew()
                    .call(() -> handle(letter.id(), received, handler.get(), by, audit));
        } catch (UnreadableEventException e) {
            return new ReplayOutcome.StillDead(letter, e.reason());
        } catch (PoisonEventException e) {
            return new ReplayOutcome.StillDead(letter, e.reason());
        }
    }

    private ReplayOutcome handle(
            UUID id, ReceivedEvent received, EventHandler handler, String by, Consumer<DeadLetter> audit) {
        DeadLetter letter = store.lock(id).orElseThrow();
        if (letter.replayedAt() != null) {
            return new ReplayOutcome.Handled(letter);
        }
        // A copy of the same event may have been handled in the meantime.
        if (!inbox.firstSeen(handler.consumer(), Set.of(received.event().id())).isEmpty()) {
            handler.handle(List.of(received));
        }
        store.replayed(id, by);
        DeadLetter replayed = store.get(id).orElseThrow();
        audit.accept(replayed);
        return new ReplayOutcome.Handled(replayed);
    }
}

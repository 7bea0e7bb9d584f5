// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import java.util.List;

/**
 * What a service does with the events of a topic. A bean of this type receives them through {@link EventConsumer}, and
 * again when a dead letter is replayed.
 */
public interface EventHandler {
    /** Names this handler in the inbox and among the dead letters; the same for ever, unique in the service. */
    String consumer();

    /**
     * Handles events that this consumer has not handled before, in the order of their offsets. It runs in a transaction
     * that also records them as seen; when it throws, nothing has happened.
     *
     * <p>It stays in the database: calls to other systems are work rows. An exception that comes from the database or
     * the network being away has the batch repeated until it succeeds; {@link PoisonEventException} puts one event
     * aside; any other is a bug and stops the topic.
     */
    void handle(List<ReceivedEvent> events);
}

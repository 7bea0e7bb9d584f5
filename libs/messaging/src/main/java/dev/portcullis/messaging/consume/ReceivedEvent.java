// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.Fact;
import java.util.Optional;

/**
 * An event and where it was found.
 *
 * @param event the event
 * @param topic the broker's name of its topic
 * @param partition its partition
 * @param offset its offset there
 */
public record ReceivedEvent(Event<?> event, String topic, int partition, long offset) {
    public ReceivedEvent {
        requireNonNull(event, "event is null");
        requireNonNull(topic, "topic is null");
    }

    /** The fact, if it is of that class. */
    public <T extends Fact> Optional<T> data(Class<T> type) {
        return type.isInstance(event.data()) ? Optional.of(type.cast(event.data())) : Optional.empty();
    }
}

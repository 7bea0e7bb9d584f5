// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvents 1.0 event as it travels in Kafka's binary mode: the attributes are record headers {@code ce_…}, the
 * data is the JSON body.
 *
 * @param id unique for ever; the same event delivered twice has the same id
 * @param source who says so: {@code /portcullis/<service>} or {@code /gitlab/<instance>}
 * @param type the kind of fact
 * @param subject what it is about, for people and filters, e.g. {@code gitlab/42!7}
 * @param time when the fact became true, as far as the source knows
 * @param correlationId the same for all events that follow from one outside cause
 * @param causationId the event that directly led to this one, absent at the start of a chain
 * @param traceparent W3C trace context, absent outside a trace
 * @param data the fact; its class is {@link EventType#dataClass()} of {@code type}
 */
public record Event<T extends Fact>(
        UUID id,
        String source,
        EventType type,
        String subject,
        Instant time,
        String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent,
        T data) {

    /** The largest body, in bytes; anything larger travels as a reference with its SHA-256. */
    public static final int MAX_BYTES = 256 * 1024;

    public Event {
        requireNonNull(id, "id is null");
        requireNonNull(source, "source is null");
        requireNonNull(type, "type is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(time, "time is null");
        requireNonNull(correlationId, "correlationId is null");
        requireNonNull(data, "data is null");
        if (!type.dataClass().isInstance(data)) {
            throw new IllegalArgumentException("an event of type " + type.type() + " carries a "
                    + type.dataClass().getSimpleName() + ", not a "
                    + data.getClass().getSimpleName());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.event;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Fact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Reads events from Kafka records: CloudEvents 1.0 in binary mode with a JSON body. Unknown fields are ignored. */
public final class EventReader {
    private EventReader() {}

    /**
     * Reads one record.
     *
     * @throws UnreadableEventException where it is no event that this version knows
     */
    public static Event<?> read(ConsumerRecord<String, byte[]> message) throws UnreadableEventException {
        String version = required(message, "ce_specversion");
        if (!version.equals("1.0")) {
            throw new UnreadableEventException("header ce_specversion is not 1.0");
        }
        EventType type = EventType.ofType(required(message, "ce_type"))
                .orElseThrow(() -> new UnreadableEventException("header ce_type names no type that is known here"));
        return new Event<>(
                id(message),
                required(message, "ce_source"),
                type,
                required(message, "ce_subject"),
                time(message),
                required(message, "ce_correlationid"),
                optional(message, "ce_causationid"),
                optional(message, "ce_traceparent"),
                body(message.value(), type.dataClass()));
    }

    private static UUID id(ConsumerRecord<String, byte[]> message) throws UnreadableEventException {
        try {
            return UUID.fromString(required(message, "ce_id"));
        } catch (IllegalArgumentException e) {
            throw new UnreadableEventException("header ce_id is no UUID");
        }
    }

    private static Instant time(ConsumerRecord<String, byte[]> message) throws UnreadableEventException {
        try {
            return Instant.parse(required(message, "ce_time"));
        } catch (DateTimeException e) {
            throw new UnreadableEventException("header ce_time is no RFC 3339 time");
        }
    }

    private static Fact body(byte @Nullable [] body, Class<? extends Fact> type) throws UnreadableEventException {
        if (body == null || body.length == 0) {
            throw new UnreadableEventException("the body is empty");
        }
        if (body.length > Event.MAX_BYTES) {
            throw new UnreadableEventException(
                    "the body has " + body.length + " bytes, more than the " + Event.MAX_BYTES + " that may travel");
        }
        try {
            @Nullable Fact fact = EventJson.MAPPER.readValue(body, type);
            if (fact == null) {
                throw new UnreadableEventException("the body is null");
            }
            return fact;
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory never fails", e);
        }
    }

    private static UnreadableEventException unreadable(JsonProcessingException failure) {
        JsonLocation location = failure.getLocation();
        if (location == null || location.getLineNr() < 1) {
            return new UnreadableEventException(what(failure));
        }
        return new UnreadableEventException(
                what(failure),
                new UnreadableEventException.Position(
                        location.getLineNr(), location.getColumnNr(), location.getByteOffset()));
    }

    /** Jackson's own messages quote the content, so the sentence is made from the kind of error and its place. */
    private static String what(JsonProcessingException failure) {
        if (!(failure instanceof JsonMappingException mapping) || failure.getCause() instanceof StreamReadException) {
            return "malformed JSON";
        }
        if (mapping instanceof ValueInstantiationException) {
            return mapping.getCause() instanceof NullPointerException missing
                    ? missing.getMessage() + " at " + path(mapping)
                    : "an invalid value at " + path(mapping);
        }
        return "a value of the wrong type at " + path(mapping);
    }

    private static String path(JsonMappingException failure) {
        String path = failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "the root" : path.substring(0, Math.min(path.length(), 200));
    }

    private static String required(ConsumerRecord<String, byte[]> message, String name)
            throws UnreadableEventException {
        String value = optional(message, name);
        if (value == null || value.isBlank()) {
            throw new UnreadableEventException("header " + name + " is missing");
        }
        return value;
    }

    private static @Nullable String optional(ConsumerRecord<String, byte[]> message, String name) {
        @Nullable Header header = message.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.event;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.portcullis.contracts.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An event as Kafka carries it.
 *
 * @param headers the CloudEvents attributes {@code ce_…} and the content type
 * @param body the data as JSON
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy of every body would cost more than it protects
public record EncodedEvent(Map<String, String> headers, byte[] body) {
    public EncodedEvent {
        headers = Map.copyOf(headers);
        requireNonNull(body, "body is null");
    }

    /**
     * Encodes {@code event}.
     *
     * @throws IllegalArgumentException where its body is larger than {@link Event#MAX_BYTES}
     */
    public static EncodedEvent of(Event<?> event) {
        byte[] body;
        try {
            body = EventJson.MAPPER.writeValueAsBytes(event.data());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("event " + event.id() + " cannot be written as JSON", e);
        }
        if (body.length > Event.MAX_BYTES) {
            throw new IllegalArgumentException("The body of event " + event.id() + " ("
                    + event.type().type() + " about " + event.subject() + ") has " + body.length + " bytes; at most "
                    + Event.MAX_BYTES + " may travel. Send a reference with its SHA-256 instead.");
        }
        return new EncodedEvent(headers(event), body);
    }

    private static Map<String, String> headers(Event<?> event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", event.id().toString());
        headers.put("ce_source", event.source());
        headers.put("ce_type", event.type().type());
        headers.put("ce_time", event.time().toString());
        headers.put("ce_subject", event.subject());
        headers.put("ce_dataschema", event.type().dataSchema());
        headers.put("ce_correlationid", event.correlationId());
        putIfPresent(headers, "ce_causationid", event.causationId());
        putIfPresent(headers, "ce_traceparent", event.traceparent());
        headers.put("content-type", "application/json");
        return headers;
    }

    private static void putIfPresent(Map<String, String> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}

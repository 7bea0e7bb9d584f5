// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import dev.portcullis.service.sql.ColumnText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents attributes of a record (Kafka binding, binary mode), as far as they can be read.
 *
 * @param id absent where it is missing or not a UUID
 * @param time absent where it is missing or not a time
 */
record EventHeaders(
        @Nullable UUID id,
        @Nullable String type,
        @Nullable String source,
        @Nullable String subject,
        @Nullable Instant time,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent) {

    static EventHeaders of(Headers headers) {
        return new EventHeaders(
                uuid(text(headers, "ce_id")),
                text(headers, "ce_type"),
                text(headers, "ce_source"),
                text(headers, "ce_subject"),
                time(text(headers, "ce_time")),
                text(headers, "ce_correlationid"),
                text(headers, "ce_causationid"),
                text(headers, "ce_traceparent"));
    }

    private static @Nullable String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null
                ? null
                : ColumnText.fit(new String(header.value(), StandardCharsets.UTF_8), ColumnText.MAX_INDEXED);
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            Instant time = text == null ? null : Instant.parse(text);
            return time != null && ReadLeaf.isStorable(time) ? time : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}

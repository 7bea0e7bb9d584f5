// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.service.sql.ColumnText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a record of the audit topic; total: whatever the bytes are, they become a leaf. */
final class ReadLeaf {
    private static final ObjectReader ENTRY = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(AuditEntry.class);

    private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private ReadLeaf() {}

    static Leaf from(ConsumerRecord<byte[], byte[]> received) {
        byte[] raw = received.value() == null ? new byte[0] : received.value();
        EventHeaders headers = EventHeaders.of(received.headers());
        Instant timestamp = Instant.ofEpochMilli(Math.max(0, received.timestamp()));
        String fault = envelopeFault(headers, raw);
        if (fault != null) {
            return new Leaf(received.offset(), timestamp, raw, headers, null, fault);
        }
        try {
            AuditEntry entry = ENTRY.readValue(utf8(raw));
            String misfit = entry == null ? "the body is null" : misfit(entry);
            return new Leaf(received.offset(), timestamp, raw, headers, misfit == null ? entry : null, misfit);
        } catch (IOException e) {
            return new Leaf(received.offset(), timestamp, raw, headers, null, "the body is no audit entry" + place(e));
        }
    }

    /** Whether PostgreSQL can store the time. */
    static boolean isStorable(Instant time) {
        return !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    }

    private static String utf8(byte[] raw) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString();
    }

    private static @Nullable String envelopeFault(EventHeaders headers, byte[] raw) {
        if (headers.id() == null) {
            return "header ce_id is missing or not a UUID";
        }
        if (!EventType.AUDIT.type().equals(headers.type())) {
            return "header ce_type is " + headers.type() + ", not " + EventType.AUDIT.type();
        }
        if (raw.length > Event.MAX_BYTES) {
            return "the body has " + raw.length + " bytes, " + Event.MAX_BYTES + " are allowed";
        }
        return null;
    }

    private static @Nullable String misfit(AuditEntry entry) {
        if (!isStorable(entry.occurredAt())) {
            return "occurredAt is not a time between the years 1 and 9999";
        }
        if (!ColumnText.fits(entry.namespace(), ColumnText.MAX_INDEXED)) {
            return "the namespace is too long or holds NUL";
        }
        return null;
    }

    /** Where reading failed; never what stood there, which could be a secret. */
    private static String place(IOException failure) {
        JsonLocation location = failure instanceof JacksonException json ? json.getLocation() : null;
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}

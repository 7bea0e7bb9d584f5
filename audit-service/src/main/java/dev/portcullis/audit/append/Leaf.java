// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.append;

import dev.portcullis.auditlog.Hash;
import dev.portcullis.contracts.AuditEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record of the audit topic, about to become a leaf of the log. Bytes that cannot be read are leaves like others:
 * what was sent stays on record.
 *
 * @param offset where it lies in the topic
 * @param timestamp when the broker got it
 * @param raw the record's value as received; empty where there was none
 * @param headers the event's attributes
 * @param entry what the bytes say, absent where they cannot be read
 * @param fault why they cannot be read, absent where they can
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying each body would cost more than it protects
record Leaf(
        long offset,
        Instant timestamp,
        byte[] raw,
        EventHeaders headers,
        @Nullable AuditEntry entry,
        @Nullable String fault) {
    Hash hash() {
        return Hash.leaf(raw);
    }

    /** The same bytes as a leaf of their own, because their event id belongs to an earlier leaf with other bytes. */
    Leaf withTakenEventId(long earlier) {
        EventHeaders others = new EventHeaders(
                null,
                headers.type(),
                headers.source(),
                headers.subject(),
                headers.time(),
                headers.correlationId(),
                headers.causationId(),
                headers.traceparent());
        String taken = "event id " + headers.id() + " was used before, by leaf " + earlier + " with other bytes";
        return new Leaf(offset, timestamp, raw, others, null, taken);
    }
}

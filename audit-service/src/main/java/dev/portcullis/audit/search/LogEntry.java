// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.audit.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.portcullis.contracts.AuditEntry;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the audit log as it is served.
 *
 * @param index its place in the log, from 0, without gaps
 * @param leafHash SHA-256 of 0x00 and the bytes received (RFC 6962), in hexadecimal
 * @param receivedAt when it was appended
 * @param offset where it lies in the Kafka topic
 * @param eventId the event's CloudEvents id
 * @param source who reported it
 * @param correlationId the same for all that follows from one outside cause
 * @param causationId the event that led to this one
 * @param fault why the bytes could not be read; such an entry has no {@code entry}
 * @param entry what happened, exactly as it was reported
 * @param raw the bytes received in base64, over which the leaf hash is; in answers about a single entry only
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@SuppressWarnings("ArrayRecordComponent") // only ever serialised
record LogEntry(
        long index,
        String leafHash,
        Instant receivedAt,
        long offset,
        @Nullable UUID eventId,
        @Nullable String source,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String fault,

        @JsonRawValue @Schema(implementation = AuditEntry.class) @Nullable
        String entry,

        @Schema(type = SchemaType.STRING, format = "byte") byte @Nullable [] raw) {}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened and has to stay on record.
 *
 * @param occurredAt when
 * @param actor who did it
 * @param action what was done, {@code <object>.<verb in the past tense>}, e.g. {@code proposal.approved}
 * @param objectType what it was done to, e.g. {@code proposal}
 * @param objectId which one
 * @param namespace the grant namespace that may read the entry: {@code <instance>[/<path>]}, empty for all of Portcullis
 * @param project the project concerned, absent where there is none
 * @param reason why, in the actor's words, absent where none was given
 * @param details more facts, at most 64, never secrets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        Instant occurredAt,
        Actor actor,
        String action,
        String objectType,
        String objectId,
        String namespace,
        @Nullable ProjectRef project,
        @Nullable String reason,
        Map<String, String> details)
        implements Fact {
    public AuditEntry {
        requireNonNull(occurredAt, "occurredAt is null");
        requireNonNull(actor, "actor is null");
        requireNonNull(action, "action is null");
        requireNonNull(objectType, "objectType is null");
        requireNonNull(objectId, "objectId is null");
        requireNonNull(namespace, "namespace is null");
        details = Map.copyOf(details);
    }
}

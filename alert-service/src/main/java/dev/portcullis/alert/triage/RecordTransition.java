// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.alert.triage;

import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts a change of an alert's state on record, in its own history and in the audit log, within its transaction. */
@ApplicationScoped
class RecordTransition {
    private static final String AUDIT_LOG = "portcullis";

    private final HistoryStore history;
    private final Outbox outbox;

    RecordTransition(HistoryStore history, Outbox outbox) {
        this.history = history;
        this.outbox = outbox;
    }

    /**
     * Records a change.
     *
     * @param alert the alert after it
     * @param verb what was done, in the past tense
     * @param cause the event that led to it, absent where a person did it
     */
    void record(Alert alert, Transition transition, String verb, @Nullable Event<?> cause) {
        history.addTransition(alert.id(), transition);
        Instant now = transition.at();
        AuditEntry entry = new AuditEntry(
                now,
                transition.by(),
                "alert." + verb,
                "alert",
                alert.id().toString(),
                alert.namespace(),
                alert.latest().project(),
                transition.reason(),
                Map.of(
                        "title", alert.latest().title(),
                        "kind", alert.latest().kind(),
                        "fingerprint", alert.latest().fingerprint()));
        UUID id = Ids.timeOrdered();
        outbox.add(
                Topic.AUDIT,
                AUDIT_LOG,
                new Event<>(
                        id,
                        "/portcullis/alert-service",
                        EventType.AUDIT,
                        "alert/" + alert.id(),
                        now,
                        cause == null ? id.toString() : cause.correlationId(),
                        cause == null ? null : cause.id().toString(),
                        cause == null ? null : cause.traceparent(),
                        entry));
    }
}

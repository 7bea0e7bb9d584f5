// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.audit;

import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.outbox.Outbox;
import dev.portcullis.service.access.Caller;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Publishes audit entries and alerts with the current transaction. */
@ApplicationScoped
public class AuditTrail {
    /** The service itself, for what no caller asked for. */
    public static final Actor SERVICE = new Actor(Actor.Kind.SERVICE, "policy", "policy");

    /** The CloudEvents source of everything that this service says. */
    public static final String SOURCE = "/portcullis/policy";

    private static final String LOG_KEY = "audit";

    private final Outbox outbox;
    private final Clock clock;

    AuditTrail(Outbox outbox, Clock clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What was done to which object.
     *
     * @param action {@code <object>.<verb in the past tense>}
     * @param objectId which object; its type is the first part of the action
     * @param namespace who may read the entry
     * @param reason why, in the actor's words
     * @param details more facts, never secrets
     */
    public record Entry(
            String action,
            String objectId,
            String namespace,
            @Nullable String reason,
            Map<String, String> details) {
        public Entry(String action, UUID objectId, String namespace, @Nullable String reason) {
            this(action, objectId.toString(), namespace, reason, Map.of());
        }

        String objectType() {
            return action.substring(0, action.indexOf('.'));
        }
    }

    /** Records what the caller of the current request did. */
    public void add(Caller caller, Entry entry) {
        add(caller.actor(), entry);
    }

    /** Records what {@code actor} did. */
    public void add(Actor actor, Entry entry) {
        Instant now = clock.instant();
        AuditEntry data = new AuditEntry(
                now,
                actor,
                entry.action(),
                entry.objectType(),
                entry.objectId(),
                entry.namespace(),
                null,
                entry.reason(),
                entry.details());
        String subject = entry.objectType() + "/" + entry.objectId();
        outbox.add(
                Topic.AUDIT,
                LOG_KEY,
                new Event<>(
                        Ids.timeOrdered(), SOURCE, EventType.AUDIT, subject, now, entry.objectId(), null, null, data));
    }

    /** Raises an alert. */
    public void alert(SecurityAlert alert) {
        outbox.add(
                Topic.SECURITY_ALERT,
                alert.fingerprint(),
                new Event<>(
                        Ids.timeOrdered(),
                        SOURCE,
                        EventType.SECURITY_ALERT,
                        alert.kind(),
                        alert.occurredAt(),
                        alert.fingerprint(),
                        null,
                        null,
                        alert));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.announcement;

import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.ApprovalDecided;
import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Fact;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Puts events into the outbox, in the caller's transaction. */
@ApplicationScoped
public class Announcements {
    /** The service itself, for what no person asked for. */
    public static final Actor SERVICE = new Actor(Actor.Kind.SERVICE, "evaluation", "evaluation");

    private static final String SOURCE = "/portcullis/evaluation";
    private static final String LOG_KEY = "audit";

    private final Outbox outbox;

    Announcements(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Tells what a merge request needs now. */
    public void approval(EventType type, ApprovalDecided decided) {
        String subject = decided.project().key() + "!" + decided.iid();
        String correlation = decided.decisionId().toString();
        add(decided.project().key(), event(type, subject, decided.decidedAt(), correlation, decided));
    }

    /** Raises an alert. */
    public void alert(SecurityAlert alert, String correlation) {
        add(alert.fingerprint(), event(EventType.SECURITY_ALERT, alert.kind(), alert.occurredAt(), correlation, alert));
    }

    /** Puts something on record. */
    public void audit(AuditEntry entry, String correlation) {
        String subject = entry.objectType() + "/" + entry.objectId();
        add(LOG_KEY, event(EventType.AUDIT, subject, entry.occurredAt(), correlation, entry));
    }

    /** An alert's fingerprint: equal for alerts that are the same in all {@code parts}. */
    public static String fingerprint(Object... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (Object part : parts) {
                sha256.update(part.toString().getBytes(StandardCharsets.UTF_8));
                sha256.update((byte) 0);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    private void add(String key, Event<?> event) {
        outbox.add(event.type().topic(), key, event);
    }

    private static <T extends Fact> Event<T> event(
            EventType type, String subject, Instant time, String correlation, T data) {
        return new Event<>(Ids.timeOrdered(), SOURCE, type, subject, time, correlation, null, null, data);
    }
}

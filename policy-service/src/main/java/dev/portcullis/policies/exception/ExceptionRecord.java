// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Severity;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.policy.StoredException;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.service.access.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts on record what happens to exceptions, and raises the alerts about their ends. */
@ApplicationScoped
class ExceptionRecord {
    private final AuditTrail audit;
    private final Caller caller;

    ExceptionRecord(AuditTrail audit, Caller caller) {
        this.audit = audit;
        this.caller = caller;
    }

    /** Something that the caller did. */
    void add(StoredException exception, String action, @Nullable String reason) {
        audit.add(caller.actor(), entry(exception, action, reason));
    }

    /** Something that time did. */
    void addByTime(StoredException exception, String action) {
        audit.add(AuditTrail.SERVICE, entry(exception, action, null));
    }

    /** Something that the caller tried and was refused: recorded although their transaction rolls back. */
    void addRefusal(StoredException exception, String action, String why) {
        Actor actor = caller.actor();
        AuditTrail.Entry entry = entry(exception, action, why);
        QuarkusTransaction.requiringNew().run(() -> audit.add(actor, entry));
    }

    /** Warns that an exception is about to end. */
    void warn(StoredException exception, Instant now) {
        alert(
                exception,
                "exception-expiring",
                Severity.LOW,
                "Exception from " + subject(exception) + " ends at " + exception.endsAt,
                "What it took out will block merge requests again from then on. Have it fixed by then, or ask for"
                        + " another exception. Asked for by " + exception.requestedByName + ": " + exception.reason,
                now);
    }

    /** Tells that an exception has ended. */
    void ended(StoredException exception, Instant now) {
        alert(
                exception,
                "exception-expired",
                Severity.MEDIUM,
                "Exception from " + subject(exception) + " has ended",
                "What it took out blocks merge requests again. Asked for by " + exception.requestedByName + ": "
                        + exception.reason,
                now);
    }

    private void alert(
            StoredException exception, String kind, Severity severity, String title, String description, Instant now) {
        audit.alert(new SecurityAlert(
                Secrets.digest(kind + " " + exception.id),
                kind,
                severity,
                title,
                description,
                null,
                null,
                null,
                now,
                Map.of(
                        "namespace", exception.namespace,
                        "exception", exception.id.toString(),
                        "ends_at", exception.endsAt.toString())));
    }

    private static String subject(StoredException exception) {
        return exception.policyName == null
                ? "the policies of " + exception.level().text()
                : "the policy '" + exception.policyName + "'";
    }

    private static AuditTrail.Entry entry(StoredException exception, String action, @Nullable String reason) {
        return new AuditTrail.Entry(
                action,
                exception.id.toString(),
                exception.namespace,
                reason,
                Map.of(
                        "level",
                        exception.level().text(),
                        "policy",
                        exception.policyName == null ? "" : exception.policyName,
                        "whole",
                        Boolean.toString(exception.whole),
                        "digest",
                        exception.digest,
                        "endsAt",
                        exception.endsAt.toString(),
                        "requestedBy",
                        exception.requestedByName));
    }
}

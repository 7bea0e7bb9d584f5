// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import dev.portcullis.contracts.AuditEntry;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Severity;
import dev.portcullis.evaluation.announcement.Announcements;
import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.mergerequest.KnownMergeRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Tells of what stands against enforcement; about one thing once a day. */
@ApplicationScoped
class EnforcementAlerts {
    private static final Duration AGAIN = Duration.ofDays(1);

    private final Database database;
    private final Announcements announcements;

    EnforcementAlerts(Database database, Announcements announcements) {
        this.database = database;
        this.announcements = announcements;
    }

    /**
     * What is wrong.
     *
     * @param kind e.g. {@code status-forged}; with {@code subject} it makes the alert the same alert
     * @param subject what it is about
     * @param description what happened and what to do
     */
    record Trouble(String kind, String subject, Severity severity, String title, String description) {}

    /** Raises an alert and puts it on record, in a transaction of its own. */
    void raise(KnownMergeRequest about, Trouble trouble, Map<String, String> details) {
        String fingerprint = Announcements.fingerprint(trouble.kind(), trouble.subject());
        Instant now = Instant.now();
        database.inTransaction(() -> {
            if (!isDue(fingerprint, now)) {
                return false;
            }
            ProjectRef project =
                    new ProjectRef(about.key().instance(), about.key().projectId(), about.projectPath());
            announcements.alert(
                    new SecurityAlert(
                            fingerprint,
                            trouble.kind(),
                            trouble.severity(),
                            trouble.title(),
                            trouble.description(),
                            project,
                            about.key().iid(),
                            about.url(),
                            now,
                            details),
                    fingerprint);
            announcements.audit(
                    new AuditEntry(
                            now,
                            Announcements.SERVICE,
                            "enforcement." + trouble.kind(),
                            "enforcement",
                            about.key().text(),
                            about.namespace(),
                            project,
                            trouble.title(),
                            details),
                    fingerprint);
            return true;
        });
    }

    private boolean isDue(String fingerprint, Instant now) {
        return database.update(
                        "insert into enforcement_alert as known (fingerprint, raised_at) values (?, ?)"
                                + " on conflict (fingerprint) do update set raised_at = excluded.raised_at"
                                + " where known.raised_at < ?",
                        fingerprint,
                        now,
                        now.minus(AGAIN))
                == 1;
    }
}

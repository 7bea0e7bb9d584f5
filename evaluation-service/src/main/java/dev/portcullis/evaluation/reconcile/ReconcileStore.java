// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.reconcile;

import dev.portcullis.evaluation.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** The tables {@code reconciled_instance} and {@code reconciled_project}: how far GitLab has been polled. */
@ApplicationScoped
class ReconcileStore {
    private final Database database;

    ReconcileStore(Database database) {
        this.database = database;
    }

    Optional<Instant> until(String instance) {
        return database.first(
                "select until from reconciled_instance where instance = ?",
                row -> Database.requiredInstant(row, 1),
                instance);
    }

    void setUntil(String instance, Instant until) {
        database.update(
                "insert into reconciled_instance (instance, until) values (?, ?)"
                        + " on conflict (instance) do update set until = excluded.until",
                instance,
                until);
    }

    Optional<Instant> until(String instance, long projectId) {
        return database.first(
                "select until from reconciled_project where instance = ? and project_id = ?",
                row -> Database.requiredInstant(row, 1),
                instance,
                projectId);
    }

    void setUntil(String instance, long projectId, Instant until) {
        database.update(
                "insert into reconciled_project (instance, project_id, until) values (?, ?, ?)"
                        + " on conflict (instance, project_id) do update set until = excluded.until",
                instance,
                projectId,
                until);
    }
}

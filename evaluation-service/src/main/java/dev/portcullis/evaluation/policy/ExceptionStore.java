// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.contracts.ApprovedException;
import dev.portcullis.evaluation.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** The table {@code policy_exception}. */
@ApplicationScoped
class ExceptionStore {
    private static final String SAVE = """
            insert into policy_exception (id, instance, revision, revoked_revision, ends_at, body)
            values (?, ?, ?, ?, ?, ?)
            on conflict (id) do update set revoked_revision = excluded.revoked_revision,
                ends_at = excluded.ends_at, body = excluded.body""";
    private static final String IN_FORCE = """
            select body from policy_exception
            where instance = ? and revoked_revision is null and ends_at > ?
            order by id""";

    private final Database database;
    private final ObjectMapper json;

    ExceptionStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    /** Puts an exception into force, or ends it where it was revoked. */
    void save(ApprovedException exception, long revision) {
        database.update(
                SAVE,
                exception.id(),
                exception.level().instance(),
                revision,
                exception.revokedAt() == null ? null : revision,
                exception.endsAt(),
                write(exception));
    }

    /** The exceptions of an instance that are neither revoked nor over at {@code now}. */
    List<ApprovedException> inForce(String instance, Instant now) {
        return database.list(IN_FORCE, row -> read(row.getString(1)), instance, now);
    }

    private String write(ApprovedException exception) {
        try {
            return json.writeValueAsString(exception);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an exception that was read from JSON can be written as JSON", e);
        }
    }

    private ApprovedException read(String body) {
        try {
            return json.readValue(body, ApprovedException.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored exception cannot be read", e);
        }
    }
}

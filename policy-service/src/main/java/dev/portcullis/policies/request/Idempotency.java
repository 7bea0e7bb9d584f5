// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.request;

import static dev.portcullis.service.problem.ProblemException.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.service.access.Caller;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Creates that are sent twice and happen once. Of two requests with one key at the same time the second waits for the
 * first one's transaction.
 */
@ApplicationScoped
public class Idempotency {
    /** The request header. */
    public static final String HEADER = "Idempotency-Key";

    private static final int LONGEST_KEY = 200;
    private static final Duration KEPT = Duration.ofDays(2);

    private final EntityManager entities;
    private final ObjectMapper json;
    private final Caller caller;
    private final Clock clock;

    Idempotency(EntityManager entities, ObjectMapper json, Caller caller, Clock clock) {
        this.entities = entities;
        this.json = json;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Claims the key for the object that this request is about to create.
     *
     * @param key the caller's key; null where they sent none
     * @param request what they asked for
     * @param objectId the id of the object to be created
     * @return the object that the same request created before, or empty where this one is the first
     * @throws dev.portcullis.service.problem.ProblemException 422 where the key was used for another request, 400 where
     *     it is too long
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UUID> claim(@Nullable String key, Object request, UUID objectId) {
        if (key == null) {
            return Optional.empty();
        }
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw problem(400, "Invalid idempotency key")
                    .detail("The header " + HEADER + " takes 1 to " + LONGEST_KEY + " characters.")
                    .build();
        }
        String digest = digest(request);
        int claimed = entities.createNativeQuery("insert into idempotency_key"
                        + " (caller, key, request_digest, object_id, created_at) values (?1, ?2, ?3, ?4, ?5)"
                        + " on conflict do nothing")
                .setParameter(1, caller.id())
                .setParameter(2, key)
                .setParameter(3, digest)
                .setParameter(4, objectId)
                .setParameter(5, clock.instant())
                .executeUpdate();
        return claimed == 1 ? Optional.empty() : Optional.of(earlier(key, digest));
    }

    private UUID earlier(String key, String digest) {
        Object[] row = (Object[]) entities.createNativeQuery(
                        "select object_id, request_digest from idempotency_key where caller = ?1 and key = ?2",
                        Object[].class)
                .setParameter(1, caller.id())
                .setParameter(2, key)
                .getSingleResult();
        if (!digest.equals(row[1])) {
            throw problem(422, "Idempotency key used before")
                    .detail("The key '" + key + "' came with another request. Take a new key for a new request.")
                    .build();
        }
        return (UUID) row[0];
    }

    @Scheduled(every = "6h", delayed = "5m")
    @Transactional
    void prune() {
        Instant before = clock.instant().minus(KEPT);
        entities.createNativeQuery("delete from idempotency_key where created_at < ?1")
                .setParameter(1, before)
                .executeUpdate();
    }

    private String digest(Object request) {
        try {
            return Secrets.digest(request.getClass().getSimpleName() + json.writeValueAsString(request));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request that was read from JSON can be written as JSON", e);
        }
    }
}

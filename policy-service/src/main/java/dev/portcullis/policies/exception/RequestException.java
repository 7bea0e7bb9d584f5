// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import static dev.portcullis.policies.exception.Criteria.invalid;
import static dev.portcullis.service.problem.ProblemException.problem;
import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.LevelKind;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.policy.StoredException;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes requests for exceptions. */
@ApplicationScoped
class RequestException {
    private final Levels levels;
    private final People people;
    private final ExceptionStore store;
    private final ExceptionRecord trail;
    private final Idempotency idempotency;
    private final ExceptionConfig config;
    private final Caller caller;
    private final Clock clock;

    RequestException(
            Levels levels,
            People people,
            ExceptionStore store,
            ExceptionRecord trail,
            Idempotency idempotency,
            ExceptionConfig config,
            Caller caller,
            Clock clock) {
        this.levels = levels;
        this.people = people;
        this.store = store;
        this.trail = trail;
        this.idempotency = idempotency;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * What somebody asks for.
     *
     * @param policyId the policy that gives way, with which the level is given, too; null for all of {@code level}
     * @param scope full path of the group or project it is for; null for the whole level
     */
    record Wanted(
            @Nullable UUID policyId,
            @Nullable Level level,
            @Nullable String scope,
            boolean whole,
            Criteria criteria,
            String reason,
            Instant endsAt) {}

    /**
     * Opens a request.
     *
     * @throws ProblemException 422 where it could not work, 404 or 403 where the caller may not ask there
     */
    @Transactional
    StoredException request(Wanted wanted, @Nullable String key) {
        UUID requester = people.requirePerson(caller);
        StoredPolicy policy = wanted.policyId() == null ? null : policy(wanted.policyId());
        Level level = level(wanted, policy);
        String scope = scope(wanted, level);
        String namespace = scope.isEmpty() ? level.text() : level.instance() + "/" + scope;
        requireMayAsk(namespace);
        requireOpenPolicy(policy);
        Instant now = clock.instant();
        requireEnd(wanted.endsAt(), now);
        UUID id = Ids.timeOrdered();
        Optional<UUID> earlier = idempotency.claim(key, wanted, id);
        if (earlier.isPresent()) {
            return store.get(earlier.get());
        }
        StoredException exception = new StoredException();
        exception.id = id;
        exception.levelKind = Levels.word(level.kind());
        exception.instance = level.instance();
        exception.path = level.path();
        exception.namespace = namespace;
        exception.scope = scope;
        exception.policyId = policy == null ? null : policy.id;
        exception.policyName = policy == null ? null : policy.name;
        exception.whole = wanted.whole();
        exception.findings = wanted.criteria().findings();
        exception.identifiers = wanted.criteria().identifiers();
        exception.paths = wanted.criteria().paths();
        exception.scanners = wanted.criteria().scanners();
        exception.purls = wanted.criteria().purls();
        exception.reason = wanted.reason();
        exception.endsAt = wanted.endsAt().truncatedTo(ChronoUnit.MILLIS);
        exception.digest = digest(exception);
        exception.state = "requested";
        exception.etag = 1;
        exception.requestedBy = requester;
        exception.requestedByName = caller.name();
        exception.requestedAt = now;
        exception.nextCheckAt = exception.endsAt;
        exception.persist();
        trail.add(exception, "exception.requested", exception.reason);
        return exception;
    }

    // Whom the policy binds may ask for an exception from it, whether or not they may read where it lives.
    private StoredPolicy policy(UUID id) {
        StoredPolicy policy = StoredPolicy.findById(id);
        if (policy == null) {
            throw Preconditions.notFound();
        }
        return policy;
    }

    private Level level(Wanted wanted, @Nullable StoredPolicy policy) {
        if ((policy == null) == (wanted.level() == null)) {
            throw invalid("Name either the 'policyId' that gives way, or the 'level' whose policies all do.");
        }
        if (policy != null) {
            return policy.level();
        }
        Level level = requireNonNull(wanted.level(), "level is null");
        levels.requirePossible(level);
        if (wanted.whole() && wanted.scope() == null && level.kind() != LevelKind.PROJECT) {
            throw invalid("That would switch off every policy of " + level.text()
                    + ". Name the 'policyId', or the 'scope' that it is for.");
        }
        return level;
    }

    private String scope(Wanted wanted, Level level) {
        String scope = wanted.scope() == null ? level.path() : wanted.scope();
        boolean below = level.path().isEmpty()
                || scope.equals(level.path())
                || (level.kind() == LevelKind.GROUP && scope.startsWith(level.path() + "/"));
        if (!below) {
            // Who asks for a place that the policy does not bind learns nothing about the policy.
            throw Preconditions.notFound();
        }
        if (!scope.isEmpty()) {
            levels.requirePossible(new Level(LevelKind.GROUP, level.instance(), scope));
        }
        return scope;
    }

    private void requireMayAsk(String namespace) {
        if (!caller.may(Role.ALERT_RESPONDER, namespace)) {
            caller.require(Role.POLICY_AUTHOR, namespace);
        }
    }

    private void requireEnd(Instant endsAt, Instant now) {
        Instant latest = now.plus(config.maxDuration());
        if (!endsAt.isAfter(now) || endsAt.isAfter(latest)) {
            throw invalid("'endsAt' has to lie between now and " + latest.truncatedTo(ChronoUnit.SECONDS)
                    + ": an exception lasts " + config.maxDuration().toDays() + " days at most.");
        }
    }

    private static void requireOpenPolicy(@Nullable StoredPolicy policy) {
        if (policy != null && policy.policyState() == PolicyState.RETIRED) {
            throw problem(409, "Not possible now")
                    .detail("The policy is retired, so there is nothing to be excepted from.")
                    .build();
        }
    }

    /** Over everything that an approval brings about; this is what it is bound to. */
    private static String digest(StoredException exception) {
        List<String> parts = List.of(
                exception.level().text(),
                String.valueOf(exception.policyId),
                exception.scope,
                Boolean.toString(exception.whole),
                exception.findings.toString(),
                exception.identifiers.toString(),
                exception.paths.toString(),
                exception.scanners.toString(),
                exception.purls.toString(),
                exception.endsAt.toString(),
                exception.reason);
        return Secrets.digest(String.join("\n", parts));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.PolicyState;
import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.policy.Activation;
import dev.portcullis.policies.policy.StoredException;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.review.Ballot;
import dev.portcullis.policies.review.Refusal;
import dev.portcullis.policies.review.ReviewConfig;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people, and time, do with an exception once it is asked for. */
@ApplicationScoped
class ReviewException {
    private final ExceptionStore store;
    private final ExceptionRecord trail;
    private final People people;
    private final Activation activation;
    private final ReviewConfig review;
    private final ExceptionConfig config;
    private final Caller caller;
    private final Clock clock;

    ReviewException(
            ExceptionStore store,
            ExceptionRecord trail,
            People people,
            Activation activation,
            ReviewConfig review,
            ExceptionConfig config,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.trail = trail;
        this.people = people;
        this.activation = activation;
        this.review = review;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Approves a request, with which it comes into force if there are enough approvals now.
     *
     * @throws Refusal where the caller asked for it, approved before or saw something else
     */
    @Transactional
    StoredException approve(UUID id, String digest, @Nullable String comment, @Nullable String ifMatch) {
        StoredException exception = store.lock(id);
        requireApprover(exception);
        Preconditions.requireMatch(ifMatch, exception.etag);
        UUID person = people.requireLinkedHuman(caller);
        Instant now = clock.instant();
        ExceptionState next = approved(exception, person, digest, now);
        requirePolicy(exception);
        ExceptionApproval approval = new ExceptionApproval();
        approval.id = Ids.timeOrdered();
        approval.exceptionId = id;
        approval.digest = digest;
        approval.personId = person;
        approval.personName = caller.name();
        approval.comment = comment;
        approval.approvedAt = now;
        approval.persist();
        exception.state = next.word();
        exception.etag++;
        trail.add(exception, "exception.approved", comment);
        if (next instanceof ExceptionState.Active) {
            activation.except(exception);
            exception.nextCheckAt = nextCheck(exception.endsAt, now);
            trail.add(exception, "exception.activated", exception.reason);
        }
        return exception;
    }

    /** Refuses a request. */
    @Transactional
    StoredException reject(UUID id, String reason, @Nullable String ifMatch) {
        StoredException exception = store.lock(id);
        requireApprover(exception);
        Preconditions.requireMatch(ifMatch, exception.etag);
        return close(exception, life(exception).requireRequested().reject(), reason, "exception.rejected");
    }

    /** Takes a request back. */
    @Transactional
    StoredException withdraw(UUID id, String reason, @Nullable String ifMatch) {
        StoredException exception = store.lock(id);
        Preconditions.requireMatch(ifMatch, exception.etag);
        ExceptionState withdrawn = life(exception).requireRequested().withdraw(people.requirePerson(caller));
        return close(exception, withdrawn, reason, "exception.withdrawn");
    }

    /** Ends an exception before its time. It takes one person, since it makes nothing weaker. */
    @Transactional
    StoredException revoke(UUID id, String reason, @Nullable String ifMatch) {
        StoredException exception = store.lock(id);
        boolean own = exception.requestedBy.toString().equals(caller.id());
        if (!own && !caller.may(Role.ADMIN, exception.level().text())) {
            requireApprover(exception);
        }
        Preconditions.requireMatch(ifMatch, exception.etag);
        ExceptionState revoked = life(exception).requireActive().revoke();
        Instant now = clock.instant();
        exception.closedAt = now;
        activation.revoke(exception, now);
        return close(exception, revoked, reason, "exception.revoked");
    }

    /** Does what is due about one exception: warns or ends it; false where nothing is due. */
    @Transactional
    boolean checkOne() {
        Instant now = clock.instant();
        StoredException exception = store.lockDue(now);
        if (exception == null) {
            return false;
        }
        if (now.isBefore(exception.endsAt)) {
            trail.warn(exception, now);
            exception.nextCheckAt = nextCheck(exception.endsAt, now);
            return true;
        }
        ExceptionState ended =
                switch (life(exception)) {
                    case ExceptionState.Active active -> active.expire();
                    case ExceptionState.Requested requested -> requested.expire();
                    case ExceptionState over -> over;
                };
        if (exception.activeSince != null) {
            trail.ended(exception, now);
        }
        exception.state = ended.word();
        exception.closedAt = now;
        exception.etag++;
        trail.addByTime(exception, "exception.expired");
        return true;
    }

    /** The next warning after {@code now}, or the end. */
    private Instant nextCheck(Instant endsAt, Instant now) {
        return config.warnBefore().stream()
                .map((Duration before) -> endsAt.minus(before))
                .filter(now::isBefore)
                .min(Instant::compareTo)
                .orElse(endsAt);
    }

    private ExceptionState approved(StoredException exception, UUID person, String digest, Instant now) {
        int required = review.required(exception.level().kind());
        try {
            return life(exception).requireRequested().approve(person, people.sameHuman(person), digest, required, now);
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.OWN_WORK) {
                trail.addRefusal(exception, "exception.self-approval-refused", refusal.sentence());
            }
            throw refusal;
        }
    }

    private ExceptionState life(StoredException exception) {
        return switch (exception.state) {
            case "requested" -> new ExceptionState.Requested(ballot(exception), exception.endsAt);
            case "active" -> new ExceptionState.Active();
            case "rejected" -> new ExceptionState.Rejected();
            case "withdrawn" -> new ExceptionState.Withdrawn();
            case "revoked" -> new ExceptionState.Revoked();
            case "expired" -> new ExceptionState.Expired();
            default ->
                throw new IllegalStateException(
                        "exception " + exception.id + " is in no known state: " + exception.state);
        };
    }

    private Ballot ballot(StoredException exception) {
        return new Ballot(
                exception.digest,
                Set.of(exception.requestedBy),
                store.approvals(exception.id).stream()
                        .map(given -> new Ballot.Vote(given.personId, given.digest, given.approvedAt))
                        .collect(Collectors.toList()));
    }

    private StoredException close(StoredException exception, ExceptionState state, String reason, String action) {
        exception.state = state.word();
        exception.closedBy = people.requirePerson(caller);
        exception.closedByName = caller.name();
        exception.closedAt = exception.closedAt == null ? clock.instant() : exception.closedAt;
        exception.closedReason = reason;
        exception.etag++;
        trail.add(exception, action, reason);
        return exception;
    }

    /** The level that owns the policy decides, never one below: whoever may only read is told so. */
    private void requireApprover(StoredException exception) {
        String level = exception.level().text();
        if (!caller.may(Role.POLICY_APPROVER, level)) {
            throw problem(403, "Not allowed")
                    .detail("The policies belong to " + level + ", so it takes the role policy-approver there.")
                    .build();
        }
    }

    private static void requirePolicy(StoredException exception) {
        StoredPolicy policy = exception.policyId == null ? null : StoredPolicy.findById(exception.policyId);
        if (policy != null && policy.policyState() == PolicyState.RETIRED) {
            throw problem(409, "Not possible now")
                    .detail("The policy was retired meanwhile, so there is nothing to be excepted from. Reject it.")
                    .build();
        }
    }
}

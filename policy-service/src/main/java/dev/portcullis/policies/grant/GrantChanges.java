// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.grant;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Changes of grants under the two-person rule: who proposed one does not approve it, nor does the user whom it favours,
 * whichever identity they sign in with.
 */
@ApplicationScoped
class GrantChanges {
    private final People people;
    private final Caller caller;
    private final AuditTrail audit;
    private final Idempotency idempotency;
    private final Clock clock;

    GrantChanges(People people, Caller caller, AuditTrail audit, Idempotency idempotency, Clock clock) {
        this.people = people;
        this.caller = caller;
        this.audit = audit;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    /** Proposes to give a grant. */
    @Transactional
    GrantChange proposeToGive(Terms terms, String reason, @Nullable String key) {
        caller.require(Role.ADMIN, terms.namespace());
        UUID id = Ids.timeOrdered();
        Optional<UUID> earlier = idempotency.claim(key, List.of("give", terms, reason), id);
        if (earlier.isPresent()) {
            return GrantChange.findById(earlier.get());
        }
        if (live(terms).isPresent()) {
            throw problem(409, "Granted already")
                    .detail(terms.subject() + " holds " + terms.role() + " there already.")
                    .build();
        }
        return open(id, GrantChange.GIVE, terms, null, reason);
    }

    /** Proposes to revoke a grant. */
    @Transactional
    GrantChange proposeToRevoke(UUID grantId, String reason) {
        AccessGrant grant = AccessGrant.findById(grantId);
        if (grant == null || grant.revokedAt != null) {
            throw Preconditions.notFound();
        }
        caller.require(Role.ADMIN, grant.terms.namespace());
        return open(Ids.timeOrdered(), GrantChange.REVOKE, grant.terms, grantId, reason);
    }

    /** Approves and carries out a change. */
    @Transactional
    GrantChange approve(UUID id) {
        GrantChange change = openForAdmin(id);
        UUID approver = requireSecondPerson(change);
        if (change.kind.equals(GrantChange.GIVE)) {
            give(change);
        } else {
            revoke(change);
        }
        return decide(
                change, "approved", approver, "grant." + (change.kind.equals(GrantChange.GIVE) ? "given" : "revoked"));
    }

    /** Rejects a change. */
    @Transactional
    GrantChange reject(UUID id) {
        GrantChange change = openForAdmin(id);
        return decide(change, "rejected", UUID.fromString(caller.id()), "grant-change.rejected");
    }

    /** Withdraws the caller's own change. */
    @Transactional
    GrantChange withdraw(UUID id) {
        GrantChange change = openForAdmin(id);
        if (!change.proposedBy.toString().equals(caller.id())) {
            throw problem(403, "Not allowed")
                    .detail("Only who proposed a change withdraws it. You can reject it.")
                    .build();
        }
        return decide(change, "withdrawn", change.proposedBy, "grant-change.withdrawn");
    }

    private GrantChange open(UUID id, String kind, Terms terms, @Nullable UUID grantId, String reason) {
        GrantChange change = new GrantChange();
        change.id = id;
        change.kind = kind;
        change.grantId = grantId;
        change.terms = terms;
        change.reason = reason;
        change.state = GrantChange.OPEN;
        change.proposedBy = requirePerson();
        change.proposedByName = caller.name();
        change.proposedAt = clock.instant();
        change.persist();
        record(change, "grant-change.proposed");
        return change;
    }

    private GrantChange openForAdmin(UUID id) {
        GrantChange change = GrantChange.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (change == null) {
            throw Preconditions.notFound();
        }
        caller.require(Role.ADMIN, change.terms.namespace());
        if (!change.state.equals(GrantChange.OPEN)) {
            throw problem(409, "Decided already")
                    .detail("The change was " + change.state + " before.")
                    .build();
        }
        return change;
    }

    private UUID requireSecondPerson(GrantChange change) {
        UUID approver = requirePerson();
        if (!people.isLinkedHuman(approver)) {
            throw refused("Only a person who is linked to a GitLab user can approve, and no bot.");
        }
        Set<UUID> human = people.sameHuman(approver);
        if (human.contains(change.proposedBy)) {
            throw refused("You proposed this change, so another administrator has to approve it.");
        }
        if (change.terms.subjectKind().equals("user") && human.stream().anyMatch(person -> isSubject(person, change))) {
            throw refused("This change is about you, so another administrator has to approve it.");
        }
        return approver;
    }

    private boolean isSubject(UUID person, GrantChange change) {
        return people.identities(person).stream()
                .anyMatch(identity -> change.terms.instance().equals(identity.instance)
                        && change.terms.subjectName().equals(identity.username));
    }

    private void give(GrantChange change) {
        if (live(change.terms).isPresent()) {
            throw problem(409, "Granted already")
                    .detail("The same grant was given meanwhile.")
                    .build();
        }
        AccessGrant grant = new AccessGrant();
        grant.id = Ids.timeOrdered();
        grant.terms = change.terms;
        grant.createdAt = clock.instant();
        grant.persist();
        change.grantId = grant.id;
    }

    private void revoke(GrantChange change) {
        AccessGrant grant = AccessGrant.findById(change.grantId, LockModeType.PESSIMISTIC_WRITE);
        if (grant.revokedAt != null) {
            throw problem(409, "Revoked already")
                    .detail("The grant was revoked meanwhile.")
                    .build();
        }
        grant.revokedAt = clock.instant();
    }

    private GrantChange decide(GrantChange change, String state, UUID by, String action) {
        change.state = state;
        change.decidedBy = by;
        change.decidedByName = caller.name();
        change.decidedAt = clock.instant();
        record(change, action);
        return change;
    }

    private void record(GrantChange change, String action) {
        audit.add(
                caller,
                new AuditTrail.Entry(
                        action,
                        change.id.toString(),
                        change.terms.namespace(),
                        change.reason,
                        Map.of(
                                "kind",
                                change.kind,
                                "subject",
                                change.terms.subject(),
                                "role",
                                change.terms.role(),
                                "proposedBy",
                                change.proposedByName)));
    }

    private UUID requirePerson() {
        if (!caller.isPerson()) {
            throw refused("Only people change grants.");
        }
        return UUID.fromString(caller.id());
    }

    private static Optional<AccessGrant> live(Terms terms) {
        return AccessGrant.find(
                        "terms.subjectKind = ?1 and terms.instance = ?2 and terms.subjectName = ?3"
                                + " and terms.role = ?4 and terms.namespace = ?5 and revokedAt is null",
                        terms.subjectKind(),
                        terms.instance(),
                        terms.subjectName(),
                        terms.role(),
                        terms.namespace())
                .firstResultOptional();
    }

    private static ProblemException refused(String detail) {
        return problem(403, "A second person is needed").detail(detail).build();
    }
}

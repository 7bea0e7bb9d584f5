// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.contracts.SecurityAlert;
import dev.portcullis.contracts.Severity;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.review.Refusal;
import dev.portcullis.policies.review.ReviewConfig;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one way past the second person: an administrator brings a proposal into force alone, gives the reason, and a
 * second person has to look at it within a set time. Everybody is told at once, and again while nobody has looked.
 */
@ApplicationScoped
class BreakGlass {
    private static final Duration REMIND_EVERY = Duration.ofDays(1);

    private final ProposalStore store;
    private final ProposalRecord trail;
    private final Review review;
    private final AuditTrail audit;
    private final People people;
    private final ReviewConfig config;
    private final Caller caller;
    private final Clock clock;

    BreakGlass(
            ProposalStore store,
            ProposalRecord trail,
            Review review,
            AuditTrail audit,
            People people,
            ReviewConfig config,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.trail = trail;
        this.review = review;
        this.audit = audit;
        this.people = people;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Brings a proposal into force without the approvals and the rest that it takes otherwise.
     *
     * @throws Refusal where it is closed
     */
    @Transactional
    Proposal activate(UUID id, String reason, @Nullable String ifMatch) {
        Proposal proposal = store.lock(id);
        caller.require(Role.ADMIN, proposal.namespace);
        Preconditions.requireMatch(ifMatch, proposal.etag);
        people.requireLinkedHuman(caller);
        Instant now = clock.instant();
        ProposalState done = proposal.life().requireOpen().breakGlass(now);
        review.bringIntoForce(proposal, done, reason);
        Instant due = now.plus(config.breakGlassReview());
        proposal.breakGlassReason = reason;
        proposal.reviewDueAt = due;
        proposal.nextReminderAt = due;
        trail.add(proposal, "proposal.glass-broken", reason);
        alert(
                proposal,
                "break-glass-activation",
                caller.name() + " brought '" + proposal.name + "' into force alone",
                "The proposal to " + proposal.kind + " it had not the approvals that it takes. The reason given: "
                        + reason + " A policy-approver who had no part in it has to look at it by " + due + ".",
                now);
        return proposal;
    }

    /**
     * A second person's look at it. Whoever disagrees says so and proposes to change the policy.
     *
     * @throws Refusal where the caller had a part in it
     */
    @Transactional
    Proposal reviewed(UUID id, String comment) {
        Proposal proposal = store.lock(id);
        caller.require(Role.POLICY_APPROVER, proposal.namespace);
        UUID person = people.requireLinkedHuman(caller);
        if (proposal.breakGlassReason == null || proposal.reviewedAt != null) {
            throw problem(409, "Nothing to review")
                    .detail(
                            proposal.breakGlassReason == null
                                    ? "Nobody broke the glass for this proposal."
                                    : "It was reviewed before, by " + proposal.reviewedByName + ".")
                    .build();
        }
        if (!Collections.disjoint(involved(proposal), people.sameHuman(person))) {
            throw new Refusal(
                    Refusal.Kind.OWN_WORK, "You wrote it or brought it into force, so somebody else has to review it.");
        }
        proposal.reviewedBy = person;
        proposal.reviewedByName = caller.name();
        proposal.reviewedAt = clock.instant();
        proposal.reviewComment = comment;
        proposal.etag++;
        trail.add(proposal, "proposal.glass-reviewed", comment);
        return proposal;
    }

    /** Tells again of one activation that nobody has looked at in time; false where there is none to tell of now. */
    @Transactional
    boolean remindOfOne() {
        Instant now = clock.instant();
        Proposal proposal = store.lockOverdue(now);
        if (proposal == null) {
            return false;
        }
        proposal.nextReminderAt = now.plus(REMIND_EVERY);
        trail.add(AuditTrail.SERVICE, proposal, "proposal.review-overdue", null);
        alert(
                proposal,
                "break-glass-review-overdue",
                "Nobody has reviewed how '" + proposal.name + "' came into force",
                proposal.closedByName + " activated it alone, and a second person should have looked at it by "
                        + proposal.reviewDueAt + ". The reason given: " + proposal.breakGlassReason,
                now);
        return true;
    }

    private static Set<UUID> involved(Proposal proposal) {
        Set<UUID> involved = new HashSet<>();
        proposal.editions.forEach(edition -> involved.add(edition.authorId));
        proposal.furtherAuthors.forEach(author -> involved.add(author.personId()));
        if (proposal.closedBy != null) {
            involved.add(proposal.closedBy);
        }
        return involved;
    }

    private void alert(Proposal proposal, String kind, String title, String description, Instant now) {
        audit.alert(new SecurityAlert(
                Secrets.digest(kind + " " + proposal.id),
                kind,
                Severity.HIGH,
                title,
                description,
                null,
                null,
                null,
                now,
                Map.of("namespace", proposal.namespace, "proposal", proposal.id.toString())));
    }
}

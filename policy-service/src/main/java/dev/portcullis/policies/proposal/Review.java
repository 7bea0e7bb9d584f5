// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import dev.portcullis.contracts.PolicyState;
import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.policy.Activation;
import dev.portcullis.policies.policy.Activation.Change;
import dev.portcullis.policies.policy.Activation.Origin;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.policy.StoredVersion.Approver;
import dev.portcullis.policies.proposal.ProposalState.Open;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.review.Refusal;
import dev.portcullis.policies.review.ReviewConfig;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What people do with a proposal once it is written: approve, reject, withdraw, activate, comment. */
@ApplicationScoped
class Review {
    private final ProposalStore store;
    private final ProposalRecord trail;
    private final People people;
    private final Activation activation;
    private final ReviewConfig config;
    private final Caller caller;
    private final Clock clock;

    Review(
            ProposalStore store,
            ProposalRecord trail,
            People people,
            Activation activation,
            ReviewConfig config,
            Caller caller,
            Clock clock) {
        this.store = store;
        this.trail = trail;
        this.people = people;
        this.activation = activation;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Approves the edition with that digest.
     *
     * @throws Refusal where the caller wrote part of it, approved before or saw another edition
     */
    @Transactional
    Proposal approve(UUID id, String digest, @Nullable String comment, @Nullable String ifMatch) {
        Proposal proposal = store.lock(id);
        caller.require(Role.POLICY_APPROVER, proposal.namespace);
        Preconditions.requireMatch(ifMatch, proposal.etag);
        UUID person = people.requireLinkedHuman(caller);
        try {
            proposal.life().requireOpen().approve(person, people.sameHuman(person), digest, clock.instant());
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.OWN_WORK) {
                trail.addRefusal(proposal, "proposal.self-approval-refused", refusal.sentence());
            }
            throw refusal;
        }
        ProposalApproval approval = new ProposalApproval();
        approval.id = Ids.timeOrdered();
        approval.proposalId = id;
        approval.edition = proposal.edition;
        approval.digest = digest;
        approval.personId = person;
        approval.personName = caller.name();
        approval.comment = comment;
        approval.approvedAt = clock.instant();
        proposal.approvals.add(approval);
        touch(proposal);
        trail.add(proposal, "proposal.approved", comment);
        return proposal;
    }

    /** Ends a proposal against the will of its authors. */
    @Transactional
    Proposal reject(UUID id, String reason, @Nullable String ifMatch) {
        Proposal proposal = store.lock(id);
        caller.require(Role.POLICY_APPROVER, proposal.namespace);
        Preconditions.requireMatch(ifMatch, proposal.etag);
        return close(proposal, proposal.life().requireOpen().reject(), reason, "proposal.rejected");
    }

    /** Takes a proposal back. */
    @Transactional
    Proposal withdraw(UUID id, String reason, @Nullable String ifMatch) {
        Proposal proposal = store.lock(id);
        Preconditions.requireMatch(ifMatch, proposal.etag);
        Open open = proposal.life().requireOpen();
        return close(proposal, open.withdraw(people.requirePerson(caller)), reason, "proposal.withdrawn");
    }

    /**
     * Brings an approved proposal into force: version, revision, event and audit entry commit together or not at all.
     *
     * @throws Refusal where approvals are missing
     */
    @Transactional
    Proposal activate(UUID id, @Nullable String ifMatch) {
        Proposal proposal = store.lock(id);
        requireMayActivate(proposal);
        Preconditions.requireMatch(ifMatch, proposal.etag);
        ProposalState done = proposal.life()
                .requireOpen()
                .activate(
                        proposal.required(config),
                        config.coolDown(proposal.level().kind()),
                        clock.instant());
        return bringIntoForce(proposal, done, null);
    }

    /** What an activation does once it is allowed, in the caller's transaction. */
    Proposal bringIntoForce(Proposal proposal, ProposalState done, @Nullable String reason) {
        UUID person = people.requirePerson(caller);
        StoredPolicy policy = activation.activate(change(proposal, person, caller.name()));
        proposal.policyId = policy.id;
        close(proposal, done, reason, "proposal.activated");
        trail.addPolicy(proposal, policy);
        return proposal;
    }

    /** Adds a comment. */
    @Transactional
    ProposalComment comment(UUID id, String body) {
        Proposal proposal = store.get(id);
        ProposalComment comment = new ProposalComment();
        comment.id = Ids.timeOrdered();
        comment.proposalId = id;
        comment.personId = people.requirePerson(caller);
        comment.personName = caller.name();
        comment.body = body;
        comment.createdAt = clock.instant();
        comment.persist();
        trail.add(proposal, "proposal.commented", null);
        return comment;
    }

    /** Closes one proposal whose time is over; false where there is none. */
    @Transactional
    boolean expireOne() {
        Proposal proposal = store.lockExpired(clock.instant());
        if (proposal == null) {
            return false;
        }
        ProposalState state = proposal.life().requireOpen().at(clock.instant());
        proposal.state = state.word();
        proposal.closedAt = clock.instant();
        touch(proposal);
        trail.add(AuditTrail.SERVICE, proposal, "proposal.expired", null);
        return true;
    }

    /** What the activation of a proposal changes. */
    static Change change(Proposal proposal, UUID activatedBy, String activatedByName) {
        PolicyText text = PolicyText.read(proposal.text());
        ProposalKind kind = ProposalKind.of(proposal.kind);
        PolicyState state =
                switch (kind) {
                    case NEW, CHANGE, ENABLE -> text.state();
                    case DISABLE -> PolicyState.DISABLED;
                    case RETIRE -> PolicyState.RETIRED;
                };
        Origin origin = new Origin(
                proposal.id,
                proposal.sourceId == null ? "proposal" : "git",
                proposal.createdBy,
                proposal.createdByName,
                proposal.reason,
                proposal.presentApprovals().stream()
                        .map(approval -> new Approver(approval.personId, approval.personName, approval.approvedAt))
                        .collect(Collectors.toSet()),
                activatedBy,
                activatedByName);
        int base = proposal.baseVersion == null ? 0 : proposal.baseVersion;
        return new Change(proposal.level(), proposal.policyId, base, text, state, origin);
    }

    private Proposal close(Proposal proposal, ProposalState state, @Nullable String reason, String action) {
        proposal.state = state.word();
        proposal.closedBy = people.requirePerson(caller);
        proposal.closedByName = caller.name();
        proposal.closedAt = clock.instant();
        proposal.closedReason = reason;
        touch(proposal);
        trail.add(proposal, action, reason);
        return proposal;
    }

    private void touch(Proposal proposal) {
        proposal.etag++;
        proposal.updatedAt = clock.instant();
    }

    private void requireMayActivate(Proposal proposal) {
        boolean may = caller.may(Role.POLICY_AUTHOR, proposal.namespace) || caller.may(Role.ADMIN, proposal.namespace);
        if (!may) {
            caller.require(Role.POLICY_APPROVER, proposal.namespace);
        }
    }
}

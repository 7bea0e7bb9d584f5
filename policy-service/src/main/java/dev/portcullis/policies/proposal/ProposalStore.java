// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import dev.portcullis.policies.request.Filtered;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Hibernate;
import org.jspecify.annotations.Nullable;

/** Reads proposals, as far as the caller may. */
@ApplicationScoped
class ProposalStore {
    private final EntityManager entities;
    private final Caller caller;

    ProposalStore(EntityManager entities, Caller caller) {
        this.entities = entities;
        this.caller = caller;
    }

    /** The youngest first. */
    @Transactional
    List<Proposal> list(ProposalQuery wanted, @Nullable Cursor after, int limit) {
        Filtered query = Filtered.rows("proposal", readable());
        query.below("namespace", wanted.namespace);
        query.equal("state", wanted.state);
        query.equal("kind", wanted.kind);
        query.equal("type", wanted.type);
        query.equal("policy_id", wanted.policyId);
        if (wanted.unreviewed) {
            query.and("review_due_at is not null and reviewed_at is null");
        }
        if (wanted.text != null) {
            query.and(
                    "(position(lower(?) in lower(name)) > 0 or position(lower(?) in lower(title)) > 0)",
                    wanted.text,
                    wanted.text);
        }
        if (after != null) {
            query.and(
                    "(created_at, id) < (?, ?)",
                    Preconditions.instant(after.keys().getFirst()),
                    Preconditions.uuid(after.keys().getLast()));
        }
        return loaded(query.list(entities, Proposal.class, "created_at desc, id desc", limit));
    }

    /**
     * The proposal of that id with its editions and approvals.
     *
     * @throws dev.portcullis.service.problem.ProblemException 404 where there is none, or none for this caller
     */
    @Transactional
    Proposal get(UUID id) {
        return loaded(Filtered.rows("proposal", readable()).and("id = ?", id).list(entities, Proposal.class, "id", 1))
                .stream()
                .findFirst()
                .orElseThrow(Preconditions::notFound);
    }

    /** As {@link #get}, locked until the caller's transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    Proposal lock(UUID id) {
        Proposal proposal = Proposal.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (proposal == null || !readable().covers(proposal.namespace)) {
            throw Preconditions.notFound();
        }
        return loaded(List.of(proposal)).getFirst();
    }

    /** The next open proposal whose time is over, locked; null where there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    @Nullable
    Proposal lockExpired(Instant now) {
        return Proposal.find("state = 'open' and expiresAt <= ?1 order by expiresAt", now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** The next activation whose review is overdue and has to be told of, locked; null where there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    @Nullable
    Proposal lockOverdue(Instant now) {
        return Proposal.find(
                        "reviewDueAt is not null and reviewedAt is null and nextReminderAt <= ?1 order by nextReminderAt",
                        now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** The comments of a proposal, the oldest first. */
    @Transactional
    List<ProposalComment> comments(UUID id, @Nullable Cursor after, int limit) {
        if (after == null) {
            return ProposalComment.find("proposalId = ?1 order by createdAt, id", id)
                    .range(0, limit - 1)
                    .list();
        }
        Instant at = Preconditions.instant(after.keys().getFirst());
        return ProposalComment.find(
                        "proposalId = ?1 and (createdAt > ?2 or createdAt = ?2 and id > ?3) order by createdAt, id",
                        id,
                        at,
                        Preconditions.uuid(after.keys().getLast()))
                .range(0, limit - 1)
                .list();
    }

    private static List<Proposal> loaded(List<Proposal> proposals) {
        proposals.forEach(proposal -> {
            Hibernate.initialize(proposal.editions);
            Hibernate.initialize(proposal.approvals);
            Hibernate.initialize(proposal.furtherAuthors);
        });
        return proposals;
    }

    private NamespaceFilter readable() {
        return caller.namespaces(Role.VIEWER);
    }
}

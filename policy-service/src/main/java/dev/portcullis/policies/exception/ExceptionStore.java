// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.exception;

import dev.portcullis.policies.policy.StoredException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads exceptions, as far as the caller may: who may read the place where one holds may read it. */
@ApplicationScoped
class ExceptionStore {
    private final EntityManager entities;
    private final Caller caller;

    ExceptionStore(EntityManager entities, Caller caller) {
        this.entities = entities;
        this.caller = caller;
    }

    /**
     * How much an exception did.
     *
     * @param mergeRequests that it took something out of
     * @param lastAt when it last did
     */
    record Use(long mergeRequests, @Nullable Instant lastAt) {
        static final Use NONE = new Use(0, null);
    }

    /** The youngest first. */
    @Transactional
    List<StoredException> list(ExceptionQuery wanted, @Nullable Cursor after, int limit) {
        Filtered query = Filtered.rows("policy_exception", readable());
        query.below("namespace", wanted.namespace);
        query.equal("state", wanted.state);
        query.equal("policy_id", wanted.policyId);
        if (wanted.unused) {
            query.and("state = 'active' and not exists"
                    + " (select 1 from policy_exception_use used where used.exception_id = policy_exception.id)");
        }
        if (after != null) {
            query.and(
                    "(requested_at, id) < (?, ?)",
                    Preconditions.instant(after.keys().getFirst()),
                    Preconditions.uuid(after.keys().getLast()));
        }
        return query.list(entities, StoredException.class, "requested_at desc, id desc", limit);
    }

    /**
     * The exception of that id.
     *
     * @throws dev.portcullis.service.problem.ProblemException 404 where there is none, or none for this caller
     */
    @Transactional
    StoredException get(UUID id) {
        return Filtered.rows("policy_exception", readable())
                .and("id = ?", id)
                .list(entities, StoredException.class, "id", 1)
                .stream()
                .findFirst()
                .orElseThrow(Preconditions::notFound);
    }

    /** As {@link #get}, locked until the caller's transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    StoredException lock(UUID id) {
        StoredException exception = StoredException.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (exception == null || !readable().covers(exception.namespace)) {
            throw Preconditions.notFound();
        }
        return exception;
    }

    /** The next exception that there is something to do about, locked; null where there is none. */
    @Transactional(Transactional.TxType.MANDATORY)
    @Nullable
    StoredException lockDue(Instant now) {
        return StoredException.find("state in ('requested', 'active') and nextCheckAt <= ?1 order by nextCheckAt", now)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResult();
    }

    /** The approvals of an exception, the oldest first. */
    @Transactional
    List<ExceptionApproval> approvals(UUID id) {
        return ExceptionApproval.list("exceptionId = ?1 order by approvedAt, id", id);
    }

    /** How much each of these exceptions did; those that did nothing are absent. */
    @Transactional
    Map<UUID, Use> uses(List<UUID> ids) {
        Map<UUID, Use> uses = new HashMap<>();
        List<?> rows = entities.createNativeQuery(
                        "select exception_id, count(*), max(last_used_at) from policy_exception_use"
                                + " where exception_id in ?1 group by exception_id",
                        Object[].class)
                .setParameter(1, ids)
                .getResultList();
        rows.stream()
                .map(Object[].class::cast)
                .forEach(row -> uses.put((UUID) row[0], new Use(((Number) row[1]).longValue(), (Instant) row[2])));
        return uses;
    }

    private NamespaceFilter readable() {
        return caller.namespaces(Role.VIEWER);
    }
}

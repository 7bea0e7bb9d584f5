// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import dev.portcullis.policies.request.Filtered;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads policies, as far as the caller may. */
@ApplicationScoped
public class PolicyStore {
    private final EntityManager entities;
    private final Caller caller;

    PolicyStore(EntityManager entities, Caller caller) {
        this.entities = entities;
        this.caller = caller;
    }

    @Transactional
    List<StoredPolicy> list(PolicyQuery wanted, @Nullable Cursor after, int limit) {
        Filtered query = Filtered.rows("policy", readable());
        query.below("namespace", wanted.namespace);
        query.equal("level_kind", wanted.level);
        query.equal("type", wanted.type);
        query.equal("state", wanted.state);
        query.equal("source", wanted.source);
        if (wanted.text != null) {
            query.and("position(lower(?) in lower(name)) > 0", wanted.text);
        }
        if (after != null) {
            query.and(
                    "(namespace, name, id) > (?, ?, ?)",
                    after.keys().get(0),
                    after.keys().get(1),
                    Preconditions.uuid(after.keys().get(2)));
        }
        return query.list(entities, StoredPolicy.class, "namespace, name, id", limit);
    }

    /**
     * The policy of that id.
     *
     * @throws dev.portcullis.service.problem.ProblemException 404 where there is none, or none for this caller
     */
    @Transactional
    public StoredPolicy get(UUID id) {
        return Filtered.rows("policy", readable())
                .and("id = ?", id)
                .list(entities, StoredPolicy.class, "id", 1)
                .stream()
                .findFirst()
                .orElseThrow(Preconditions::notFound);
    }

    /** A version of a policy that the caller was found to be allowed to read. */
    @Transactional
    public StoredVersion version(UUID policyId, int version) {
        StoredVersion found = StoredVersion.findById(new StoredVersion.Key(policyId, version));
        if (found == null) {
            throw Preconditions.notFound();
        }
        return found;
    }

    @Transactional
    List<StoredVersion> versions(UUID policyId, @Nullable Cursor after, int limit) {
        int below = after == null ? Integer.MAX_VALUE : (int) Math.min(Integer.MAX_VALUE, number(after));
        return StoredVersion.find("key.policyId = ?1 and key.version < ?2 order by key.version desc", policyId, below)
                .range(0, limit - 1)
                .list();
    }

    private static long number(Cursor after) {
        try {
            return Long.parseLong(after.keys().getFirst());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private NamespaceFilter readable() {
        return caller.namespaces(Role.VIEWER);
    }
}

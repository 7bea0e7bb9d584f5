// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.grant;

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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads grants and their changes on the namespaces that the caller administers or audits. */
@ApplicationScoped
class GrantStore {
    private final EntityManager entities;
    private final Caller caller;

    GrantStore(EntityManager entities, Caller caller) {
        this.entities = entities;
        this.caller = caller;
    }

    @Transactional
    List<AccessGrant> grants(@Nullable Cursor after, int limit) {
        Filtered query = Filtered.rows("access_grant", readable()).and("revoked_at is null");
        if (after != null) {
            query.and(
                    "(namespace, id) > (?, ?)",
                    after.keys().getFirst(),
                    Preconditions.uuid(after.keys().getLast()));
        }
        return query.list(entities, AccessGrant.class, "namespace, id", limit);
    }

    @Transactional
    List<GrantChange> changes(@Nullable String state, @Nullable Cursor after, int limit) {
        Filtered query = Filtered.rows("grant_change", readable());
        if (state != null) {
            query.and("state = ?", state);
        }
        if (after != null) {
            query.and(
                    "(proposed_at, id) < (?, ?)",
                    Preconditions.instant(after.keys().getFirst()),
                    Preconditions.uuid(after.keys().getLast()));
        }
        return query.list(entities, GrantChange.class, "proposed_at desc, id desc", limit);
    }

    @Transactional
    GrantChange change(UUID id) {
        return Filtered.rows("grant_change", readable())
                .and("id = ?", id)
                .list(entities, GrantChange.class, "id", 1)
                .stream()
                .findFirst()
                .orElseThrow(Preconditions::notFound);
    }

    private NamespaceFilter readable() {
        return new NamespaceFilter(Stream.of(Role.ADMIN, Role.AUDITOR)
                .flatMap(role -> caller.namespaces(role).namespaces().stream())
                .toList());
    }
}

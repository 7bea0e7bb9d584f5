// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.sync;

import dev.portcullis.policies.file.PolicyFiles;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.request.Filtered;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.sync.ReadHead.Found;
import dev.portcullis.policies.sync.ReadHead.Trouble;
import dev.portcullis.policies.sync.ReadHead.Unchanged;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The links to Git: reads for callers as far as they may, and what the synchronisation knows and keeps. */
@ApplicationScoped
class SourceStore {
    private final EntityManager entities;
    private final PolicyFiles files;
    private final SourceAlerts alerts;
    private final Caller caller;
    private final Clock clock;

    SourceStore(EntityManager entities, PolicyFiles files, SourceAlerts alerts, Caller caller, Clock clock) {
        this.entities = entities;
        this.files = files;
        this.alerts = alerts;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * What is known of a link.
     *
     * @param level the policies of its level that are not retired
     * @param waits whether a proposal of it is open
     */
    record Known(PolicySource source, List<SourceEntry> entries, List<StoredPolicy> level, boolean waits) {}

    @Transactional
    List<PolicySource> list(@Nullable String namespace, @Nullable String state, @Nullable Cursor after, int limit) {
        Filtered query = Filtered.rows("policy_source", caller.namespaces(Role.VIEWER));
        if (namespace != null) {
            query.and("(namespace = ? or starts_with(namespace, ?))", namespace, namespace + "/");
        }
        if (state != null) {
            query.and("state = ?", state);
        }
        if (after != null) {
            query.and(
                    "(proposed_at, id) < (?, ?)",
                    Preconditions.instant(after.keys().getFirst()),
                    Preconditions.uuid(after.keys().getLast()));
        }
        return query.list(entities, PolicySource.class, "proposed_at desc, id desc", limit);
    }

    /**
     * The link of that id.
     *
     * @throws dev.portcullis.service.problem.ProblemException 404 where there is none, or none for this caller
     */
    @Transactional
    PolicySource get(UUID id) {
        return Filtered.rows("policy_source", caller.namespaces(Role.VIEWER))
                .and("id = ?", id)
                .list(entities, PolicySource.class, "id", 1)
                .stream()
                .findFirst()
                .orElseThrow(Preconditions::notFound);
    }

    /** As {@link #get}, locked until the caller's transaction ends. */
    @Transactional(Transactional.TxType.MANDATORY)
    PolicySource lock(UUID id) {
        PolicySource source = PolicySource.findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (source == null || !caller.namespaces(Role.VIEWER).covers(source.namespace)) {
            throw Preconditions.notFound();
        }
        return source;
    }

    /** The policies of a link that the caller was found to be allowed to read. */
    @Transactional
    List<SourceEntry> entries(UUID sourceId) {
        return SourceEntry.list("sourceId = ?1 order by type, name", sourceId);
    }

    /** All links that are in force. */
    @Transactional
    List<UUID> linked() {
        return ids(PolicySource.list("state = 'linked'"));
    }

    /** The links to these projects that are in force. */
    @Transactional(Transactional.TxType.MANDATORY)
    List<UUID> linked(String instance, Collection<Long> projectIds) {
        return ids(PolicySource.list("state = 'linked' and instance = ?1 and projectId in ?2", instance, projectIds));
    }

    private static List<UUID> ids(List<PolicySource> sources) {
        return sources.stream().map(source -> source.id).toList();
    }

    /** What is known of a link; nothing where it is not in force. */
    @Transactional
    Optional<Known> known(UUID id) {
        PolicySource source = PolicySource.findById(id);
        if (source == null || !source.state.equals(PolicySource.LINKED)) {
            return Optional.empty();
        }
        List<SourceEntry> entries = entries(id);
        List<StoredPolicy> level = StoredPolicy.list("namespace = ?1 and state <> 'retired'", source.namespace);
        return Optional.of(new Known(source, entries, level, waits(id)));
    }

    private boolean waits(UUID id) {
        return !entities.createNativeQuery("select 1 from proposal where source_id = ?1 and state = 'open' limit 1")
                .setParameter(1, id)
                .getResultList()
                .isEmpty();
    }

    /** The file was taken over. */
    @Transactional(Transactional.TxType.MANDATORY)
    void synced(UUID id, Found found) {
        PolicySource source = PolicySource.findById(id);
        String commit = found.commit().id();
        source.projectPath = found.project().pathWithNamespace();
        source.branch = found.branch();
        source.syncedSha = commit;
        if (found.file().parts().stream().allMatch(part -> part.name() != null)) {
            source.clearSha = commit;
        }
        source.syncedAt = clock.instant();
        source.trouble = null;
        if (source.state.equals(PolicySource.LINKED)) {
            files.keep(source.namespace, found.file().text(), id);
        }
    }

    /** There is nothing new. */
    @Transactional(Transactional.TxType.MANDATORY)
    void unchanged(UUID id, Unchanged unchanged) {
        PolicySource source = PolicySource.findById(id);
        source.projectPath = unchanged.project().pathWithNamespace();
        source.syncedAt = clock.instant();
        source.trouble = null;
    }

    /** The file cannot be taken over; people are told when it begins and when its reason changes. */
    @Transactional(Transactional.TxType.MANDATORY)
    void trouble(UUID id, Trouble trouble) {
        PolicySource source = PolicySource.findById(id);
        boolean missing = trouble.kind().equals(ReadHead.FILE_MISSING);
        // A project that is linked before its first policy is written is as it should be.
        boolean expected = (missing || trouble.kind().equals(ReadHead.NO_BRANCH)) && source.syncedSha == null;
        if (!Objects.equals(source.trouble, trouble.sentence())) {
            source.trouble = trouble.sentence();
            if (!expected) {
                alerts.trouble(source, trouble);
            }
        }
        if (missing) {
            source.clearSha = trouble.commit();
        }
        source.syncedAt = clock.instant();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.mergerequest;

import static java.util.Objects.requireNonNull;

import dev.portcullis.messaging.work.Work;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The known merge requests, and the two kinds of work on them. */
@ApplicationScoped
public class MergeRequests {
    /** Work: gather the facts and decide. */
    public static final String EVALUATE = "evaluate";
    /** Work: make GitLab show the current decision. */
    public static final String ENFORCE = "enforce";
    /** Goes after what people are waiting for. */
    public static final int BACKGROUND = -10;

    private final MergeRequestStore store;
    private final Work work;

    MergeRequests(MergeRequestStore store, Work work) {
        this.store = store;
        this.work = work;
    }

    /** What is known about one. */
    public Optional<KnownMergeRequest> find(MergeRequestKey key) {
        return store.find(key);
    }

    /** Records what GitLab says; the current decision, which the row also holds, stays as it is. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void saw(KnownMergeRequest seen) {
        store.save(seen);
    }

    /** Makes a decision the current one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void decided(MergeRequestKey key, UUID decisionId, long sequence, String outcome, Instant now) {
        store.decided(key, decisionId, sequence, outcome, now);
    }

    /**
     * Locks the row until the transaction ends, so that decisions of one merge request follow each other.
     *
     * @return what is known about it now
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<KnownMergeRequest> lock(MergeRequestKey key) {
        return store.lock(key);
    }

    /** The open merge requests whose head or merge base is {@code sha}. */
    public List<KnownMergeRequest> openAt(String instance, String sha) {
        return store.openAt(instance, sha);
    }

    /** The open merge requests into a branch whose current decision blocks them. */
    public List<KnownMergeRequest> blockedInto(String instance, long projectId, String targetBranch) {
        return store.blockedInto(instance, projectId, targetBranch);
    }

    /** Open merge requests that were last looked at before {@code since}, the longest ago first. */
    public List<MergeRequestKey> openNotEvaluatedSince(String instance, Instant since, int limit) {
        return store.openNotEvaluatedSince(instance, since, limit);
    }

    /** The projects that have open merge requests. */
    public List<Long> projectsWithOpen(String instance) {
        return store.projectsWithOpen(instance);
    }

    /** Has one evaluated as soon as may be. */
    public void evaluate(MergeRequestKey key) {
        work.markDirty(EVALUATE, key.text());
    }

    /** Has one evaluated when there is nothing more urgent to do. */
    public void evaluateInBackground(MergeRequestKey key) {
        work.markDirty(EVALUATE, key.text(), BACKGROUND, Instant.now());
    }

    /** Has GitLab brought to the current decision about one. */
    public void enforce(MergeRequestKey key) {
        work.markDirty(ENFORCE, key.text());
    }

    /**
     * Has several evaluated, in the caller's transaction and in one order everywhere, so that two who mark the same
     * rows wait for each other instead of deadlocking.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void evaluateAll(Collection<MergeRequestKey> keys) {
        sorted(keys).forEach(this::evaluate);
    }

    /** Has GitLab brought to the current decisions about several; after {@link #evaluateAll}, for the same reason. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void enforceAll(Collection<MergeRequestKey> keys) {
        sorted(keys).forEach(this::enforce);
    }

    private static List<MergeRequestKey> sorted(Collection<MergeRequestKey> keys) {
        return keys.stream()
                .distinct()
                .sorted(Comparator.comparing(MergeRequestKey::instance)
                        .thenComparing(MergeRequestKey::projectId)
                        .thenComparing(MergeRequestKey::iid))
                .toList();
    }

    /**
     * Has every open merge request of a namespace evaluated, in the caller's transaction, behind more urgent work.
     *
     * @param namespace {@code <instance>[/<path>]}; everything below it is meant too
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void evaluateAllOf(String namespace) {
        store.openIn(namespace).forEach(this::evaluateInBackground);
    }

    /**
     * A page of what the caller may see, the last changed first.
     *
     * @param wanted what to list
     * @param readable where the caller may read
     * @param after the place to go on from, or null
     * @param limit how many rows, one more than a page to see whether another follows
     */
    public List<KnownMergeRequest> list(Wanted wanted, NamespaceFilter readable, @Nullable Cursor after, int limit) {
        return store.list(wanted, readable, after, limit);
    }

    /**
     * What to list.
     *
     * @param namespace only those of this namespace and below, or null
     * @param outcome only those whose current decision has this outcome, or null
     * @param state only those in this state, or null
     */
    public record Wanted(
            @Nullable String namespace,
            @Nullable String outcome,
            @Nullable String state) {
        List<String> conditions(List<Object> parameters) {
            List<String> conditions = new ArrayList<>();
            if (namespace != null) {
                conditions.add("(namespace = ? or starts_with(namespace, ?))");
                parameters.add(namespace);
                parameters.add(namespace + "/");
            }
            if (outcome != null) {
                conditions.add("outcome = ?");
                parameters.add(requireNonNull(outcome));
            }
            if (state != null) {
                conditions.add("state = ?");
                parameters.add(requireNonNull(state));
            }
            return conditions;
        }
    }
}

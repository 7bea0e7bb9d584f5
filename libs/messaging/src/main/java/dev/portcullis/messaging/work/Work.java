// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import static java.util.Objects.requireNonNull;

import dev.portcullis.messaging.AfterCommit;
import dev.portcullis.messaging.Failpoints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Work that is due. A row stands for a thing to be brought up to date; marks on it coalesce, one worker at a time holds
 * its lease, and it is done when a worker has committed with all marks seen.
 *
 * <p>{@code portcullis.work.stuck-attempts} (default 8) is the number of attempts, and
 * {@code portcullis.work.stuck-after} (default 15 min) the lateness, from which work counts as stuck.
 */
@ApplicationScoped
public class Work {
    private static final int LONGEST_ERROR = 2_000;

    private final WorkStore store;
    private final AfterCommit afterCommit;
    private final Failpoints failpoints;
    private final int stuckAttempts;
    private final Duration stuckAfter;
    private final Set<Consumer<String>> listeners = ConcurrentHashMap.newKeySet();

    Work(
            WorkStore store,
            AfterCommit afterCommit,
            Failpoints failpoints,
            @ConfigProperty(name = "portcullis.work.stuck-attempts", defaultValue = "8") int stuckAttempts,
            @ConfigProperty(name = "portcullis.work.stuck-after", defaultValue = "15m") Duration stuckAfter) {
        this.store = store;
        this.afterCommit = afterCommit;
        this.failpoints = failpoints;
        this.stuckAttempts = stuckAttempts;
        this.stuckAfter = stuckAfter;
    }

    /** Marks the work of that kind and key as due now, with the normal priority 0. */
    @Transactional
    public void markDirty(String kind, String key) {
        markDirty(kind, key, 0, Instant.now());
    }

    /**
     * Marks work as due. On a row that is due already the earlier time and the greater priority count.
     *
     * @param priority greater goes first; 0 is normal
     * @param dueAt not before then
     */
    @Transactional
    public void markDirty(String kind, String key, int priority, Instant dueAt) {
        markDirty(kind, List.of(key), priority, dueAt);
    }

    /** Marks many pieces of work at once; those who mark overlapping keys do not deadlock. */
    @Transactional
    public void markDirty(String kind, Collection<String> keys, int priority, Instant dueAt) {
        store.mark(kind, new TreeSet<>(keys), priority, dueAt);
        afterCommit.run("portcullis.work." + kind, () -> listeners.forEach(listener -> listener.accept(kind)));
    }

    /**
     * Leases up to {@code max} pieces of work that are due and that nobody holds, in a transaction of its own. A lease
     * that was not completed within {@code duration} is given to the next who asks.
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public List<WorkLease> lease(String kind, int max, Duration duration) {
        return store.lease(kind, max, duration);
    }

    /**
     * Declares the work done, in the transaction that holds its results. A mark that came since the lease began keeps
     * the work due.
     *
     * @throws LeaseLostException where another worker has taken over; the transaction must roll back
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void complete(WorkLease lease) {
        complete(lease, Optional.empty());
    }

    /**
     * The same, and has the work done again at {@code again}, e.g. when a deadline passes.
     *
     * @throws LeaseLostException where another worker has taken over; the transaction must roll back
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void complete(WorkLease lease, Optional<Instant> again) {
        if (!store.complete(lease, again.orElse(null))) {
            throw new LeaseLostException(lease);
        }
        failpoints.hit("work.completed." + lease.kind());
    }

    /**
     * Gives the lease back after a failure, in a transaction of its own.
     *
     * @param wait how long nobody tries again, unless a new mark comes
     * @param error why, for people; shortened if need be
     * @return false where another worker has taken over meanwhile
     */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean retryLater(WorkLease lease, Duration wait, String error) {
        requireNonNull(error, "error is null");
        return store.retry(lease, wait, error.substring(0, Math.min(error.length(), LONGEST_ERROR)));
    }

    /** Lets the lease last {@code duration} from now; false where another worker has taken over. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public boolean extend(WorkLease lease, Duration duration) {
        return store.extend(lease, duration);
    }

    /** The row of that kind and key, as it stands now. */
    @Transactional
    public Optional<WorkItem> find(String kind, String key) {
        return store.find(kind, key);
    }

    /** Work that failed too often or is far too late, the latest first to have been due, at most {@code limit}. */
    @Transactional
    public List<WorkItem> stuck(int limit) {
        return store.stuck(stuckAttempts, stuckAfter, limit);
    }

    int stuckAttempts() {
        return stuckAttempts;
    }

    /** Calls {@code listener} with a kind of work each time some has been marked and committed in this process. */
    void onMark(Consumer<String> listener) {
        listeners.add(listener);
    }
}

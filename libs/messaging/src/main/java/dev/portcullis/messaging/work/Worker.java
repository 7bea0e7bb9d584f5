// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import java.time.Duration;

/**
 * Does the work of one kind. Every bean of this type is run by the library: it leases what is due and calls
 * {@link #work}, each call in a virtual thread of its own.
 *
 * <p>Level-triggered: a worker brings the thing that the key names to its current state, whatever the marks were for,
 * and may be called once for many marks, or twice for one.
 */
public interface Worker {
    /** The kind of work, the same for ever. */
    String kind();

    /** How many may run at once in one replica. */
    default int concurrency() {
        return 4;
    }

    /**
     * How long the work ever takes; another worker takes over after that. While it goes on its lease is kept alive in
     * short steps, so that the work of a process that died is taken over within seconds.
     */
    default Duration lease() {
        return Duration.ofMinutes(2);
    }

    /** How long to wait after failures. */
    default Backoff backoff() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    /**
     * Gathers outside any transaction, then commits the results and {@link Work#complete(WorkLease)} in one. An
     * exception puts the work off by the back-off.
     */
    void work(WorkLease lease) throws Exception;
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import dev.portcullis.messaging.Failpoints;
import dev.portcullis.messaging.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Leases the work of one kind as fast as its worker does it, never more than may run at once. */
final class WorkLoop implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WorkLoop.class);

    private final Worker worker;
    private final Work work;
    private final Failpoints failpoints;
    private final Duration patience;
    private final int concurrency;
    private final Semaphore free;
    private final Duration lease;
    private final Map<WorkLease, Instant> held = new ConcurrentHashMap<>();
    private final Loop loop;
    private final Loop signsOfLife;

    /**
     * Starts at once.
     *
     * @param takeOver how long after the death of a process another one takes its work over
     * @param patience how long closing waits for work that has begun
     */
    WorkLoop(Worker worker, Work work, Failpoints failpoints, Duration poll, Duration takeOver, Duration patience) {
        this.worker = worker;
        this.work = work;
        this.failpoints = failpoints;
        this.patience = patience;
        this.concurrency = worker.concurrency();
        this.free = new Semaphore(concurrency);
        this.lease = worker.lease().compareTo(takeOver) < 0 ? worker.lease() : takeOver;
        this.loop = Loop.start("work " + worker.kind(), poll, this::step);
        this.signsOfLife = Loop.start("leases of work " + worker.kind(), lease.dividedBy(3), this::extend);
    }

    void wake() {
        loop.wake();
    }

    /** Leases nothing more and waits for what has begun; what does not end in time is taken over by its lease. */
    @Override
    public void close() {
        loop.close();
        try {
            if (!free.tryAcquire(concurrency, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("work of kind %s has not ended after %s; another worker will do it", worker.kind(), patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            signsOfLife.close();
        }
    }

    /** Work that goes on keeps its lease, until it has taken longer than it ever may. */
    private boolean extend() {
        Instant now = Instant.now();
        held.forEach((taken, until) -> {
            if (now.plus(lease).isBefore(until)) {
                work.extend(taken, lease);
            }
        });
        return false;
    }

    private boolean step() {
        int slots = free.drainPermits();
        if (slots == 0) {
            return false;
        }
        List<WorkLease> leases = List.of();
        try {
            leases = work.lease(worker.kind(), slots, lease);
        } finally {
            free.release(slots - leases.size());
        }
        Instant until = Instant.now().plus(worker.lease());
        for (WorkLease taken : leases) {
            held.put(taken, until);
            Thread.ofVirtual().name("work " + taken.kind() + " " + taken.key()).start(() -> run(taken));
        }
        return leases.size() == slots;
    }

    private void run(WorkLease taken) {
        try {
            failpoints.hit("work.leased." + taken.kind());
            worker.work(taken);
            failpoints.hit("work.committed." + taken.kind());
        } catch (LeaseLostException e) {
            LOG.infof("%s", e.getMessage());
        } catch (Exception | Error e) {
            // An error too, as PostgreSQL's driver throws for a lost connection: nobody else would see to the work.
            putOff(taken, e);
        } finally {
            held.remove(taken);
            free.release();
            loop.wake();
        }
    }

    private void putOff(WorkLease taken, Throwable failure) {
        Duration wait = worker.backoff().after(taken.attempt(), ThreadLocalRandom.current());
        LOG.warnf(
                taken.attempt() == 1 ? failure : null,
                "%s %s failed (attempt %d), next in %s: %s",
                taken.kind(),
                taken.key(),
                taken.attempt(),
                wait,
                failure);
        try {
            work.retryLater(taken, wait, failure.toString());
        } catch (RuntimeException | Error e) {
            LOG.warnf("%s %s could not be put off; its lease ends at %s", taken.kind(), taken.key(), taken.until());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import dev.portcullis.messaging.Failpoints;
import dev.portcullis.messaging.Loop;
import java.time.Duration;
import java.util.List;
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
    private final Loop loop;

    /** {@code patience}: how long closing waits for work that has begun. */
    WorkLoop(Worker worker, Work work, Failpoints failpoints, Duration poll, Duration patience) {
        this.worker = worker;
        this.work = work;
        this.failpoints = failpoints;
        this.patience = patience;
        this.concurrency = worker.concurrency();
        this.free = new Semaphore(concurrency);
        this.loop = Loop.start("work " + worker.kind(), poll, this::step);
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
        }
    }

    private boolean step() {
        int slots = free.drainPermits();
        if (slots == 0) {
            return false;
        }
        List<WorkLease> leases = List.of();
        try {
            leases = work.lease(worker.kind(), slots, worker.lease());
        } finally {
            free.release(slots - leases.size());
        }
        for (WorkLease lease : leases) {
            Thread.ofVirtual().name("work " + lease.kind() + " " + lease.key()).start(() -> run(lease));
        }
        return leases.size() == slots;
    }

    private void run(WorkLease lease) {
        try {
            failpoints.hit("work.leased." + lease.kind());
            worker.work(lease);
            failpoints.hit("work.committed." + lease.kind());
        } catch (LeaseLostException e) {
            LOG.infof("%s", e.getMessage());
        } catch (Exception e) {
            putOff(lease, e);
        } finally {
            free.release();
            loop.wake();
        }
    }

    private void putOff(WorkLease lease, Exception failure) {
        Duration wait = worker.backoff().after(lease.attempt(), ThreadLocalRandom.current());
        LOG.warnf(
                lease.attempt() == 1 ? failure : null,
                "%s %s failed (attempt %d), next in %s: %s",
                lease.kind(),
                lease.key(),
                lease.attempt(),
                wait,
                failure);
        try {
            work.retryLater(lease, wait, failure.toString());
        } catch (RuntimeException e) {
            LOG.warnf("%s %s could not be put off; its lease ends at %s", lease.kind(), lease.key(), lease.until());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.inject.Vetoed;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** A worker that a test runs by itself. */
@Vetoed
final class OtherWorker implements Worker {
    private final String kind;
    private final Work work;
    private final AtomicReference<WorkLease> begun = new AtomicReference<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean ended;

    OtherWorker(String kind, Work work) {
        this.kind = kind;
        this.work = work;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public void work(WorkLease lease) throws InterruptedException {
        begun.set(lease);
        gate.await();
        QuarkusTransaction.requiringNew().run(() -> work.complete(lease));
        ended = true;
    }

    /** Lets work that begins from now on last until {@link #release}. */
    void hold() {
        gate = new CountDownLatch(1);
    }

    void release() {
        gate.countDown();
    }

    /** The lease of the work that began last. */
    Optional<WorkLease> begun() {
        return Optional.ofNullable(begun.get());
    }

    boolean ended() {
        return ended;
    }
}

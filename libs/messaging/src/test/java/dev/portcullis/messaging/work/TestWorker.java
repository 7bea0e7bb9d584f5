// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what its tests tell it to, key by key. */
@ApplicationScoped
public class TestWorker implements Worker {
    static final String KIND = "test-work";

    private final Work work;
    private final Map<String, Throwable> failing = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> held = new ConcurrentHashMap<>();
    private final List<WorkLease> begun = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostRunning = new AtomicInteger();

    TestWorker(Work work) {
        this.work = work;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrency() {
        return 3;
    }

    @Override
    public Backoff backoff() {
        return new Backoff(Duration.ofMillis(20), Duration.ofMillis(40));
    }

    @Override
    public void work(WorkLease lease) throws InterruptedException {
        begun.add(lease);
        mostRunning.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            CountDownLatch hold = held.get(lease.key());
            if (hold != null) {
                hold.await();
            }
            fail(failing.get(lease.key()));
            QuarkusTransaction.requiringNew().run(() -> work.complete(lease));
        } finally {
            running.decrementAndGet();
        }
    }

    private static void fail(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    /** Has the work of {@code key} end with {@code failure}, which is unchecked, until it is mended. */
    void fail(String key, Throwable failure) {
        failing.put(key, failure);
    }

    void mend(String key) {
        failing.remove(key);
    }

    void hold(String key) {
        held.put(key, new CountDownLatch(1));
    }

    void release(String key) {
        held.remove(key).countDown();
    }

    long begun(String key) {
        return begun.stream().filter(lease -> lease.key().equals(key)).count();
    }

    int mostRunning() {
        return mostRunning.get();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A step that is repeated in a thread of its own: at once while it says that there is more to do, else when it is
 * woken, and anyway after a while. A step that fails is logged and tried again, more and more slowly.
 */
public final class Loop implements AutoCloseable {
    /** What is repeated. */
    @FunctionalInterface
    public interface Step {
        /** Returns whether there is more to do right now. */
        boolean run() throws Exception;
    }

    private static final Logger LOG = Logger.getLogger(Loop.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final String name;
    private final Duration poll;
    private final Step step;
    private final Semaphore wakeUps = new Semaphore(0);
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);

    private Loop(String name, Duration poll, Step step) {
        this.name = requireNonNull(name, "name is null");
        this.poll = requireNonNull(poll, "poll is null");
        this.step = requireNonNull(step, "step is null");
        this.thread = Thread.ofVirtual().name(name).unstarted(this::repeat);
    }

    /**
     * Starts repeating {@code step}.
     *
     * @param name for logs and thread dumps
     * @param poll the longest time between two steps that go well
     */
    public static Loop start(String name, Duration poll, Step step) {
        Loop loop = new Loop(name, poll, step);
        loop.thread.start();
        return loop;
    }

    /** Lets the next step begin now. */
    public void wake() {
        wakeUps.release();
    }

    /** Lets the running step end and starts no other; gives up waiting for it after some seconds. */
    @Override
    public void close() {
        ended.countDown();
        wake();
        try {
            if (!thread.join(LONGEST_PAUSE)) {
                LOG.warnf("%s has not ended after %s and is interrupted", name, LONGEST_PAUSE);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private void repeat() {
        int failures = 0;
        while (!isClosed()) {
            boolean more = false;
            try {
                more = step.run();
                failures = 0;
            } catch (InterruptedException e) {
                return;
            } catch (Exception | Error e) {
                // PostgreSQL's driver answers a lost connection with an AssertionError; a thread that died of it would
                // be missed by nobody.
                failures++;
                log(failures, e);
            }
            if (!more && !pause(failures)) {
                return;
            }
        }
    }

    private boolean pause(int failures) {
        try {
            if (failures > 0) {
                // What just failed does not get better by being woken more often.
                long millis = Math.min(LONGEST_PAUSE.toMillis(), 100L << Math.min(failures, 10));
                return !ended.await(millis, TimeUnit.MILLISECONDS);
            }
            if (wakeUps.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS)) {
                wakeUps.drainPermits();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void log(int failures, Throwable failure) {
        if (isClosed()) {
            return;
        }
        if (failures == 1) {
            LOG.warnf(failure, "%s failed and is tried again", name);
        } else {
            LOG.warnf("%s failed %d times in a row: %s", name, failures, failure);
        }
    }

    private boolean isClosed() {
        return ended.getCount() == 0;
    }
}

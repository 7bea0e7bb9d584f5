// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Keeps the calls to one server within their number and within the pauses that the server asks for. */
final class Throttle {
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final GitLabLimits limits;
    private final Semaphore slots;
    private final AtomicReference<Instant> pausedUntil = new AtomicReference<>(Instant.EPOCH);

    Throttle(GitLabLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.slots = new Semaphore(limits.concurrency(), true);
    }

    /** Waits for a free slot; false where none comes free within the time of a whole call. */
    boolean enter() throws InterruptedException {
        return slots.tryAcquire(limits.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    void leave() {
        slots.release();
    }

    /** How long the server still wants to be left alone. */
    Duration pause() {
        Duration left = Duration.between(clock.instant(), pausedUntil.get());
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Leaves the server alone for that long; a later end that is already known stands. */
    void pauseFor(Duration wait) {
        Instant end = clock.instant().plus(wait);
        pausedUntil.accumulateAndGet(end, (known, asked) -> asked.isAfter(known) ? asked : known);
    }

    void pauseUntil(Instant end) {
        pauseFor(Duration.between(clock.instant(), end));
    }

    /** The wait before attempt {@code attempt + 1}: exponential, with a random part so that callers spread out. */
    Duration backoff(int attempt) {
        long doubled = limits.backoff().toMillis() << Math.min(attempt - 1, 10);
        long most = Math.min(doubled, LONGEST_BACKOFF.toMillis());
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }

    static void sleep(Duration wait) throws InterruptedIOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for GitLab");
        }
    }
}

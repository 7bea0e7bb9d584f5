// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a failure: doubling from {@code first} up to {@code longest}, of which between half and all is
 * waited, by chance, so that many that failed together do not come back together.
 *
 * @param first the wait after the first failure
 * @param longest no wait is longer
 */
public record Backoff(Duration first, Duration longest) {
    public Backoff {
        requireNonNull(first, "first is null");
        requireNonNull(longest, "longest is null");
        if (!first.isPositive() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("a back-off from " + first + " to " + longest + " makes no sense");
        }
    }

    /** The wait after the {@code attempt}-th failure in a row, from 1. */
    public Duration after(int attempt, RandomGenerator random) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1, not " + attempt);
        }
        long doubled = first.toMillis() << Math.min(attempt - 1, 30);
        // A shift that overflows is far beyond any sensible longest wait.
        long bound = doubled < first.toMillis() ? longest.toMillis() : Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(bound - random.nextLong(bound / 2 + 1));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final RandomGenerator random = new Random(1);
    private final Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));

    @Test
    void itDoublesWithinItsBoundsForEver() {
        for (int attempt = 1; attempt < 10_000; attempt++) {
            long bound = attempt > 20 ? 300_000 : Math.min(300_000, 1_000L << (attempt - 1));
            assertThat(backoff.after(attempt, random).toMillis())
                    .as("attempt %d", attempt)
                    .isBetween(bound - bound / 2, bound);
        }
    }

    @Test
    void thoseThatFailTogetherDoNotComeBackTogether() {
        assertThat(random.ints(50).mapToObj(i -> backoff.after(5, random)).distinct())
                .hasSizeGreaterThan(40);
    }

    @Test
    void nonsenseIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(Duration.ZERO, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> backoff.after(0, random));
    }
}

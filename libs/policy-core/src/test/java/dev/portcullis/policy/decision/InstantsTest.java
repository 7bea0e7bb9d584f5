// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InstantsTest {
    @Test
    void timeEndsAtItsFirstAndLastInstant() {
        assertThat(Instants.plus(Instant.EPOCH, Duration.ofDays(1))).isEqualTo("1970-01-02T00:00:00Z");
        assertThat(Instants.plus(Instant.MAX, Duration.ofSeconds(1))).isEqualTo(Instant.MAX);
        assertThat(Instants.plus(Instant.MIN, Duration.ofSeconds(-1))).isEqualTo(Instant.MIN);
        assertThat(Instants.plus(Instant.EPOCH, Duration.ofSeconds(Long.MAX_VALUE)))
                .isEqualTo(Instant.MAX);
    }
}

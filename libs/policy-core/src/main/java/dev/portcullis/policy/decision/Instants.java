// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

/** Arithmetic that ends at the first and last instant instead of failing there. */
final class Instants {
    private Instants() {}

    static Instant plus(Instant instant, Duration duration) {
        try {
            return instant.plus(duration);
        } catch (DateTimeException | ArithmeticException _) {
            return duration.isNegative() ? Instant.MIN : Instant.MAX;
        }
    }
}

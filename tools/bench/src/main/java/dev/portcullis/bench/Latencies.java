// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench;

import java.time.Duration;
import java.util.List;

/**
 * How long requests took.
 *
 * @param sorted shortest first
 */
record Latencies(List<Duration> sorted) {
    Latencies {
        sorted = sorted.stream().sorted().toList();
    }

    /** The shortest time that {@code percent} of the requests did not exceed. */
    Duration percentile(int percent) {
        int index = (int) Math.ceil(sorted.size() * percent / 100.0) - 1;
        return sorted.get(Math.max(0, index));
    }
}

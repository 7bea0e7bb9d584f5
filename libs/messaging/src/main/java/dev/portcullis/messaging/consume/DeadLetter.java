// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.consume;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A record that a consumer could not handle.
 *
 * @param id sorts by the time it was put aside
 * @param consumer which handler it was for
 * @param topic the broker's name of its topic
 * @param partition its partition
 * @param offset its offset there
 * @param key its key, shortened
 * @param sha256 of the body, in hexadecimal
 * @param size of the body in bytes
 * @param error what is wrong with it
 * @param line where in the body, from 1, if there is such a place
 * @param column where in the line, from 1
 * @param excerpt the body around that place; letters and digits are masked
 * @param createdAt when it was put aside
 * @param replayedAt when it was handled after all
 * @param replayedBy who had it replayed
 */
public record DeadLetter(
        UUID id,
        String consumer,
        String topic,
        int partition,
        long offset,
        @Nullable String key,
        String sha256,
        int size,
        String error,
        @Nullable Integer line,
        @Nullable Integer column,
        String excerpt,
        Instant createdAt,
        @Nullable Instant replayedAt,
        @Nullable String replayedBy) {}

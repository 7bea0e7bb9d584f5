// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A row of work as an operator sees it.
 *
 * @param kind the kind of work
 * @param key what is to be brought up to date
 * @param dirty how often it was marked
 * @param done the mark up to which it is done; work is due while this is less than {@code dirty}
 * @param dueAt when it is to be tried (again)
 * @param priority greater goes first
 * @param attempts how often it was begun since the last success
 * @param lastError why the last attempt failed
 */
public record WorkItem(
        String kind,
        String key,
        long dirty,
        long done,
        Instant dueAt,
        int priority,
        int attempts,
        @Nullable String lastError) {}

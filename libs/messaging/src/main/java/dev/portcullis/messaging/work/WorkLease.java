// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging.work;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;

/**
 * The right of one worker to do one piece of work for a while.
 *
 * @param kind the kind of work
 * @param key what is to be brought up to date
 * @param owner unique for this lease
 * @param epoch counts the leases of the row; a later one makes this one void
 * @param dirty the latest mark that this lease takes care of; later marks remain
 * @param attempt which attempt this is since the last success, from 1
 * @param until when others may take over
 */
public record WorkLease(String kind, String key, UUID owner, long epoch, long dirty, int attempt, Instant until) {
    public WorkLease {
        requireNonNull(kind, "kind is null");
        requireNonNull(key, "key is null");
        requireNonNull(owner, "owner is null");
        requireNonNull(until, "until is null");
    }
}

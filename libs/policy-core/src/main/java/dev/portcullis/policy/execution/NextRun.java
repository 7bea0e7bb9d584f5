// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule runs next.
 *
 * @param policy its name
 * @param id what the policy store knows the policy by
 * @param schedule its place among the policy's rules or schedules, from 0
 * @param due when it is due; absent: never
 * @param at when it starts in this project: within its time window after {@code due}
 * @param problem why it never runs; absent if it does
 */
public record NextRun(
        String policy,
        String id,
        int schedule,
        @Nullable Instant due,
        @Nullable Instant at,
        @Nullable String problem) {
    public NextRun {
        requireNonNull(policy, "policy is null");
        requireNonNull(id, "id is null");
    }
}

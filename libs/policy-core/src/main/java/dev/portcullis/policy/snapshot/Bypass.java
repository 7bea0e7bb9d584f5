// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person's word, with a reason, that a policy shall not bind this merge request. It counts if the person may. */
public record Bypass(
        String policy, long user, String reason, @Nullable Instant at) {
    public Bypass {
        requireNonNull(policy, "policy is null");
        requireNonNull(reason, "reason is null");
    }
}

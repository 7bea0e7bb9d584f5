// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One approval.
 *
 * @param approvedAt absent where the server does not tell
 */
public record Approval(User user, @Nullable Instant approvedAt) {
    public Approval {
        requireNonNull(user, "user is null");
    }
}

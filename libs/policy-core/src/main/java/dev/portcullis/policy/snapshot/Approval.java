// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An approval that stands in GitLab.
 *
 * @param sha the head it was given for; absent: not known
 */
public record Approval(
        long user, @Nullable String sha, @Nullable Instant at) {}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What GitLab remembers of a push to a branch.
 *
 * @param action {@code created}, {@code pushed} or {@code removed}
 * @param commitFrom absent for a new branch
 * @param commitTo absent for a removed one
 * @param commitTitle of the newest commit; absent for a removed branch
 */
public record PushEvent(
        long id,
        long authorId,
        String action,
        String ref,
        @Nullable String commitFrom,
        @Nullable String commitTo,
        int commitCount,
        @Nullable String commitTitle,
        Instant createdAt) {}

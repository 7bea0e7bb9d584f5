// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import org.jspecify.annotations.Nullable;

/**
 * A push as GitLab remembers it.
 *
 * @param authorId who pushed; GitLab itself says so, unlike the names within commits
 * @param pushData absent for other events
 */
public record PushEvent(
        long id,
        long authorId,
        @Nullable User author,
        @Nullable PushData pushData) {
    /**
     * What was pushed.
     *
     * @param action {@code created}, {@code pushed} or {@code removed}
     * @param refType {@code branch} or {@code tag}
     * @param ref the branch or tag; absent where many were pushed at once
     * @param commitFrom absent for a new branch
     * @param commitTo absent for a removed one
     */
    public record PushData(
            @Nullable String action,
            @Nullable String refType,
            @Nullable String ref,
            @Nullable String commitFrom,
            @Nullable String commitTo) {}
}

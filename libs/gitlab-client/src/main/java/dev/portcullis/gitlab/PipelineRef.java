// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline as lists show it.
 *
 * @param ref a branch, a tag, or {@code refs/merge-requests/<iid>/head}, {@code …/merge}, {@code …/train}
 * @param source e.g. {@code push}, {@code merge_request_event}
 */
public record PipelineRef(
        long id,
        long projectId,
        String sha,
        String ref,
        String status,
        @Nullable String source,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable String webUrl) {
    public PipelineRef {
        requireNonNull(sha, "sha is null");
        requireNonNull(ref, "ref is null");
        requireNonNull(status, "status is null");
    }
}

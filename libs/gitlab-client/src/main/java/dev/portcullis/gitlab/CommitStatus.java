// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job of a commit's pipeline, among them the ones that others than GitLab posted.
 */
public record CommitStatus(
        long id,
        String sha,
        @Nullable String ref,
        String status,
        String name,
        @Nullable String description,
        @Nullable String targetUrl,
        boolean allowFailure,
        @Nullable Long pipelineId,
        @Nullable User author,
        @Nullable Instant createdAt,
        @Nullable Instant finishedAt) {
    public CommitStatus {
        requireNonNull(sha, "sha is null");
        requireNonNull(status, "status is null");
        requireNonNull(name, "name is null");
    }
}

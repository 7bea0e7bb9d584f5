// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline.
 *
 * @param sha the commit; for a merged-results pipeline the temporary merge commit
 */
public record Pipeline(
        long id,
        long projectId,
        String sha,
        String ref,
        boolean tag,
        String status,
        String source,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant finishedAt,
        @Nullable String webUrl) {
    public Pipeline {
        requireNonNull(sha, "sha is null");
        requireNonNull(ref, "ref is null");
        requireNonNull(status, "status is null");
        requireNonNull(source, "source is null");
    }
}

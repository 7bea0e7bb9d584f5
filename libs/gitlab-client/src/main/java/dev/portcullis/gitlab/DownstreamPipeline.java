// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A pipeline that a bridge started, in the same project or another.
 *
 * @param projectId absent on servers that do not say; {@link #webUrl} names the project then
 */
public record DownstreamPipeline(
        long id,
        @Nullable Long projectId,
        String sha,
        String ref,
        String status,
        @Nullable String source,
        String webUrl) {
    public DownstreamPipeline {
        requireNonNull(sha, "sha is null");
        requireNonNull(ref, "ref is null");
        requireNonNull(status, "status is null");
        requireNonNull(webUrl, "webUrl is null");
    }
}

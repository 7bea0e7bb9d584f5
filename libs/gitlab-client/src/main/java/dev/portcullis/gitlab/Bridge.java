// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A job that starts another pipeline.
 *
 * @param downstreamPipeline absent while it has not been created
 */
public record Bridge(
        long id,
        String name,
        String status,
        boolean allowFailure,
        @Nullable DownstreamPipeline downstreamPipeline) {
    public Bridge {
        requireNonNull(name, "name is null");
        requireNonNull(status, "status is null");
    }
}

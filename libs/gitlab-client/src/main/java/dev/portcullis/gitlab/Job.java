// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job, its latest attempt unless retried ones were asked for.
 */
public record Job(
        long id,
        String name,
        String stage,
        String status,
        boolean allowFailure,
        @Nullable String failureReason,
        @Nullable Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant erasedAt,
        @Nullable Instant artifactsExpireAt,
        List<JobArtifact> artifacts,
        @Nullable User user) {
    public Job {
        requireNonNull(name, "name is null");
        requireNonNull(stage, "stage is null");
        requireNonNull(status, "status is null");
        artifacts = List.copyOf(artifacts);
    }
}

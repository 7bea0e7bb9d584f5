// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A commit status to post. Nothing that is absent is sent.
 *
 * @param state {@code pending}, {@code running}, {@code success}, {@code failed}, {@code canceled} or {@code
 *     skipped}
 * @param name which check it is
 * @param ref leave it out where {@code pipelineId} is given
 * @param description at most 255 characters
 * @param targetUrl at most 255 characters
 * @param pipelineId the pipeline to add it to; GitLab answers 404 where it does not fit the SHA
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewCommitStatus(
        String state,
        String name,
        @Nullable String ref,
        @Nullable String description,
        @Nullable String targetUrl,
        @Nullable Long pipelineId) {
    public NewCommitStatus {
        requireNonNull(state, "state is null");
        requireNonNull(name, "name is null");
    }
}

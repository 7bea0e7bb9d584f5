// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a Pipeline Hook said. It is a hint only: the pipeline is read again over the API before anything is decided.
 *
 * @param project the project in which the pipeline ran
 * @param pipelineId GitLab's pipeline id
 * @param sha the commit it ran on; for a merged-results pipeline the temporary merge commit
 * @param ref the branch or tag; for a merge request pipeline the source branch
 * @param tag whether {@code ref} is a tag
 * @param source GitLab's word, e.g. {@code push}, {@code merge_request_event}
 * @param status GitLab's word, e.g. {@code running}, {@code success}
 * @param mergeRequestIid the merge request it ran for, absent for branch pipelines
 * @param createdAt when it was created, absent where the hook does not say
 * @param finishedAt when it finished, absent while it runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PipelineState(
        ProjectRef project,
        long pipelineId,
        String sha,
        String ref,
        boolean tag,
        String source,
        String status,
        @Nullable Long mergeRequestIid,
        @Nullable Instant createdAt,
        @Nullable Instant finishedAt)
        implements Fact {
    public PipelineState {
        requireNonNull(project, "project is null");
        requireNonNull(sha, "sha is null");
        requireNonNull(ref, "ref is null");
        requireNonNull(source, "source is null");
        requireNonNull(status, "status is null");
    }
}

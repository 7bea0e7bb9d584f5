// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A merge request.
 *
 * @param projectId the target project
 * @param sourceProjectId another project for a fork; 0 where it is gone
 * @param state {@code opened}, {@code closed}, {@code locked} or {@code merged}
 * @param sha the head, absent where the source branch is gone
 * @param diffRefs absent until GitLab has prepared the diff, and in lists
 * @param headPipeline absent where there is none, and in lists
 * @param author absent for a deleted user
 */
public record MergeRequest(
        long id,
        long iid,
        long projectId,
        long sourceProjectId,
        long targetProjectId,
        String title,
        String state,
        boolean draft,
        String sourceBranch,
        String targetBranch,
        @Nullable String sha,
        @Nullable DiffRefs diffRefs,
        @Nullable PipelineRef headPipeline,
        @Nullable String detailedMergeStatus,
        @Nullable String mergeCommitSha,
        @Nullable String squashCommitSha,
        @Nullable User author,
        @Nullable User mergeUser,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant mergedAt,
        @Nullable Instant preparedAt,
        String webUrl) {
    public MergeRequest {
        requireNonNull(title, "title is null");
        requireNonNull(state, "state is null");
        requireNonNull(sourceBranch, "sourceBranch is null");
        requireNonNull(targetBranch, "targetBranch is null");
        requireNonNull(webUrl, "webUrl is null");
    }
}

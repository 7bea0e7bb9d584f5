// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One state of a merge request's diff, made by a push or a change of target.
 *
 * @param patchIdSha absent until GitLab has computed it
 */
public record MergeRequestVersion(
        long id,
        String headCommitSha,
        @Nullable String baseCommitSha,
        @Nullable String startCommitSha,
        @Nullable String state,
        @Nullable Instant createdAt,
        @Nullable String patchIdSha) {
    public MergeRequestVersion {
        requireNonNull(headCommitSha, "headCommitSha is null");
    }
}

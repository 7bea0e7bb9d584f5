// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.mergerequest;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A merge request as it was at the last look at GitLab.
 *
 * @param key which one
 * @param projectPath the target project's full path
 * @param title its title
 * @param url its page
 * @param state opened, closed, merged or locked
 * @param author the author's username
 * @param sourceProjectId the project of the source branch, another one for a fork
 * @param sourceBranch the source branch
 * @param targetBranch the target branch
 * @param headSha the head of the source branch
 * @param baseSha the merge base of its diff, absent until GitLab has prepared it
 * @param decisionId the current decision, absent before the first
 * @param sequence the current decision's sequence, 0 before the first
 * @param outcome the current decision's outcome, absent before the first
 * @param changedAt when anything of this last changed here
 * @param updatedAt GitLab's time of the merge request's last change, as of that look; absent where it does not say
 */
public record KnownMergeRequest(
        MergeRequestKey key,
        String projectPath,
        String title,
        String url,
        String state,
        String author,
        long sourceProjectId,
        String sourceBranch,
        String targetBranch,
        String headSha,
        @Nullable String baseSha,
        @Nullable UUID decisionId,
        long sequence,
        @Nullable String outcome,
        Instant changedAt,
        @Nullable Instant updatedAt) {
    public KnownMergeRequest {
        requireNonNull(key, "key is null");
        requireNonNull(projectPath, "projectPath is null");
        requireNonNull(title, "title is null");
        requireNonNull(url, "url is null");
        requireNonNull(state, "state is null");
        requireNonNull(author, "author is null");
        requireNonNull(sourceBranch, "sourceBranch is null");
        requireNonNull(targetBranch, "targetBranch is null");
        requireNonNull(headSha, "headSha is null");
        requireNonNull(changedAt, "changedAt is null");
    }

    /** The namespace that grants are compared with. */
    public String namespace() {
        return key.instance() + "/" + projectPath;
    }

    /** Whether it can still be merged. */
    public boolean isOpen() {
        return state.equals("opened") || state.equals("locked");
    }
}

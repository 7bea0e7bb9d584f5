// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A merge request.
 *
 * @param author user id
 * @param mergedResultShas the temporary merge commits under which its merged-results pipelines run
 */
public record MergeRequest(
        long iid,
        long author,
        String sourceBranch,
        String targetBranch,
        long sourceProject,
        String headSha,
        List<String> mergedResultShas,
        List<Commit> commits) {
    public MergeRequest {
        requireNonNull(sourceBranch, "sourceBranch is null");
        requireNonNull(targetBranch, "targetBranch is null");
        requireNonNull(headSha, "headSha is null");
        mergedResultShas = List.copyOf(mergedResultShas);
        commits = List.copyOf(commits);
    }

    /**
     * One of its commits.
     *
     * @param author user id; absent where no user of GitLab has the commit's address
     * @param signature absent: not obtained
     */
    public record Commit(
            String sha, @Nullable Long author, @Nullable Signature signature) {
        public Commit {
            requireNonNull(sha, "sha is null");
        }
    }
}

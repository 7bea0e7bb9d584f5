// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a Merge Request Hook said. It is a hint, but for approvals: the head SHA at the moment of an approval is known
 * only from here.
 *
 * @param project the target project
 * @param iid the merge request's number in the target project
 * @param action GitLab's word: open, update, approval, approved, unapproval, unapproved, close, reopen, merge
 * @param state opened, closed, merged or locked
 * @param headSha the head of the source branch, absent when the branch is gone
 * @param oldHeadSha the head before a push, absent otherwise (GitLab's {@code oldrev})
 * @param sourceProjectId the project of the source branch, another one for a fork
 * @param sourceBranch the source branch
 * @param targetBranch the target branch
 * @param authorId who opened it
 * @param actorId who caused the event
 * @param actorUsername that user's name at the time
 * @param system whether GitLab itself acted, e.g. reset approvals after a push
 * @param updatedAt GitLab's time of the change, absent where the hook does not say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MergeRequestChanged(
        ProjectRef project,
        long iid,
        String action,
        String state,
        @Nullable String headSha,
        @Nullable String oldHeadSha,
        long sourceProjectId,
        String sourceBranch,
        String targetBranch,
        long authorId,
        long actorId,
        String actorUsername,
        boolean system,
        @Nullable Instant updatedAt)
        implements Fact {
    public MergeRequestChanged {
        requireNonNull(project, "project is null");
        requireNonNull(action, "action is null");
        requireNonNull(state, "state is null");
        requireNonNull(sourceBranch, "sourceBranch is null");
        requireNonNull(targetBranch, "targetBranch is null");
        requireNonNull(actorUsername, "actorUsername is null");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.DiffVersion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.StatusCheck;
import dev.portcullis.sandbox.gitlab.state.StatusCheckAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * External status checks (Ultimate). They apply to merge requests that are made after them; one that stays pending for
 * two minutes has failed.
 */
public final class StatusChecks {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final GitLabState state;
    private final InstantSource clock;

    public StatusChecks(GitLabState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /** The checks that apply to a merge request, by its target branch. */
    public List<StatusCheck> of(MergeRequest mergeRequest) {
        Project project = state.project(mergeRequest.projectId);
        return project.statusChecks.values().stream()
                .filter(check -> !check.createdAt.isAfter(mergeRequest.createdAt))
                .filter(check -> check.protectedBranchIds.isEmpty()
                        || project.protectedBranches.values().stream()
                                .anyMatch(branch -> check.protectedBranchIds.contains(branch.id)
                                        && branch.covers(mergeRequest.targetBranch)))
                .toList();
    }

    /** {@code pending}, {@code passed} or {@code failed}; an answer for an older head does not count. */
    public String status(StatusCheck check, MergeRequest mergeRequest) {
        StatusCheckAnswer answer = mergeRequest.statusCheckAnswers.get(check.id);
        DiffVersion latest = mergeRequest.latestVersion();
        if (latest == null) {
            return "pending";
        }
        boolean current = answer != null && answer.sha().equals(latest.headSha());
        String status = answer == null || !current ? "pending" : answer.status();
        Instant since = answer == null || !current ? latest.createdAt() : answer.at();
        boolean overdue = status.equals("pending") && clock.instant().isAfter(since.plus(PATIENCE));
        return overdue ? "failed" : status;
    }

    public boolean allPassed(MergeRequest mergeRequest) {
        return of(mergeRequest).stream()
                .allMatch(check -> status(check, mergeRequest).equals("passed"));
    }
}

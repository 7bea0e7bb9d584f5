// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.state.Branch;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.DiffVersion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.PushEvent;
import dev.portcullis.sandbox.gitlab.state.User;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Moves branches, and does to merge requests what GitLab does after a push. */
public final class Pushes {
    private static final int EVENTS_KEPT = 1_000;

    private final GitLabState state;
    private final Tier tier;
    private final InstantSource clock;
    private final Events events;
    private final Repository repository;
    private final Approvals approvals;
    private final SystemNotes systemNotes;
    private @Nullable PushListener listener;

    public Pushes(
            GitLabState state,
            Tier tier,
            InstantSource clock,
            Events events,
            Repository repository,
            Approvals approvals,
            SystemNotes systemNotes) {
        this.state = state;
        this.tier = tier;
        this.clock = clock;
        this.events = events;
        this.repository = repository;
        this.approvals = approvals;
        this.systemNotes = systemNotes;
    }

    /** Tells one listener of pushes and new merge requests from now on. */
    public void listen(PushListener newListener) {
        listener = newListener;
    }

    /** Points a branch, new or not, to a commit of the project; tells hooks; refreshes merge requests. */
    public void move(User user, Project project, String name, String sha) {
        Branch branch = project.branches.get(name);
        String before = branch == null ? Repository.NO_COMMIT : branch.sha;
        if (before.equals(sha)) {
            return;
        }
        if (branch == null) {
            branch = new Branch();
            branch.name = name;
            project.branches.put(name, branch);
        }
        branch.sha = sha;
        project.lastActivityAt = clock.instant();
        List<Commit> commits = pushed(project, name, before, sha);
        remember(user, project, name, before, sha, commits);
        events.pushed(user, project, name, before, sha, commits);
        refresh(user, project, name, before);
        if (listener != null) {
            listener.pushed(user, project, name);
        }
    }

    /** To be called when a merge request was opened. */
    void opened(User user, MergeRequest mergeRequest) {
        if (listener != null) {
            listener.opened(user, mergeRequest);
        }
    }

    /** Deletes a branch. */
    public void delete(User user, Project project, String name) {
        Branch branch = project.branches.remove(name);
        if (branch != null) {
            remember(user, project, name, branch.sha, Repository.NO_COMMIT, List.of());
            events.pushed(user, project, name, branch.sha, Repository.NO_COMMIT, List.of());
        }
    }

    private void remember(User user, Project project, String name, String before, String after, List<Commit> commits) {
        boolean created = before.equals(Repository.NO_COMMIT);
        boolean removed = after.equals(Repository.NO_COMMIT);
        project.pushEvents.add(new PushEvent(
                state.nextId("event"),
                user.id,
                created ? "created" : removed ? "removed" : "pushed",
                name,
                created ? null : before,
                removed ? null : after,
                commits.size(),
                removed ? null : state.commit(after).title(),
                clock.instant()));
        if (project.pushEvents.size() > EVENTS_KEPT) {
            project.pushEvents.removeFirst();
        }
    }

    /** Makes a merge request's diff version for the present heads; false if a branch is missing or nothing moved. */
    public boolean newVersion(MergeRequest mergeRequest) {
        Project source = state.projects.get(mergeRequest.sourceProjectId);
        String head = source == null ? null : source.head(mergeRequest.sourceBranch);
        return head != null && !head.equals(mergeRequest.headSha()) && retargeted(mergeRequest);
    }

    /** Makes a diff version although the head is the same: for another target branch. */
    public boolean retargeted(MergeRequest mergeRequest) {
        Project source = state.projects.get(mergeRequest.sourceProjectId);
        Project target = state.project(mergeRequest.projectId);
        String head = source == null ? null : source.head(mergeRequest.sourceBranch);
        String start = target.head(mergeRequest.targetBranch);
        if (head == null || start == null) {
            return false;
        }
        repository.share(target, head);
        String base = repository.mergeBase(start, head);
        String from = base == null ? start : base;
        Map<String, Repository.Change> diff = repository.diff(state.commit(from).tree, state.commit(head).tree);
        String patch = Digests.sha1(diff.toString().getBytes(StandardCharsets.UTF_8));
        mergeRequest.versions.add(
                new DiffVersion(state.nextId("diff version"), from, head, start, clock.instant(), patch, diff.size()));
        return true;
    }

    private List<Commit> pushed(Project project, String name, String before, String sha) {
        if (!before.equals(Repository.NO_COMMIT)) {
            return repository.between(before, sha).reversed();
        }
        String base = project.head(project.defaultBranch);
        return name.equals(project.defaultBranch) || base == null
                ? repository.history(sha).reversed()
                : repository.between(base, sha).reversed();
    }

    private void refresh(User user, Project project, String branch, String before) {
        for (Project each : List.copyOf(state.projects.values())) {
            for (MergeRequest mergeRequest : List.copyOf(each.mergeRequests.values())) {
                if (!mergeRequest.opened()) {
                    continue;
                }
                if (mergeRequest.sourceProjectId == project.id && mergeRequest.sourceBranch.equals(branch)) {
                    refreshSource(user, mergeRequest, before);
                }
                if (each.id == project.id && mergeRequest.targetBranch.equals(branch)) {
                    refreshTarget(user, mergeRequest);
                }
            }
        }
    }

    private void refreshSource(User user, MergeRequest mergeRequest, String before) {
        Changes changes = Changes.of(mergeRequest);
        if (!newVersion(mergeRequest)) {
            return;
        }
        mergeRequest.updatedAt = clock.instant();
        mergeRequest.checking = true;
        mergeRequest.autoMerge = false;
        systemNotes.add(user, mergeRequest, "added new commits");
        events.mergeRequest(user, mergeRequest, new MergeRequestEvent("update", before, null, changes.made()));
        if (resetsApprovals(mergeRequest)) {
            boolean satisfied = approvals.satisfied(mergeRequest);
            mergeRequest.approvals.clear();
            String action = satisfied && !approvals.satisfied(mergeRequest) ? "unapproved" : "unapproval";
            events.mergeRequest(
                    user, mergeRequest, new MergeRequestEvent(action, null, "approvals_reset_on_push", Map.of()));
        }
    }

    /** Only from Premium on, and only where the project says so; on Free approvals outlive a push. */
    private boolean resetsApprovals(MergeRequest mergeRequest) {
        Project project = state.project(mergeRequest.projectId);
        return tier.includes(Tier.PREMIUM)
                && project.settings.is("reset_approvals_on_push")
                && !mergeRequest.approvals.isEmpty();
    }

    /** A merge request whose commits arrived in the target by a push counts as merged. */
    private void refreshTarget(User user, MergeRequest mergeRequest) {
        mergeRequest.checking = true;
        Project target = state.project(mergeRequest.projectId);
        String targetHead = target.head(mergeRequest.targetBranch);
        DiffVersion latest = mergeRequest.latestVersion();
        if (latest == null
                || targetHead == null
                || latest.headSha().equals(latest.baseSha())
                || !repository.ancestors(targetHead).contains(latest.headSha())) {
            return;
        }
        markMerged(user, mergeRequest, null);
    }

    /** Sets the merge request merged and tells hooks. */
    public void markMerged(User user, MergeRequest mergeRequest, @Nullable String mergeCommit) {
        Changes changes = Changes.of(mergeRequest);
        mergeRequest.state = "merged";
        mergeRequest.mergeCommitSha = mergeCommit;
        mergeRequest.mergedById = user.id;
        mergeRequest.mergedAt = clock.instant();
        mergeRequest.updatedAt = clock.instant();
        mergeRequest.checking = false;
        mergeRequest.autoMerge = false;
        events.mergeRequest(user, mergeRequest, MergeRequestEvent.of("merge", changes.made()));
    }
}

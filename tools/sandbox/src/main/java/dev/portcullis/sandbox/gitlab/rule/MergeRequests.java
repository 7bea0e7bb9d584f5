// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.state.Approval;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Person;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens, approves and merges merge requests. */
public final class MergeRequests {
    private final GitLabState state;
    private final InstantSource clock;
    private final Events events;
    private final Repository repository;
    private final Pushes pushes;
    private final Approvals approvals;
    private final Mergeability mergeability;
    private final HeadPipeline headPipeline;
    private final SystemNotes systemNotes;

    public MergeRequests(
            GitLabState state,
            InstantSource clock,
            Events events,
            Repository repository,
            Pushes pushes,
            Approvals approvals,
            Mergeability mergeability,
            HeadPipeline headPipeline,
            SystemNotes systemNotes) {
        this.state = state;
        this.clock = clock;
        this.events = events;
        this.repository = repository;
        this.pushes = pushes;
        this.approvals = approvals;
        this.mergeability = mergeability;
        this.headPipeline = headPipeline;
        this.systemNotes = systemNotes;
    }

    /** Numbers a merge request, makes its first diff and tells hooks. */
    public MergeRequest open(User author, Project target, MergeRequest mergeRequest) {
        Instant now = clock.instant();
        mergeRequest.id = state.nextId("merge request");
        mergeRequest.iid = ++target.lastMergeRequestIid;
        mergeRequest.projectId = target.id;
        mergeRequest.authorId = author.id;
        mergeRequest.createdAt = now;
        mergeRequest.updatedAt = now;
        target.mergeRequests.put(mergeRequest.iid, mergeRequest);
        Changes changes = Changes.of(mergeRequest);
        mergeRequest.checking = pushes.newVersion(mergeRequest);
        mergeRequest.preparedAt = now;
        headPipeline.update(mergeRequest);
        Map<String, @Nullable Object> made = changes.made();
        made.put("merge_status", Json.object("previous", "preparing", "current", "checking"));
        events.mergeRequest(author, mergeRequest, MergeRequestEvent.of("open", made));
        pushes.opened(author, mergeRequest);
        return mergeRequest;
    }

    /** Records an approval; on Free each completes all that are required, because none are. */
    public void approve(User user, MergeRequest mergeRequest) {
        boolean before = approvals.satisfied(mergeRequest);
        mergeRequest.approvals.add(new Approval(user.id, clock.instant()));
        mergeRequest.updatedAt = clock.instant();
        systemNotes.add(user, mergeRequest, "approved this merge request");
        boolean none = approvals.required(mergeRequest) == 0;
        boolean completed = none || (!before && approvals.satisfied(mergeRequest));
        events.mergeRequest(user, mergeRequest, MergeRequestEvent.of(completed ? "approved" : "approval"));
    }

    /** Takes a user's approval back. */
    public void unapprove(User user, MergeRequest mergeRequest) {
        boolean before = approvals.satisfied(mergeRequest);
        mergeRequest.approvals.removeIf(approval -> approval.userId() == user.id);
        mergeRequest.updatedAt = clock.instant();
        systemNotes.add(user, mergeRequest, "unapproved this merge request");
        boolean none = approvals.required(mergeRequest) == 0;
        boolean undone = none || (before && !approvals.satisfied(mergeRequest));
        events.mergeRequest(user, mergeRequest, MergeRequestEvent.of(undone ? "unapproved" : "unapproval"));
    }

    /**
     * Merges now; the state checks are the caller's. 422 if Git cannot.
     *
     * @param message the merge commit's message; null for GitLab's own
     */
    public void merge(User user, MergeRequest mergeRequest, @Nullable String message, boolean removeSourceBranch) {
        Project target = state.project(mergeRequest.projectId);
        String head = mergeRequest.headSha();
        String targetHead = target.head(mergeRequest.targetBranch);
        if (head == null || targetHead == null || !mergeability.mergeableByGit(mergeRequest)) {
            throw GitLabError.message(422, "Branch cannot be merged");
        }
        if (mergeRequest.squash) {
            head = squash(user, target, mergeRequest, head, targetHead);
        }
        String merged = "ff".equals(target.settings.get("merge_method"))
                ? head
                : mergeCommit(user, target, mergeRequest, message, head, targetHead);
        mergeRequest.squashCommitSha = mergeRequest.squash ? head : null;
        pushes.markMerged(user, mergeRequest, merged.equals(head) ? null : merged);
        pushes.move(user, target, mergeRequest.targetBranch, merged);
        Project source = state.projects.get(mergeRequest.sourceProjectId);
        if (removeSourceBranch && source != null && !mergeRequest.sourceBranch.equals(source.defaultBranch)) {
            pushes.delete(user, source, mergeRequest.sourceBranch);
        }
    }

    /** Merges a merge request that was set to auto-merge, once every check passes. */
    public void tryAutoMerge(MergeRequest mergeRequest) {
        if (!mergeRequest.autoMerge || mergeRequest.autoMergeUserId == null) {
            return;
        }
        if (mergeability.mergeableState(mergeRequest, false) && mergeability.mergeableByGit(mergeRequest)) {
            User user = state.user(mergeRequest.autoMergeUserId);
            merge(user, mergeRequest, null, mergeRequest.removeSourceBranch);
        }
    }

    private String squash(User user, Project target, MergeRequest mergeRequest, String head, String targetHead) {
        String base = repository.mergeBase(targetHead, head);
        Commit commit = commit(user, mergeRequest.title, List.of(base == null ? targetHead : base));
        commit.tree = new TreeMap<>(state.commit(head).tree);
        return repository.keep(target, commit).sha;
    }

    private String mergeCommit(
            User user,
            Project target,
            MergeRequest mergeRequest,
            @Nullable String message,
            String head,
            String targetHead) {
        String text = message == null ? standardMessage(target, mergeRequest) : message;
        Commit commit = commit(user, text, List.of(targetHead, head));
        commit.tree = repository.mergedTree(targetHead, head);
        return repository.keep(target, commit).sha;
    }

    private String standardMessage(Project target, MergeRequest mergeRequest) {
        return "Merge branch '" + mergeRequest.sourceBranch + "' into '" + mergeRequest.targetBranch + "'\n\n"
                + mergeRequest.title + "\n\nSee merge request " + state.fullPath(target) + "!" + mergeRequest.iid;
    }

    private Commit commit(User user, String message, List<String> parents) {
        Commit commit = new Commit();
        commit.message = message;
        commit.parents = parents;
        commit.author = new Person(user.name, user.email);
        commit.committer = commit.author;
        commit.authoredAt = clock.instant();
        commit.committedAt = clock.instant();
        return commit;
    }
}

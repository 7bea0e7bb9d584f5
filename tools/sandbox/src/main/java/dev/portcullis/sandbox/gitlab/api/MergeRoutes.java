// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Changes;
import dev.portcullis.sandbox.gitlab.rule.MergeRequestEvent;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Person;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The merge call. GitLab asks in this order: may the caller merge (401), do all checks of the merge request's state
 * pass (405), can Git merge (422), is the given sha the head (409).
 */
final class MergeRoutes {
    private static final String ONE = "/projects/:id/merge_requests/:iid";

    private final Rules rules;
    private final Bodies bodies;
    private final Find find;

    MergeRoutes(Rules rules, Bodies bodies, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.find = find;
    }

    void register(Api api) {
        api.put(ONE + "/merge", this::merge);
        api.post(ONE + "/cancel_merge_when_pipeline_succeeds", this::cancel);
        api.get(ONE + "/merge_ref", this::mergeRef);
        api.put(ONE + "/rebase", this::rebase);
    }

    private Reply merge(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        User user = call.user();
        Params params = call.params();
        Project target = rules.state.project(mergeRequest.projectId);
        if (!rules.access.merges(user, target, mergeRequest.targetBranch)) {
            throw GitLabError.unauthorized();
        }
        mergeRequest.checking = false;
        boolean auto = params.flag("auto_merge", false) || params.flag("merge_when_pipeline_succeeds", false);
        Pipeline pipeline = rules.headPipeline.ofHead(mergeRequest);
        boolean passed = pipeline != null && pipeline.status.equals("success");
        boolean now = auto ? passed : rules.mergeability.mergeableState(mergeRequest, false);
        boolean later = auto && !passed && pipeline != null && (pipeline.active() || pipeline.status.equals("created"));
        if (!now && !later) {
            throw GitLabError.methodNotAllowed();
        }
        if (!rules.mergeability.mergeableState(mergeRequest, later)
                || !rules.mergeability.mergeableByGit(mergeRequest)) {
            throw GitLabError.message(422, "Branch cannot be merged");
        }
        checkSha(mergeRequest, params.text("sha"));
        mergeRequest.squash = params.flag("squash", mergeRequest.squash);
        boolean remove = params.flag("should_remove_source_branch", mergeRequest.removeSourceBranch);
        if (now) {
            rules.mergeRequests.merge(user, mergeRequest, params.text("merge_commit_message"), remove);
        } else {
            setAutoMerge(user, mergeRequest, true);
        }
        return Reply.ok(bodies.mergeRequests.full(mergeRequest, user));
    }

    /** 409 if a sha was given that is not the head. */
    static void checkSha(MergeRequest mergeRequest, @Nullable String sha) {
        if (sha != null && !sha.equals(mergeRequest.headSha())) {
            throw GitLabError.message(409, "SHA does not match HEAD of source branch: " + mergeRequest.headSha());
        }
    }

    private void setAutoMerge(User user, MergeRequest mergeRequest, boolean on) {
        Changes changes = Changes.of(mergeRequest);
        mergeRequest.autoMerge = on;
        mergeRequest.autoMergeUserId = on ? user.id : null;
        mergeRequest.updatedAt = rules.clock.instant();
        rules.events.mergeRequest(user, mergeRequest, MergeRequestEvent.of("update", changes.made()));
    }

    private Reply cancel(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        find.editor(call, mergeRequest);
        if (!mergeRequest.autoMerge) {
            throw GitLabError.message(406, "Can't cancel the automatic merge");
        }
        setAutoMerge(call.user(), mergeRequest, false);
        return Reply.created(Json.object("status", "success"));
    }

    private Reply mergeRef(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        Project target = rules.state.project(mergeRequest.projectId);
        String head = mergeRequest.headSha();
        String targetHead = target.head(mergeRequest.targetBranch);
        if (head == null || targetHead == null || rules.mergeability.conflicts(mergeRequest)) {
            throw GitLabError.badRequest("Merge request is not mergeable");
        }
        return Reply.ok(Json.object("commit_id", temporaryMerge(call.user(), target, head, targetHead).sha));
    }

    private Commit temporaryMerge(User user, Project target, String head, String targetHead) {
        Commit commit = new Commit();
        commit.message = "Merge " + head + " into " + targetHead;
        commit.parents = List.of(targetHead, head);
        commit.author = new Person(user.name, user.email);
        commit.committer = commit.author;
        commit.authoredAt = rules.clock.instant();
        commit.committedAt = commit.authoredAt;
        commit.tree = rules.repository.mergedTree(targetHead, head);
        return rules.repository.keep(target, commit);
    }

    private Reply rebase(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        User user = call.user();
        Project source = rules.state.project(mergeRequest.sourceProjectId);
        Project target = rules.state.project(mergeRequest.projectId);
        if (!rules.access.pushes(user, source, mergeRequest.sourceBranch)) {
            throw GitLabError.message(403, "403 Forbidden - Cannot push to source branch");
        }
        String head = mergeRequest.headSha();
        String targetHead = target.head(mergeRequest.targetBranch);
        if (head == null || targetHead == null || rules.mergeability.conflicts(mergeRequest)) {
            throw GitLabError.message(409, "Failed to enqueue the rebase operation, possibly due to a conflict");
        }
        rules.repository.share(source, targetHead);
        Commit old = rules.state.commit(head);
        Commit commit = new Commit();
        commit.message = old.message;
        commit.parents = List.of(targetHead);
        commit.author = old.author;
        commit.committer = new Person(user.name, user.email);
        commit.authoredAt = old.authoredAt;
        commit.committedAt = rules.clock.instant();
        commit.tree = rules.repository.mergedTree(targetHead, head);
        rules.repository.keep(source, commit);
        rules.pushes.move(user, source, mergeRequest.sourceBranch, commit.sha);
        return Reply.accepted(Json.object("rebase_in_progress", true));
    }
}

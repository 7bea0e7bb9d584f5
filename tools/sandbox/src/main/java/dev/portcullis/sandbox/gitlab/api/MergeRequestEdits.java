// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Changes;
import dev.portcullis.sandbox.gitlab.rule.MergeRequestEvent;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Opening and changing merge requests. */
final class MergeRequestEdits {
    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final Find find;

    MergeRequestEdits(Rules rules, Bodies bodies, Find find) {
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.find = find;
    }

    void register(Api api) {
        api.post("/projects/:id/merge_requests", this::create);
        api.put("/projects/:id/merge_requests/:iid", this::update);
        api.delete("/projects/:id/merge_requests/:iid", this::delete);
    }

    private Reply create(Call call) {
        Project source = find.readable(call);
        User author = call.user();
        Params params = call.params();
        if (rules.access.level(author, source) < AccessLevel.DEVELOPER) {
            throw GitLabError.forbidden();
        }
        Project target = target(call, source);
        MergeRequest mergeRequest = new MergeRequest();
        mergeRequest.title = params.required("title");
        mergeRequest.sourceBranch = params.required("source_branch");
        mergeRequest.targetBranch = params.required("target_branch");
        mergeRequest.description = params.text("description", "");
        mergeRequest.sourceProjectId = source.id;
        mergeRequest.labels = params.list("labels");
        mergeRequest.assigneeIds = people(params, "assignee");
        mergeRequest.reviewerIds = people(params, "reviewer");
        mergeRequest.squash = params.flag("squash", false);
        mergeRequest.removeSourceBranch =
                params.flag("remove_source_branch", target.settings.is("remove_source_branch_after_merge"));
        check(source, target, mergeRequest);
        rules.mergeRequests.open(author, target, mergeRequest);
        return Reply.created(bodies.mergeRequests.full(mergeRequest, author));
    }

    private Project target(Call call, Project source) {
        Long id = call.params().number("target_project_id");
        Project target = id == null ? source : state.projects.get(id);
        if (target == null || !rules.access.readsCode(call.caller(), target)) {
            throw GitLabError.notFound("Project");
        }
        boolean related = target.id == source.id || (source.forkedFromId != null && source.forkedFromId == target.id);
        if (!related) {
            throw GitLabError.message(422, List.of("Source project is not a fork of the target project"));
        }
        return target;
    }

    private void check(Project source, Project target, MergeRequest mergeRequest) {
        if (source.id == target.id && mergeRequest.sourceBranch.equals(mergeRequest.targetBranch)) {
            throw GitLabError.message(422, List.of("You can't use same project/branch for source and target"));
        }
        if (source.head(mergeRequest.sourceBranch) == null) {
            throw GitLabError.badRequest(List.of("Source branch \"" + mergeRequest.sourceBranch + "\" does not exist"));
        }
        if (target.head(mergeRequest.targetBranch) == null) {
            throw GitLabError.badRequest(List.of("Target branch \"" + mergeRequest.targetBranch + "\" does not exist"));
        }
        target.mergeRequests.values().stream()
                .filter(each -> each.opened()
                        && each.sourceProjectId == source.id
                        && each.sourceBranch.equals(mergeRequest.sourceBranch)
                        && each.targetBranch.equals(mergeRequest.targetBranch))
                .findFirst()
                .ifPresent(open -> {
                    throw GitLabError.message(
                            409,
                            List.of("Another open merge request already exists for this source branch: !" + open.iid));
                });
    }

    private static List<Long> people(Params params, String role) {
        List<Long> ids = params.numbers(role + "_ids");
        Long one = params.number(role + "_id");
        if (ids.isEmpty() && one != null) {
            ids.add(one);
        }
        ids.removeIf(id -> id == 0);
        return ids;
    }

    private Reply update(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        find.editor(call, mergeRequest);
        User user = call.user();
        Params params = call.params();
        Changes changes = Changes.of(mergeRequest);
        String event = params.choice("state_event", Set.of("close", "reopen"));
        edit(mergeRequest, params);
        String target = params.text("target_branch");
        if (target != null && !target.equals(mergeRequest.targetBranch)) {
            retarget(mergeRequest, target);
        }
        String action = event == null ? "update" : moved(user, mergeRequest, event);
        Map<String, @Nullable Object> made = changes.made();
        if (!made.isEmpty()) {
            mergeRequest.updatedAt = rules.clock.instant();
            mergeRequest.updatedById = user.id;
            if (made.containsKey("title") || made.containsKey("description")) {
                mergeRequest.lastEditedAt = mergeRequest.updatedAt;
                mergeRequest.lastEditedById = user.id;
            }
            rules.events.mergeRequest(user, mergeRequest, MergeRequestEvent.of(action, changes.made()));
        }
        return Reply.ok(bodies.mergeRequests.full(mergeRequest, user));
    }

    private static void edit(MergeRequest mergeRequest, Params params) {
        mergeRequest.title = params.text("title", mergeRequest.title);
        mergeRequest.description = params.text("description", mergeRequest.description);
        mergeRequest.squash = params.flag("squash", mergeRequest.squash);
        mergeRequest.removeSourceBranch = params.flag("remove_source_branch", mergeRequest.removeSourceBranch);
        if (params.has("labels")) {
            mergeRequest.labels = params.list("labels");
        }
        mergeRequest.labels.addAll(params.list("add_labels").stream()
                .filter(label -> !mergeRequest.labels.contains(label))
                .toList());
        mergeRequest.labels.removeAll(params.list("remove_labels"));
        if (params.has("assignee_ids") || params.has("assignee_id")) {
            mergeRequest.assigneeIds = people(params, "assignee");
        }
        if (params.has("reviewer_ids")) {
            mergeRequest.reviewerIds = people(params, "reviewer");
        }
        if (params.has("merge_after")) {
            String at = params.text("merge_after");
            mergeRequest.mergeAfter = at == null || at.isEmpty() ? null : Times.parse("merge_after", at);
        }
    }

    private void retarget(MergeRequest mergeRequest, String target) {
        if (!mergeRequest.opened()) {
            return;
        }
        mergeRequest.targetBranch = target;
        mergeRequest.checking = true;
        rules.pushes.retargeted(mergeRequest);
    }

    private String moved(User user, MergeRequest mergeRequest, String event) {
        boolean close = event.equals("close");
        if (close ? !mergeRequest.opened() : !mergeRequest.state.equals("closed")) {
            return "update";
        }
        mergeRequest.state = close ? "closed" : "opened";
        mergeRequest.closedAt = close ? rules.clock.instant() : null;
        mergeRequest.closedById = close ? user.id : null;
        mergeRequest.checking = !close;
        if (!close) {
            rules.pushes.newVersion(mergeRequest);
        }
        return event;
    }

    private Reply delete(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call, AccessLevel.OWNER);
        state.project(mergeRequest.projectId).mergeRequests.remove(mergeRequest.iid);
        return Reply.noContent();
    }
}

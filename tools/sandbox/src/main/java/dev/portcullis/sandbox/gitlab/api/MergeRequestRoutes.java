// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.DiffVersion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reading merge requests and what hangs on them. */
final class MergeRequestRoutes {
    private static final String ONE = "/projects/:id/merge_requests/:iid";

    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    MergeRequestRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/merge_requests", this::everywhere);
        api.get("/groups/:id/merge_requests", this::ofGroup);
        api.get("/projects/:id/merge_requests", this::ofProject);
        api.get(ONE, this::show);
        api.get(ONE + "/commits", this::commits);
        api.get(ONE + "/versions", this::versions);
        api.get(ONE + "/versions/:version_id", this::version);
        api.get(ONE + "/diffs", this::diffs);
        api.get(ONE + "/changes", this::changes);
        api.get(ONE + "/pipelines", this::pipelines);
        api.get(ONE + "/participants", this::participants);
        api.get(ONE + "/reviewers", this::reviewers);
    }

    private Reply everywhere(Call call) {
        Params params = call.params();
        long caller = call.user().id;
        String scope = params.choice(
                "scope",
                Set.of("all", "created_by_me", "assigned_to_me", "created-by-me", "assigned-to-me", "reviews_for_me"),
                "created_by_me");
        List<MergeRequest> found = state.projects.values().stream()
                .filter(project -> rules.access.readsCode(call.caller(), project))
                .flatMap(project -> project.mergeRequests.values().stream())
                .filter(each -> switch (scope) {
                    case "all" -> true;
                    case "assigned_to_me", "assigned-to-me" -> each.assigneeIds.contains(caller);
                    case "reviews_for_me" -> each.reviewerIds.contains(caller);
                    default -> each.authorId == caller;
                })
                .toList();
        return page(call, found);
    }

    private Reply ofGroup(Call call) {
        Group group = find.group(call);
        List<MergeRequest> found = state.projectsOf(group, true).stream()
                .filter(project -> rules.access.readsCode(call.caller(), project))
                .flatMap(project -> project.mergeRequests.values().stream())
                .toList();
        return page(call, found);
    }

    private Reply ofProject(Call call) {
        Project project = find.readable(call);
        return page(call, List.copyOf(project.mergeRequests.values()));
    }

    private Reply page(Call call, List<MergeRequest> all) {
        return paging.offset(call, new MergeRequestFilter(state, call.params()).of(all), bodies.mergeRequests::listed);
    }

    /** Looking at a merge request makes GitLab look whether it can be merged; the next look shows the result. */
    private Reply show(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        Map<String, @Nullable Object> body = bodies.mergeRequests.full(mergeRequest, call.caller());
        if (call.params().flag("include_diverged_commits_count", false)) {
            body.put("diverged_commits_count", diverged(mergeRequest));
        }
        if (call.params().flag("include_rebase_in_progress", false)) {
            body.put("rebase_in_progress", false);
        }
        mergeRequest.checking = false;
        return Reply.ok(body);
    }

    private int diverged(MergeRequest mergeRequest) {
        String target = state.project(mergeRequest.projectId).head(mergeRequest.targetBranch);
        String head = mergeRequest.headSha();
        return target == null || head == null
                ? 0
                : rules.repository.between(head, target).size();
    }

    private Reply commits(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        Project project = state.project(mergeRequest.projectId);
        DiffVersion latest = mergeRequest.latestVersion();
        return paging.offset(
                call,
                latest == null ? List.of() : rules.repository.between(latest.startSha(), latest.headSha()),
                commit -> bodies.commits.commit(project, commit));
    }

    private Reply versions(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        return paging.offset(
                call, mergeRequest.versions.reversed(), version -> bodies.mergeRequests.version(mergeRequest, version));
    }

    private Reply version(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        long id = call.number("version_id");
        DiffVersion version = mergeRequest.versions.stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(() -> GitLabError.notFound());
        Project project = state.project(mergeRequest.projectId);
        Map<String, @Nullable Object> body = bodies.mergeRequests.version(mergeRequest, version);
        body.put(
                "commits",
                rules.repository.between(version.startSha(), version.headSha()).stream()
                        .map(commit -> bodies.commits.commit(project, commit))
                        .toList());
        body.put("diffs", diffs(version));
        return Reply.ok(body);
    }

    private Reply diffs(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        DiffVersion latest = mergeRequest.latestVersion();
        return paging.offset(call, latest == null ? List.of() : diffs(latest), each -> each);
    }

    private Reply changes(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        DiffVersion latest = mergeRequest.latestVersion();
        Map<String, @Nullable Object> body = bodies.mergeRequests.full(mergeRequest, call.caller());
        body.put("changes", latest == null ? List.of() : diffs(latest));
        body.put("overflow", false);
        return Reply.ok(body);
    }

    private List<Map<String, @Nullable Object>> diffs(DiffVersion version) {
        return bodies.commits.diffs(state.commit(version.baseSha()).tree, state.commit(version.headSha()).tree);
    }

    /** Only pipelines of projects whose pipelines the caller may see. */
    private Reply pipelines(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        List<Pipeline> seen = rules.headPipeline.all(mergeRequest).stream()
                .filter(pipeline -> rules.access.readsCode(call.caller(), state.project(pipeline.projectId)))
                .toList();
        return paging.offset(call, seen, bodies.pipelines::basic);
    }

    private Reply participants(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        Set<Long> ids = new LinkedHashSet<>(List.of(mergeRequest.authorId));
        ids.addAll(mergeRequest.assigneeIds);
        ids.addAll(mergeRequest.reviewerIds);
        mergeRequest.discussions.forEach(discussion -> discussion.notes.forEach(note -> ids.add(note.authorId)));
        return Reply.ok(bodies.users.basic(List.copyOf(ids)));
    }

    private Reply reviewers(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        List<Object> reviewers = new ArrayList<>();
        for (long id : mergeRequest.reviewerIds) {
            reviewers.add(Json.object(
                    "user", bodies.users.basic(id),
                    "state", mergeRequest.approvedBy(id) ? "approved" : "unreviewed",
                    "created_at", Times.api(mergeRequest.createdAt)));
        }
        return Reply.ok(reviewers);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.hook.Webhooks;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.StatusCheck;
import dev.portcullis.sandbox.gitlab.state.StatusCheckAnswer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** External status checks (Ultimate). */
final class StatusCheckRoutes {
    private static final String CHECKS = "/projects/:id/external_status_checks";
    private static final String ONE = "/projects/:id/merge_requests/:iid";

    private final Rules rules;
    private final Bodies bodies;
    private final Webhooks webhooks;
    private final Paging paging;
    private final Find find;

    StatusCheckRoutes(Rules rules, Bodies bodies, Webhooks webhooks, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.webhooks = webhooks;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get(CHECKS, this::list);
        api.post(CHECKS, this::create);
        api.put(CHECKS + "/:check_id", this::update);
        api.delete(CHECKS + "/:check_id", this::delete);
        api.get(ONE + "/status_checks", this::ofMergeRequest);
        api.post(ONE + "/status_check_responses", this::respond);
        api.post(ONE + "/status_checks/:check_id/retry", this::retry);
    }

    private Project maintained(Call call) {
        find.needs(Tier.ULTIMATE);
        return find.project(call, AccessLevel.MAINTAINER);
    }

    private Reply list(Call call) {
        Project project = maintained(call);
        return paging.offset(call, List.copyOf(project.statusChecks.values()), check -> body(project, check));
    }

    private Reply create(Call call) {
        Project project = maintained(call);
        StatusCheck check = new StatusCheck();
        call.params().required("name");
        call.params().required("external_url");
        edit(project, check, call.params());
        check.id = rules.state.nextId("status check");
        check.createdAt = rules.clock.instant();
        project.statusChecks.put(check.id, check);
        return Reply.created(body(project, check));
    }

    private Reply update(Call call) {
        Project project = maintained(call);
        StatusCheck check = check(project, call.number("check_id"));
        edit(project, check, call.params());
        return Reply.ok(body(project, check));
    }

    private Reply delete(Call call) {
        Project project = maintained(call);
        project.statusChecks.remove(check(project, call.number("check_id")).id);
        return Reply.noContent();
    }

    private static void edit(Project project, StatusCheck check, Params params) {
        String name = params.text("name", check.name);
        String url = params.text("external_url", check.externalUrl);
        for (StatusCheck other : project.statusChecks.values()) {
            if (other != check && other.name.equals(name)) {
                throw GitLabError.validation("name", "has already been taken");
            }
            if (other != check && other.externalUrl.equals(url)) {
                throw GitLabError.validation("external_url", "has already been taken");
            }
        }
        if (!url.matches("https?://.+")) {
            throw GitLabError.validation("external_url", "is blocked: Only allowed schemes are http, https");
        }
        check.name = name;
        check.externalUrl = url;
        check.sharedSecret = params.has("shared_secret") ? params.text("shared_secret") : check.sharedSecret;
        if (params.has("protected_branch_ids")) {
            check.protectedBranchIds = params.numbers("protected_branch_ids");
        }
    }

    private Map<String, @Nullable Object> body(Project project, StatusCheck check) {
        return Json.object(
                "id", check.id,
                "name", check.name,
                "project_id", project.id,
                "external_url", check.externalUrl,
                "hmac", check.sharedSecret != null,
                "protected_branches",
                        project.protectedBranches.values().stream()
                                .filter(branch -> check.protectedBranchIds.contains(branch.id))
                                .map(bodies.commits::protection)
                                .toList());
    }

    private Reply ofMergeRequest(Call call) {
        find.needs(Tier.ULTIMATE);
        MergeRequest mergeRequest = find.mergeRequest(call);
        return paging.offset(call, rules.statusChecks.of(mergeRequest), check -> shown(mergeRequest, check));
    }

    private Map<String, @Nullable Object> shown(MergeRequest mergeRequest, StatusCheck check) {
        return Json.object(
                "id", check.id,
                "name", check.name,
                "external_url", check.externalUrl,
                "status", rules.statusChecks.status(check, mergeRequest));
    }

    private Reply respond(Call call) {
        find.needs(Tier.ULTIMATE);
        MergeRequest mergeRequest = find.mergeRequest(call, AccessLevel.DEVELOPER);
        Params params = call.params();
        String sha = params.required("sha");
        long id = params.requiredNumber("external_status_check_id");
        params.required("status");
        String status = params.choice("status", Set.of("pending", "passed", "failed"), "");
        StatusCheck check = check(rules.state.project(mergeRequest.projectId), id);
        MergeRoutes.checkSha(mergeRequest, sha);
        mergeRequest.statusCheckAnswers.put(check.id, new StatusCheckAnswer(sha, status, rules.clock.instant()));
        return Reply.created(Json.object(
                "id", rules.state.nextId("status check response"),
                "merge_request", bodies.mergeRequests.listed(mergeRequest),
                "external_status_check", body(rules.state.project(mergeRequest.projectId), check)));
    }

    private Reply retry(Call call) {
        find.needs(Tier.ULTIMATE);
        MergeRequest mergeRequest = find.mergeRequest(call, AccessLevel.DEVELOPER);
        StatusCheck check = check(rules.state.project(mergeRequest.projectId), call.number("check_id"));
        String head = mergeRequest.headSha();
        if (head == null || !rules.statusChecks.status(check, mergeRequest).equals("failed")) {
            throw GitLabError.message(422, "External status check must be failed");
        }
        mergeRequest.statusCheckAnswers.put(check.id, new StatusCheckAnswer(head, "pending", rules.clock.instant()));
        webhooks.ask(call.user(), mergeRequest, check);
        return Reply.accepted(Json.object("message", "202 Accepted"));
    }

    private static StatusCheck check(Project project, long id) {
        StatusCheck check = project.statusChecks.get(id);
        if (check == null) {
            throw GitLabError.notFound();
        }
        return check;
    }
}

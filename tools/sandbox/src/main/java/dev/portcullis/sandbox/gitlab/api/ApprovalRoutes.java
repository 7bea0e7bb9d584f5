// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.User;

/** Approvals, on every tier. */
final class ApprovalRoutes {
    private static final String ONE = "/projects/:id/merge_requests/:iid";

    private final Rules rules;
    private final Bodies bodies;
    private final Find find;

    ApprovalRoutes(Rules rules, Bodies bodies, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.find = find;
    }

    void register(Api api) {
        api.get(ONE + "/approvals", call -> Reply.ok(body(find.mergeRequest(call), call)));
        api.post(ONE + "/approve", this::approve);
        api.post(ONE + "/unapprove", this::unapprove);
        api.put(ONE + "/reset_approvals", this::reset);
    }

    private Object body(MergeRequest mergeRequest, Call call) {
        return bodies.approvals.approvals(mergeRequest, call.caller());
    }

    private Reply approve(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        User user = call.user();
        if (!rules.approvals.mayApprove(user, mergeRequest)) {
            throw GitLabError.unauthorized();
        }
        MergeRoutes.checkSha(mergeRequest, call.params().text("sha"));
        rules.mergeRequests.approve(user, mergeRequest);
        return Reply.created(body(mergeRequest, call));
    }

    private Reply unapprove(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        User user = call.user();
        if (!mergeRequest.approvedBy(user.id)) {
            throw GitLabError.notFound();
        }
        rules.mergeRequests.unapprove(user, mergeRequest);
        return Reply.created(body(mergeRequest, call));
    }

    /** Only the bot of a project or group token may; it sends no hook. */
    private Reply reset(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call);
        User user = call.user();
        boolean developer =
                rules.access.level(user, rules.state.project(mergeRequest.projectId)) >= AccessLevel.DEVELOPER;
        if (!user.bot || !developer) {
            throw GitLabError.unauthorized();
        }
        mergeRequest.approvals.clear();
        return Reply.accepted(null);
    }
}

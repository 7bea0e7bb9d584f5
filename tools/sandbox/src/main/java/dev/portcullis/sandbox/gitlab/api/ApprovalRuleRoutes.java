// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.ApprovalRule;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Approval rules of projects and of single merge requests (Premium). */
final class ApprovalRuleRoutes {
    private static final String RULES = "/projects/:id/approval_rules";
    private static final String ONE = "/projects/:id/merge_requests/:iid";
    private static final int NAME_LIMIT = 1024;

    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    ApprovalRuleRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get(RULES, this::list);
        api.post(RULES, this::create);
        api.get(RULES + "/:rule_id", this::show);
        api.put(RULES + "/:rule_id", this::update);
        api.delete(RULES + "/:rule_id", this::delete);
        api.get(ONE + "/approval_state", this::state);
        api.get(ONE + "/approval_rules", this::listOfMergeRequest);
        api.post(ONE + "/approval_rules", this::createForMergeRequest);
        api.put(ONE + "/approval_rules/:rule_id", this::updateForMergeRequest);
        api.delete(ONE + "/approval_rules/:rule_id", this::deleteForMergeRequest);
    }

    private Reply list(Call call) {
        find.needs(Tier.PREMIUM);
        Project project = find.project(call, AccessLevel.DEVELOPER);
        return paging.offset(
                call, List.copyOf(project.approvalRules.values()), rule -> bodies.approvals.rule(project, rule));
    }

    private Reply show(Call call) {
        find.needs(Tier.PREMIUM);
        Project project = find.project(call, AccessLevel.DEVELOPER);
        return Reply.ok(bodies.approvals.rule(project, rule(project.approvalRules, call)));
    }

    private Reply create(Call call) {
        find.needs(Tier.PREMIUM);
        Project project = find.project(call, AccessLevel.MAINTAINER);
        ApprovalRule rule = new ApprovalRule();
        call.params().required("name");
        call.params().required("approvals_required");
        edit(rule, call.params(), project.approvalRules);
        rule.id = state.nextId("approval rule");
        project.approvalRules.put(rule.id, rule);
        return Reply.created(bodies.approvals.rule(project, rule));
    }

    private Reply update(Call call) {
        find.needs(Tier.PREMIUM);
        Project project = find.project(call, AccessLevel.MAINTAINER);
        ApprovalRule rule = rule(project.approvalRules, call);
        edit(rule, call.params(), project.approvalRules);
        return Reply.ok(bodies.approvals.rule(project, rule));
    }

    private Reply delete(Call call) {
        find.needs(Tier.PREMIUM);
        Project project = find.project(call, AccessLevel.MAINTAINER);
        project.approvalRules.remove(rule(project.approvalRules, call).id);
        return Reply.noContent();
    }

    private void edit(ApprovalRule rule, Params params, Map<Long, ApprovalRule> siblings) {
        String name = params.text("name", rule.name);
        if (name.length() > NAME_LIMIT) {
            throw GitLabError.validation("name", "is too long (maximum is 1024 characters)");
        }
        boolean taken = siblings.values().stream().anyMatch(each -> each != rule && each.name.equals(name));
        if (taken) {
            throw GitLabError.validation("name", "has already been taken");
        }
        rule.name = name;
        rule.approvalsRequired = (int) params.number("approvals_required", rule.approvalsRequired);
        rule.ruleType = params.choice("rule_type", Set.of("any_approver", "regular", "report_approver"), rule.ruleType);
        rule.reportType = params.text("report_type", rule.reportType == null ? "" : rule.reportType);
        rule.reportType = rule.reportType.isEmpty() ? null : rule.reportType;
        rule.appliesToAllProtectedBranches =
                params.flag("applies_to_all_protected_branches", rule.appliesToAllProtectedBranches);
        if (params.has("user_ids") || params.has("usernames")) {
            rule.userIds = users(params);
        }
        if (params.has("group_ids")) {
            rule.groupIds = params.numbers("group_ids");
            rule.groupIds.removeIf(id -> !state.groups.containsKey(id));
        }
        if (params.has("protected_branch_ids")) {
            rule.protectedBranchIds = params.numbers("protected_branch_ids");
        }
    }

    private List<Long> users(Params params) {
        List<Long> ids = params.numbers("user_ids");
        ids.removeIf(id -> !state.users.containsKey(id));
        for (String name : params.list("usernames")) {
            User user = state.userByName(name);
            if (user != null && !ids.contains(user.id)) {
                ids.add(user.id);
            }
        }
        return ids;
    }

    private Reply state(Call call) {
        find.needs(Tier.PREMIUM);
        return Reply.ok(bodies.approvals.state(find.mergeRequest(call)));
    }

    private Reply listOfMergeRequest(Call call) {
        find.needs(Tier.PREMIUM);
        MergeRequest mergeRequest = find.mergeRequest(call);
        return paging.offset(
                call,
                List.copyOf(rules.approvals.rules(mergeRequest)),
                rule -> bodies.approvals.rule(mergeRequest, rule));
    }

    /** A rule of its own makes the merge request leave the project's rules. */
    private Reply createForMergeRequest(Call call) {
        MergeRequest mergeRequest = overridable(call);
        ApprovalRule rule = new ApprovalRule();
        Project project = state.project(mergeRequest.projectId);
        Long source = call.params().number("approval_project_rule_id");
        ApprovalRule origin = source == null ? null : project.approvalRules.get(source);
        if (origin != null) {
            rule.name = origin.name;
            rule.ruleType = origin.ruleType;
            rule.userIds = List.copyOf(origin.userIds);
            rule.groupIds = List.copyOf(origin.groupIds);
            rule.sourceRuleId = origin.id;
        } else {
            call.params().required("name");
        }
        call.params().required("approvals_required");
        edit(rule, call.params(), mergeRequest.approvalRules);
        rule.id = state.nextId("approval rule");
        mergeRequest.approvalRules.put(rule.id, rule);
        mergeRequest.approvalRulesOverwritten = true;
        return Reply.created(bodies.approvals.rule(mergeRequest, rule));
    }

    private Reply updateForMergeRequest(Call call) {
        MergeRequest mergeRequest = overridable(call);
        ApprovalRule rule = rule(mergeRequest.approvalRules, call);
        edit(rule, call.params(), mergeRequest.approvalRules);
        return Reply.ok(bodies.approvals.rule(mergeRequest, rule));
    }

    private Reply deleteForMergeRequest(Call call) {
        MergeRequest mergeRequest = overridable(call);
        mergeRequest.approvalRules.remove(rule(mergeRequest.approvalRules, call).id);
        return Reply.noContent();
    }

    private MergeRequest overridable(Call call) {
        find.needs(Tier.PREMIUM);
        MergeRequest mergeRequest = find.mergeRequest(call);
        find.editor(call, mergeRequest);
        Project project = state.project(mergeRequest.projectId);
        if (project.settings.is("disable_overriding_approvers_per_merge_request")) {
            throw GitLabError.forbidden();
        }
        return mergeRequest;
    }

    private static ApprovalRule rule(Map<Long, ApprovalRule> rules, Call call) {
        ApprovalRule rule = rules.get(call.number("rule_id"));
        if (rule == null) {
            throw GitLabError.notFound();
        }
        return rule;
    }
}

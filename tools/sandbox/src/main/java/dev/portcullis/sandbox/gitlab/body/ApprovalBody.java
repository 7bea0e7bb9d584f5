// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Approvals;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.ApprovalRule;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Approvals and approval rules as the REST API shows them; Free shows the Community Edition's few fields. */
public final class ApprovalBody {
    private final GitLabState state;
    private final Tier tier;
    private final Approvals approvals;
    private final Rules rules;
    private final UserBody users;
    private final NamespaceBody namespaces;
    private final CommitBody commits;
    private final MergeRequestBody mergeRequests;

    ApprovalBody(
            Rules rules, UserBody users, NamespaceBody namespaces, CommitBody commits, MergeRequestBody mergeRequests) {
        this.rules = rules;
        this.state = rules.state;
        this.tier = rules.tier;
        this.approvals = rules.approvals;
        this.users = users;
        this.namespaces = namespaces;
        this.commits = commits;
        this.mergeRequests = mergeRequests;
    }

    /** {@code GET …/approvals}, as {@code viewer} sees it. */
    public Map<String, @Nullable Object> approvals(MergeRequest mergeRequest, @Nullable User viewer) {
        List<Object> approvedBy = mergeRequest.approvals.stream()
                .map(approval -> (Object) Json.object("user", users.basic(approval.userId())))
                .toList();
        boolean enterprise = tier.includes(Tier.PREMIUM);
        boolean approved = enterprise ? approvals.satisfied(mergeRequest) : !mergeRequest.approvals.isEmpty();
        Map<String, @Nullable Object> body = Json.object(
                "user_has_approved",
                viewer != null && mergeRequest.approvedBy(viewer.id),
                "user_can_approve",
                viewer != null && approvals.mayApprove(viewer, mergeRequest),
                "approved",
                approved,
                "approved_by",
                approvedBy);
        return enterprise ? enterprise(mergeRequest, body) : body;
    }

    private Map<String, @Nullable Object> enterprise(MergeRequest mergeRequest, Map<String, @Nullable Object> common) {
        Project project = state.project(mergeRequest.projectId);
        Map<String, @Nullable Object> body = Json.object(
                "id", mergeRequest.id,
                "iid", mergeRequest.iid,
                "project_id", mergeRequest.projectId,
                "title", mergeRequest.title,
                "description", mergeRequest.description,
                "state", mergeRequest.state,
                "created_at", Times.api(mergeRequest.createdAt),
                "updated_at", Times.api(mergeRequest.updatedAt),
                "merge_status", mergeRequests.mergeStatus(mergeRequest),
                "approvals_required", approvals.required(mergeRequest),
                "approvals_left", approvals.left(mergeRequest),
                "require_password_to_approve", project.settings.is("require_password_to_approve"),
                "suggested_approvers", List.of(),
                "approvers", List.of(),
                "approver_groups", List.of());
        body.putAll(common);
        body.put(
                "approval_rules_left",
                approvals.rules(mergeRequest).stream()
                        .filter(rule -> !approvals.approved(rule, mergeRequest))
                        .map(rule -> Json.object("id", rule.id, "name", rule.name, "rule_type", rule.ruleType))
                        .toList());
        body.put("has_approval_rules", !approvals.rules(mergeRequest).isEmpty());
        body.put("merge_request_approvers_available", true);
        body.put("multiple_approval_rules_available", true);
        body.put("invalid_approvers_rules", List.of());
        return body;
    }

    /** A rule of a project. */
    public Map<String, @Nullable Object> rule(Project project, ApprovalRule rule) {
        Map<String, @Nullable Object> body = Json.object(
                "id", rule.id,
                "name", rule.name,
                "rule_type", rule.ruleType,
                "report_type", rule.reportType,
                "eligible_approvers", users.basic(eligibleIds(rule)),
                "approvals_required", rule.approvalsRequired,
                "users", users.basic(rule.userIds),
                "groups",
                        rule.groupIds.stream()
                                .map(id -> namespaces.group(state.group(id)))
                                .toList(),
                "contains_hidden_groups", false);
        body.put("applies_to_all_protected_branches", rule.appliesToAllProtectedBranches);
        body.put(
                "protected_branches",
                project.protectedBranches.values().stream()
                        .filter(branch ->
                                rule.appliesToAllProtectedBranches || rule.protectedBranchIds.contains(branch.id))
                        .map(commits::protection)
                        .toList());
        return body;
    }

    /** A rule as it binds one merge request. */
    public Map<String, @Nullable Object> rule(MergeRequest mergeRequest, ApprovalRule rule) {
        List<Long> eligible = approvals.eligible(rule, mergeRequest).stream()
                .map(user -> user.id)
                .toList();
        List<Long> approvedBy = approvals.approvedBy(rule, mergeRequest).stream()
                .map(user -> user.id)
                .toList();
        return Json.object(
                "id",
                rule.id,
                "name",
                rule.name,
                "rule_type",
                rule.ruleType,
                "report_type",
                rule.reportType,
                "section",
                null,
                "eligible_approvers",
                users.basic(eligible),
                "approvals_required",
                rule.approvalsRequired,
                "users",
                users.basic(rule.userIds),
                "groups",
                rule.groupIds.stream()
                        .map(id -> namespaces.group(state.group(id)))
                        .toList(),
                "contains_hidden_groups",
                false,
                "approved_by",
                users.basic(approvedBy),
                "source_rule",
                rule.sourceRuleId == null ? null : Json.object("id", rule.sourceRuleId),
                "approved",
                approvals.approved(rule, mergeRequest),
                "overridden",
                mergeRequest.approvalRulesOverwritten && rule.sourceRuleId != null);
    }

    /** {@code GET …/approval_state}. */
    public Map<String, @Nullable Object> state(MergeRequest mergeRequest) {
        return Json.object(
                "approval_rules_overwritten",
                mergeRequest.approvalRulesOverwritten,
                "rules",
                rules.approvals.rules(mergeRequest).stream()
                        .map(rule -> rule(mergeRequest, rule))
                        .toList());
    }

    private List<Long> eligibleIds(ApprovalRule rule) {
        Set<Long> ids = new LinkedHashSet<>(rule.userIds);
        rule.groupIds.forEach(id -> ids.addAll(state.group(id).members.keySet()));
        return List.copyOf(ids);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Changes;
import dev.portcullis.sandbox.gitlab.rule.MergeRequestEvent;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.ApprovalRule;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The body of a merge request hook. */
final class MergeRequestPayload {
    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final HookObjects objects;
    private final boolean newer;

    /** From version 19 on there are a few fields more: {@code newer}. */
    MergeRequestPayload(Rules rules, Bodies bodies, HookObjects objects, boolean newer) {
        this.newer = newer;
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.objects = objects;
    }

    Map<String, @Nullable Object> of(User user, MergeRequest mergeRequest, MergeRequestEvent event) {
        Project project = state.project(mergeRequest.projectId);
        Map<String, @Nullable Object> attributes = attributes(mergeRequest);
        attributes.put("action", event.action());
        if (event.oldRevision() != null) {
            attributes.put("oldrev", event.oldRevision());
        }
        if (newer) {
            attributes.put("actioned_at", Times.hook(rules.clock.instant()));
        }
        attributes.put("system", event.systemAction() != null);
        if (event.systemAction() != null) {
            attributes.put("system_action", event.systemAction());
        }
        Map<String, @Nullable Object> body = Json.object(
                "object_kind", "merge_request",
                "event_type", "merge_request",
                "user", objects.user(user),
                "project", objects.projectWithLegacy(project),
                "object_attributes", attributes,
                "labels", labels(mergeRequest.labels, project),
                "changes", changes(event.changes(), project),
                "repository", objects.repository(project));
        body.put(
                "assignees",
                mergeRequest.assigneeIds.stream().map(objects::user).toList());
        body.put("reviewers", reviewers(mergeRequest));
        return body;
    }

    /** The merge request inside other hooks' bodies, and the attributes of its own. */
    Map<String, @Nullable Object> attributes(MergeRequest mergeRequest) {
        Project target = state.project(mergeRequest.projectId);
        Project source = state.projects.get(mergeRequest.sourceProjectId);
        Map<String, @Nullable Object> body = stored(mergeRequest);
        body.putAll(Json.object(
                "assignee_ids",
                mergeRequest.assigneeIds,
                "assignee_id",
                mergeRequest.assigneeIds.isEmpty() ? null : mergeRequest.assigneeIds.getFirst(),
                "blocking_discussions_resolved",
                rules.mergeability.discussionsResolved(mergeRequest),
                "detailed_merge_status",
                rules.mergeability.detailedStatus(mergeRequest),
                "first_contribution",
                bodies.mergeRequests.firstContribution(target, mergeRequest),
                "human_time_change",
                null,
                "human_time_estimate",
                null,
                "human_total_time_spent",
                null,
                "labels",
                labels(mergeRequest.labels, target),
                "last_commit",
                objects.commit(target, mergeRequest.headSha()),
                "reviewer_ids",
                mergeRequest.reviewerIds,
                "source",
                source == null ? null : objects.projectWithLegacy(source),
                "state",
                mergeRequest.state,
                "target",
                objects.projectWithLegacy(target),
                "time_change",
                0,
                "total_time_spent",
                0,
                "url",
                bodies.urls.mergeRequest(mergeRequest),
                "work_in_progress",
                mergeRequest.draft()));
        if (newer) {
            body.put("merged_at", Times.hook(mergeRequest.mergedAt));
            body.put("target_branch_protected", target.protection(mergeRequest.targetBranch) != null);
        }
        if (rules.tier != Tier.FREE) {
            body.put(
                    "approval_rules",
                    rules.approvals.rules(mergeRequest).stream()
                            .map(rule -> approvalRule(rule, mergeRequest))
                            .toList());
        }
        return body;
    }

    private Map<String, @Nullable Object> stored(MergeRequest mergeRequest) {
        return Json.object(
                "author_id", mergeRequest.authorId,
                "created_at", Times.hook(mergeRequest.createdAt),
                "description", mergeRequest.description,
                "draft", mergeRequest.draft(),
                "head_pipeline_id", mergeRequest.headPipelineId,
                "id", mergeRequest.id,
                "iid", mergeRequest.iid,
                "last_edited_at", Times.hook(mergeRequest.lastEditedAt),
                "last_edited_by_id", mergeRequest.lastEditedById,
                "merge_commit_sha", mergeRequest.mergeCommitSha,
                "merge_error", mergeRequest.mergeError,
                "merge_params", Json.object("force_remove_source_branch", mergeRequest.removeSourceBranch ? "1" : "0"),
                "merge_status", bodies.mergeRequests.mergeStatus(mergeRequest),
                "merge_user_id", mergeRequest.autoMergeUserId,
                "merge_when_pipeline_succeeds", mergeRequest.autoMerge,
                "milestone_id", null,
                "source_branch", mergeRequest.sourceBranch,
                "source_project_id", mergeRequest.sourceProjectId,
                "squash_commit_sha", mergeRequest.squashCommitSha,
                "state_id", Changes.stateId(mergeRequest.state),
                "target_branch", mergeRequest.targetBranch,
                "target_project_id", mergeRequest.projectId,
                "time_estimate", 0,
                "title", mergeRequest.title,
                "updated_at", Times.hook(mergeRequest.updatedAt),
                "updated_by_id", mergeRequest.updatedById,
                "prepared_at", Times.hook(mergeRequest.preparedAt));
    }

    private List<Object> reviewers(MergeRequest mergeRequest) {
        List<Object> reviewers = new ArrayList<>();
        for (long id : mergeRequest.reviewerIds) {
            Map<String, @Nullable Object> reviewer = objects.user(state.user(id));
            reviewer.put("state", mergeRequest.approvedBy(id) ? "approved" : "unreviewed");
            reviewer.put("re_requested", false);
            reviewers.add(reviewer);
        }
        return reviewers;
    }

    /** Labels and assignees change as objects, not as names and ids. */
    private Map<String, @Nullable Object> changes(Map<String, @Nullable Object> made, Project project) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>(made);
        changes.computeIfPresent("labels", (name, change) -> both(change, value -> labels(names(value), project)));
        Object assignees = changes.remove("assignee_ids");
        if (assignees != null) {
            changes.put(
                    "assignees",
                    both(
                            assignees,
                            value -> ids(value).stream().map(objects::user).toList()));
        }
        return changes;
    }

    private static Map<String, @Nullable Object> both(Object change, Function<@Nullable Object, Object> render) {
        Map<?, ?> values = (Map<?, ?>) change;
        return Json.object(
                "previous", render.apply(values.get("previous")), "current", render.apply(values.get("current")));
    }

    private static List<String> names(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static List<Long> ids(@Nullable Object list) {
        return list instanceof List<?> values
                ? values.stream()
                        .map(value -> Long.valueOf(String.valueOf(value)))
                        .toList()
                : List.of();
    }

    private static List<Map<String, @Nullable Object>> labels(List<String> titles, Project project) {
        return titles.stream()
                .map(title -> Json.object(
                        "id",
                        1 + Math.floorMod(title.hashCode(), 1_000_000),
                        "title",
                        title,
                        "color",
                        "#428BCA",
                        "project_id",
                        project.id,
                        "created_at",
                        Times.hook(project.createdAt),
                        "updated_at",
                        Times.hook(project.createdAt),
                        "template",
                        false,
                        "description",
                        null,
                        "type",
                        "ProjectLabel",
                        "group_id",
                        null))
                .toList();
    }

    private static Map<String, @Nullable Object> approvalRule(ApprovalRule rule, MergeRequest mergeRequest) {
        return Json.object(
                "id",
                rule.id,
                "approvals_required",
                rule.approvalsRequired,
                "name",
                rule.name,
                "rule_type",
                rule.ruleType,
                "report_type",
                rule.reportType,
                "merge_request_id",
                mergeRequest.id,
                "section",
                null,
                "modified_from_project_rule",
                false,
                "orchestration_policy_idx",
                null,
                "vulnerabilities_allowed",
                0,
                "scanners",
                List.of(),
                "severity_levels",
                List.of(),
                "vulnerability_states",
                List.of("new_needs_triage", "new_dismissed"),
                "security_orchestration_policy_configuration_id",
                null,
                "scan_result_policy_id",
                null,
                "applicable_post_merge",
                null,
                "project_id",
                mergeRequest.projectId,
                "approval_policy_rule_id",
                null,
                "updated_at",
                Times.hook(mergeRequest.createdAt),
                "created_at",
                Times.hook(mergeRequest.createdAt));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.DiffVersion;
import dev.portcullis.sandbox.gitlab.state.Discussion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Note;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merge requests, their versions and comments as the REST API shows them. */
public final class MergeRequestBody {
    private final Rules rules;
    private final GitLabState state;
    private final Urls urls;
    private final UserBody users;
    private final PipelineBody pipelines;

    MergeRequestBody(Rules rules, Urls urls, UserBody users, PipelineBody pipelines) {
        this.rules = rules;
        this.state = rules.state;
        this.urls = urls;
        this.users = users;
        this.pipelines = pipelines;
    }

    /** As lists show it: without pipelines and diff refs. */
    public Map<String, @Nullable Object> listed(MergeRequest mergeRequest) {
        Map<String, @Nullable Object> body = identity(mergeRequest);
        body.putAll(people(mergeRequest));
        body.putAll(standing(mergeRequest));
        return body;
    }

    /** A single merge request, seen by {@code viewer}. */
    public Map<String, @Nullable Object> full(MergeRequest mergeRequest, @Nullable User viewer) {
        Map<String, @Nullable Object> body = listed(mergeRequest);
        Project target = state.project(mergeRequest.projectId);
        Pipeline head = rules.headPipeline.stored(mergeRequest);
        DiffVersion latest = mergeRequest.latestVersion();
        body.putAll(Json.object(
                "subscribed", false,
                "changes_count", latest == null ? null : String.valueOf(latest.files()),
                "latest_build_started_at", head == null ? null : Times.api(head.startedAt),
                "latest_build_finished_at", head == null ? null : Times.api(head.finishedAt),
                "first_deployed_to_production_at", null,
                "pipeline", head == null ? null : pipelines.basic(head),
                "head_pipeline", head == null ? null : pipelines.full(head),
                "diff_refs",
                        latest == null
                                ? null
                                : Json.object(
                                        "base_sha", latest.baseSha(),
                                        "head_sha", latest.headSha(),
                                        "start_sha", latest.startSha()),
                "merge_error", mergeRequest.mergeError,
                "first_contribution", firstContribution(target, mergeRequest),
                "user", Json.object("can_merge", rules.access.merges(viewer, target, mergeRequest.targetBranch))));
        return body;
    }

    /** True if the author has no merged merge request in the project yet and is no member of it. */
    public boolean firstContribution(Project target, MergeRequest mergeRequest) {
        return !rules.access.members(target).containsKey(mergeRequest.authorId)
                && target.mergeRequests.values().stream()
                        .noneMatch(each -> each.authorId == mergeRequest.authorId && each.state.equals("merged"));
    }

    /** The deprecated {@code merge_status}. */
    public String mergeStatus(MergeRequest mergeRequest) {
        if (mergeRequest.checking) {
            return "checking";
        }
        return rules.mergeability.conflicts(mergeRequest) ? "cannot_be_merged" : "can_be_merged";
    }

    public Map<String, @Nullable Object> version(MergeRequest mergeRequest, DiffVersion version) {
        return Json.object(
                "id", version.id(),
                "head_commit_sha", version.headSha(),
                "base_commit_sha", version.baseSha(),
                "start_commit_sha", version.startSha(),
                "created_at", Times.api(version.createdAt()),
                "merge_request_id", mergeRequest.id,
                "state", "collected",
                "real_size", String.valueOf(version.files()),
                "patch_id_sha", version.patchId());
    }

    public Map<String, @Nullable Object> note(MergeRequest mergeRequest, Discussion discussion, Note note) {
        boolean resolvable = discussion.resolvable() && !note.system;
        Map<String, @Nullable Object> body = Json.object(
                "id",
                note.id,
                "type",
                discussion.individual ? null : "DiscussionNote",
                "body",
                note.body,
                "author",
                users.basic(note.authorId),
                "created_at",
                Times.api(note.createdAt),
                "updated_at",
                Times.api(note.updatedAt),
                "system",
                note.system,
                "noteable_id",
                mergeRequest.id,
                "noteable_type",
                "MergeRequest",
                "project_id",
                mergeRequest.projectId,
                "resolvable",
                resolvable);
        if (resolvable) {
            body.put("resolved", note.resolvedById != null);
            body.put("resolved_by", users.basic(note.resolvedById));
            body.put("resolved_at", Times.api(note.resolvedAt));
        }
        body.putAll(Json.object(
                "confidential",
                note.internal,
                "internal",
                note.internal,
                "imported",
                false,
                "imported_from",
                "none",
                "noteable_iid",
                mergeRequest.iid,
                "commands_changes",
                Map.of()));
        return body;
    }

    public Map<String, @Nullable Object> discussion(MergeRequest mergeRequest, Discussion discussion) {
        return Json.object(
                "id", discussion.id,
                "individual_note", discussion.individual,
                "notes",
                        discussion.notes.stream()
                                .map(note -> note(mergeRequest, discussion, note))
                                .toList());
    }

    private Map<String, @Nullable Object> identity(MergeRequest mergeRequest) {
        return Json.object(
                "id",
                mergeRequest.id,
                "iid",
                mergeRequest.iid,
                "project_id",
                mergeRequest.projectId,
                "title",
                mergeRequest.title,
                "description",
                mergeRequest.description,
                "state",
                mergeRequest.state,
                "created_at",
                Times.api(mergeRequest.createdAt),
                "updated_at",
                Times.api(mergeRequest.updatedAt),
                "merged_by",
                users.basic(mergeRequest.mergedById),
                "merge_user",
                users.basic(mergeRequest.autoMerge ? mergeRequest.autoMergeUserId : mergeRequest.mergedById),
                "merged_at",
                Times.api(mergeRequest.mergedAt),
                "merge_after",
                Times.api(mergeRequest.mergeAfter),
                "closed_by",
                users.basic(mergeRequest.closedById),
                "closed_at",
                Times.api(mergeRequest.closedAt),
                "target_branch",
                mergeRequest.targetBranch,
                "source_branch",
                mergeRequest.sourceBranch);
    }

    private Map<String, @Nullable Object> people(MergeRequest mergeRequest) {
        long notes = mergeRequest.discussions.stream()
                .flatMap(discussion -> discussion.notes.stream())
                .filter(note -> !note.system)
                .count();
        List<Map<String, @Nullable Object>> assignees = users.basic(mergeRequest.assigneeIds);
        return Json.object(
                "user_notes_count",
                notes,
                "upvotes",
                0,
                "downvotes",
                0,
                "author",
                users.basic(mergeRequest.authorId),
                "assignees",
                assignees,
                "assignee",
                assignees.isEmpty() ? null : assignees.getFirst(),
                "reviewers",
                users.basic(mergeRequest.reviewerIds),
                "source_project_id",
                mergeRequest.sourceProjectId,
                "target_project_id",
                mergeRequest.projectId,
                "labels",
                mergeRequest.labels,
                "draft",
                mergeRequest.draft(),
                "imported",
                false,
                "imported_from",
                "none",
                "work_in_progress",
                mergeRequest.draft(),
                "milestone",
                null);
    }

    private Map<String, @Nullable Object> standing(MergeRequest mergeRequest) {
        Project target = state.project(mergeRequest.projectId);
        return Json.object(
                "merge_when_pipeline_succeeds",
                mergeRequest.autoMerge,
                "merge_status",
                mergeStatus(mergeRequest),
                "detailed_merge_status",
                rules.mergeability.detailedStatus(mergeRequest),
                "sha",
                mergeRequest.headSha(),
                "merge_commit_sha",
                mergeRequest.mergeCommitSha,
                "squash_commit_sha",
                mergeRequest.squashCommitSha,
                "discussion_locked",
                null,
                "should_remove_source_branch",
                null,
                "force_remove_source_branch",
                mergeRequest.removeSourceBranch,
                "prepared_at",
                Times.api(mergeRequest.preparedAt),
                "reference",
                "!" + mergeRequest.iid,
                "references",
                Json.object(
                        "short", "!" + mergeRequest.iid,
                        "relative", "!" + mergeRequest.iid,
                        "full", state.fullPath(target) + "!" + mergeRequest.iid),
                "web_url",
                urls.mergeRequest(mergeRequest),
                "time_stats",
                Json.object(
                        "time_estimate",
                        0,
                        "total_time_spent",
                        0,
                        "human_time_estimate",
                        null,
                        "human_total_time_spent",
                        null),
                "squash",
                mergeRequest.squash,
                "squash_on_merge",
                mergeRequest.squash,
                "task_completion_status",
                Json.object("count", 0, "completed_count", 0),
                "has_conflicts",
                rules.mergeability.conflicts(mergeRequest),
                "blocking_discussions_resolved",
                rules.mergeability.discussionsResolved(mergeRequest),
                "approvals_before_merge",
                null);
    }
}

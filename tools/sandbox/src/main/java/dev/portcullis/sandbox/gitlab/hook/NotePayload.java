// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.state.Discussion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Note;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a note hook. */
final class NotePayload {
    private final GitLabState state;
    private final Bodies bodies;
    private final HookObjects objects;
    private final MergeRequestPayload mergeRequests;

    NotePayload(GitLabState state, Bodies bodies, HookObjects objects, MergeRequestPayload mergeRequests) {
        this.state = state;
        this.bodies = bodies;
        this.objects = objects;
        this.mergeRequests = mergeRequests;
    }

    Map<String, @Nullable Object> of(
            User user, MergeRequest mergeRequest, Discussion discussion, Note note, String action) {
        Project project = state.project(mergeRequest.projectId);
        Map<String, @Nullable Object> of = mergeRequests.attributes(mergeRequest);
        of.put("position", 0);
        of.put(
                "assignee",
                mergeRequest.assigneeIds.isEmpty() ? null : objects.user(mergeRequest.assigneeIds.getFirst()));
        return Json.object(
                "object_kind",
                "note",
                "event_type",
                note.internal ? "confidential_note" : "note",
                "user",
                objects.user(user),
                "project_id",
                project.id,
                "project",
                objects.projectWithLegacy(project),
                "object_attributes",
                attributes(project, mergeRequest, discussion, note, action),
                "repository",
                objects.repository(project),
                "merge_request",
                of);
    }

    private Map<String, @Nullable Object> attributes(
            Project project, MergeRequest mergeRequest, Discussion discussion, Note note, String action) {
        return Json.object(
                "attachment",
                null,
                "author_id",
                note.authorId,
                "change_position",
                null,
                "commit_id",
                null,
                "created_at",
                Times.hook(note.createdAt),
                "discussion_id",
                discussion.id,
                "id",
                note.id,
                "internal",
                note.internal,
                "line_code",
                null,
                "note",
                note.body,
                "noteable_id",
                mergeRequest.id,
                "noteable_type",
                "MergeRequest",
                "original_position",
                null,
                "position",
                null,
                "project_id",
                project.id,
                "resolved_at",
                Times.hook(note.resolvedAt),
                "resolved_by_id",
                note.resolvedById,
                "resolved_by_push",
                null,
                "st_diff",
                null,
                "system",
                note.system,
                "type",
                discussion.individual ? null : "DiscussionNote",
                "updated_at",
                Times.hook(note.updatedAt),
                "updated_by_id",
                null,
                "description",
                note.body,
                "url",
                bodies.urls.mergeRequest(mergeRequest) + "#note_" + note.id,
                "action",
                action);
    }
}

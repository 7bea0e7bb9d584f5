// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class NoteHookTest extends HookedProject {
    @Test
    void noteBodyHasTheKeysOfARealOne() {
        gitlab.mergeRequest(author.token(), project, "feature");
        Answer made = gitlab.post(author.token(), one("/notes"), "body", "/policy why");
        JsonNode note = receiver.next("note").json();
        assertThat(Answer.keys(note))
                .containsExactlyInAnyOrder(
                        "object_kind",
                        "event_type",
                        "user",
                        "project_id",
                        "project",
                        "repository",
                        "object_attributes",
                        "merge_request");
        assertThat(Answer.keys(note.get("object_attributes")))
                .contains(
                        "id",
                        "note",
                        "noteable_type",
                        "author_id",
                        "created_at",
                        "updated_at",
                        "project_id",
                        "attachment",
                        "line_code",
                        "commit_id",
                        "noteable_id",
                        "system",
                        "st_diff",
                        "action",
                        "url");
        assertThat(note.at("/object_attributes/id").asLong()).isEqualTo(made.id());
        assertThat(Answer.keys(note.get("merge_request")))
                .contains(
                        "id",
                        "target_branch",
                        "source_branch",
                        "source_project_id",
                        "author_id",
                        "assignee_id",
                        "title",
                        "created_at",
                        "updated_at",
                        "milestone_id",
                        "state",
                        "merge_status",
                        "target_project_id",
                        "iid",
                        "description",
                        "position",
                        "labels",
                        "source",
                        "target",
                        "last_commit",
                        "work_in_progress",
                        "assignee",
                        "detailed_merge_status");
        gitlab.put(author.token(), one("/notes/" + made.id()), "body", "edited");
        assertThat(receiver.next("note").json().at("/object_attributes/action").asText())
                .isEqualTo("update");
    }
}

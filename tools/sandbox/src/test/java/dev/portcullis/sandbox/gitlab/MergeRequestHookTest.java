// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeRequestHookTest extends HookedProject {
    @Test
    void mergeRequestBodyHasTheKeysOfARealOne() {
        Answer made = gitlab.mergeRequest(author.token(), project, "feature");
        JsonNode opened = receiver.mergeRequest("open").json();
        assertThat(Answer.keys(opened))
                .containsExactlyInAnyOrder(
                        "object_kind",
                        "event_type",
                        "user",
                        "project",
                        "object_attributes",
                        "labels",
                        "changes",
                        "repository",
                        "assignees",
                        "reviewers");
        JsonNode attributes = opened.get("object_attributes");
        assertThat(Answer.keys(attributes))
                .contains(
                        "id",
                        "iid",
                        "target_branch",
                        "source_branch",
                        "source_project_id",
                        "author_id",
                        "assignee_ids",
                        "assignee_id",
                        "reviewer_ids",
                        "title",
                        "created_at",
                        "updated_at",
                        "last_edited_at",
                        "last_edited_by_id",
                        "milestone_id",
                        "state_id",
                        "state",
                        "blocking_discussions_resolved",
                        "work_in_progress",
                        "draft",
                        "first_contribution",
                        "merge_status",
                        "target_project_id",
                        "description",
                        "prepared_at",
                        "total_time_spent",
                        "time_change",
                        "human_total_time_spent",
                        "human_time_change",
                        "human_time_estimate",
                        "url",
                        "source",
                        "target",
                        "last_commit",
                        "labels",
                        "action",
                        "detailed_merge_status",
                        "head_pipeline_id",
                        "merge_commit_sha",
                        "merge_error",
                        "merge_params",
                        "merge_user_id",
                        "merge_when_pipeline_succeeds",
                        "squash_commit_sha",
                        "time_estimate",
                        "updated_by_id",
                        "system")
                .as("the Community Edition has none")
                .doesNotContain("approval_rules", "oldrev");
        assertThat(Answer.keys(opened.get("user"))).containsExactlyInAnyOrderElementsOf(HookKeys.USER);
        assertThat(opened.at("/user/email").asText()).isEqualTo("[REDACTED]");
        assertThat(Answer.keys(opened.get("project")))
                .containsAll(HookKeys.PROJECT)
                .containsAll(HookKeys.LEGACY);
        assertThat(Answer.keys(attributes.get("last_commit")))
                .containsExactlyInAnyOrder("id", "message", "title", "timestamp", "url", "author");
        assertThat(attributes.at("/last_commit/id").asText())
                .isEqualTo(made.at("/sha").asText());
        assertThat(attributes.get("created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC");
        assertThat(opened.at("/changes/prepared_at/current").isNull()).isFalse();
    }

    @Test
    void newCodeIsAnUpdateWithTheOldRevision() {
        Answer made = gitlab.mergeRequest(author.token(), project, "feature");
        String pushed = gitlab.commit(author.token(), project, "feature", "more.txt", "x");
        JsonNode update = receiver.mergeRequest("update").json();
        assertThat(update.at("/object_attributes/oldrev").asText())
                .isEqualTo(made.at("/sha").asText());
        assertThat(update.at("/object_attributes/last_commit/id").asText()).isEqualTo(pushed);
    }

    @Test
    void editsTellWhatChanged() {
        gitlab.mergeRequest(author.token(), project, "feature");
        gitlab.put(author.token(), one(""), "title", "Draft: x", "labels", "a", "reviewer_ids", List.of(1));
        JsonNode update = receiver.mergeRequest("update").json();
        assertThat(Answer.keys(update.get("changes")))
                .contains("title", "draft", "labels", "reviewer_ids", "updated_at", "last_edited_by_id");
        assertThat(update.at("/changes/title/current").asText()).isEqualTo("Draft: x");
        assertThat(update.at("/changes/labels/current/0/title").asText()).isEqualTo("a");
        assertThat(Answer.keys(update.at("/labels/0")))
                .contains(
                        "id",
                        "title",
                        "color",
                        "project_id",
                        "created_at",
                        "updated_at",
                        "template",
                        "description",
                        "type",
                        "group_id");
        assertThat(update.at("/reviewers/0/state").asText()).isEqualTo("unreviewed");
        assertThat(update.at("/reviewers/0/re_requested").asBoolean()).isFalse();
    }

    @Test
    void approvalsCloseReopenAndMergeHaveTheirActions() {
        gitlab.mergeRequest(author.token(), project, "feature");
        gitlab.post(author.token(), one("/approve"));
        receiver.mergeRequest("approved");
        gitlab.post(author.token(), one("/unapprove"));
        receiver.mergeRequest("unapproved");
        gitlab.put(author.token(), one(""), "state_event", "close");
        assertThat(receiver.mergeRequest("close")
                        .json()
                        .at("/changes/state_id/current")
                        .asInt())
                .isEqualTo(2);
        gitlab.put(author.token(), one(""), "state_event", "reopen");
        receiver.mergeRequest("reopen");
        gitlab.put(gitlab.root, one("/merge"));
        JsonNode merged = receiver.mergeRequest("merge").json();
        assertThat(merged.at("/object_attributes/state").asText()).isEqualTo("merged");
        assertThat(merged.at("/object_attributes/merge_commit_sha").isNull()).isFalse();
        receiver.next(delivered -> delivered.json().path("ref").asText().equals("refs/heads/main"));
    }

    @Test
    void lastResolvedThreadIsAnUpdate() {
        gitlab.mergeRequest(author.token(), project, "feature");
        String thread = gitlab.post(author.token(), one("/discussions"), "body", "why?")
                .at("/id")
                .asText();
        gitlab.put(author.token(), one("/discussions/" + thread), "resolved", true);
        assertThat(receiver.mergeRequest("update")
                        .json()
                        .at("/changes/blocking_discussions_resolved/current")
                        .asBoolean())
                .isTrue();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HookBodyTest {
    private static final String[] PROJECT = {
        "id",
        "name",
        "description",
        "web_url",
        "avatar_url",
        "git_ssh_url",
        "git_http_url",
        "namespace",
        "visibility_level",
        "path_with_namespace",
        "default_branch",
        "ci_config_path"
    };
    private static final String[] LEGACY = {"homepage", "url", "ssh_url", "http_url"};
    private static final String[] USER = {"id", "name", "username", "avatar_url", "email"};

    private static GitLabTest gitlab;
    private static GitLabTest.Person author;

    private Receiver receiver;
    private long project;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
        author = gitlab.user("author");
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @BeforeEach
    void open() {
        receiver = new Receiver();
        project = gitlab.project();
        gitlab.member(project, author, 30);
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/hooks",
                "url",
                receiver.url(),
                "push_events",
                true,
                "merge_requests_events",
                true,
                "pipeline_events",
                true,
                "job_events",
                true,
                "note_events",
                true);
    }

    @AfterEach
    void closeReceiver() {
        receiver.close();
    }

    private String one(String rest) {
        return "/projects/" + project + "/merge_requests/1" + rest;
    }

    @Test
    void pushBodyHasTheKeysOfARealOne() {
        String before = gitlab.commit(author.token(), project, "feature", "a.txt", "a");
        String after = gitlab.commit(author.token(), project, "feature", "b.txt", "b");
        JsonNode push = receiver.next(
                        delivered -> delivered.json().path("after").asText().equals(after))
                .json();
        assertThat(Answer.keys(push))
                .contains(
                        "object_kind",
                        "event_name",
                        "before",
                        "after",
                        "ref",
                        "ref_protected",
                        "checkout_sha",
                        "user_id",
                        "user_name",
                        "user_username",
                        "user_email",
                        "user_avatar",
                        "project_id",
                        "project",
                        "repository",
                        "commits",
                        "total_commits_count");
        assertThat(push.get("before").asText()).isEqualTo(before);
        assertThat(Answer.keys(push.get("project"))).contains(PROJECT).contains(LEGACY);
        assertThat(Answer.keys(push.get("repository")))
                .contains("name", "url", "description", "homepage", "git_http_url", "git_ssh_url", "visibility_level");
        assertThat(Answer.keys(push.at("/commits/0")))
                .containsExactlyInAnyOrder(
                        "id", "message", "title", "timestamp", "url", "author", "added", "modified", "removed");
        assertThat(push.at("/commits/0/added/0").asText()).isEqualTo("b.txt");
        assertThat(push.at("/commits/0/timestamp").asText())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\+00:00");
    }

    @Test
    void newAndDeletedBranchesHaveZeros() {
        gitlab.commit(author.token(), project, "feature", "a.txt", "a");
        JsonNode created = receiver.next("push").json();
        assertThat(created.get("before").asText()).isEqualTo("0".repeat(40));
        assertThat(created.get("total_commits_count").asInt()).isEqualTo(1);
        gitlab.call(author.token(), "DELETE", "/projects/" + project + "/repository/branches/feature");
        JsonNode deleted = receiver.next("push").json();
        assertThat(deleted.get("after").asText()).isEqualTo("0".repeat(40));
        assertThat(deleted.get("checkout_sha").isNull()).isTrue();
    }

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
        assertThat(Answer.keys(opened.get("user"))).containsExactlyInAnyOrder(USER);
        assertThat(opened.at("/user/email").asText()).isEqualTo("[REDACTED]");
        assertThat(Answer.keys(opened.get("project"))).contains(PROJECT).contains(LEGACY);
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
        assertThat(receiver.next("push").json().get("ref").asText()).isEqualTo("refs/heads/main");
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

    @Test
    void pipelineBodyHasTheKeysOfARealOne() {
        gitlab.mergeRequest(author.token(), project, "feature");
        gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "merge_request_iid",
                1,
                "variables",
                Map.of("SECRET", "in clear"),
                "jobs",
                List.of(GitLabTest.job("name", "test", "status", "failed", "reports", Map.of("sast", "{}"))));
        JsonNode body = receiver.next("pipeline").json();
        assertThat(Answer.keys(body))
                .containsExactlyInAnyOrder(
                        "object_kind", "object_attributes", "merge_request", "user", "project", "commit", "builds");
        assertThat(Answer.keys(body.get("object_attributes")))
                .containsExactlyInAnyOrder(
                        "id",
                        "iid",
                        "name",
                        "ref",
                        "tag",
                        "sha",
                        "before_sha",
                        "source",
                        "status",
                        "detailed_status",
                        "stages",
                        "created_at",
                        "finished_at",
                        "duration",
                        "queued_duration",
                        "variables",
                        "url");
        assertThat(body.at("/object_attributes/ref").asText())
                .as("the source branch, not the merge request's ref")
                .isEqualTo("feature");
        assertThat(body.at("/object_attributes/variables/0/value").asText()).isEqualTo("in clear");
        assertThat(Answer.keys(body.get("merge_request")))
                .containsExactlyInAnyOrder(
                        "id",
                        "iid",
                        "title",
                        "source_branch",
                        "source_project_id",
                        "target_branch",
                        "target_project_id",
                        "state",
                        "merge_status",
                        "detailed_merge_status",
                        "url");
        assertThat(Answer.keys(body.get("project")))
                .contains(PROJECT)
                .as("pipeline hooks lack the old names")
                .doesNotContain(LEGACY);
        assertThat(Answer.keys(body.at("/builds/0")))
                .contains(
                        "id",
                        "stage",
                        "name",
                        "status",
                        "created_at",
                        "started_at",
                        "finished_at",
                        "duration",
                        "queued_duration",
                        "failure_reason",
                        "when",
                        "manual",
                        "allow_failure",
                        "user",
                        "runner",
                        "artifacts_file",
                        "environment");
        assertThat(body.at("/builds/0/artifacts_file/filename").asText()).isEqualTo("artifacts.zip");
    }

    @Test
    void branchPipelineHasNoMergeRequestAndTellsEachStatus() {
        Answer made = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "ref",
                "main",
                "jobs",
                List.of(GitLabTest.job("name", "test", "status", "running")));
        JsonNode running = receiver.next("pipeline").json();
        assertThat(running.get("merge_request").isNull()).isTrue();
        assertThat(running.at("/object_attributes/status").asText()).isEqualTo("running");
        assertThat(Answer.keys(running.at("/builds/0"))).doesNotContain("failure_reason");
        gitlab.control(
                "POST",
                "/projects/" + project + "/jobs/" + made.at("/jobs/0/id").asLong(),
                "status",
                "success");
        receiver.next(delivered -> delivered
                .json()
                .at("/object_attributes/detailed_status")
                .asText()
                .equals("passed"));
    }

    @Test
    void childPipelineNamesItsParentAndStatusesAreNoBuilds() {
        Answer made = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "jobs",
                List.of(GitLabTest.job(
                        "name", "trigger", "child", GitLabTest.job("jobs", List.of(GitLabTest.job("name", "scan"))))));
        JsonNode child = receiver.next(delivered -> delivered.json().has("source_pipeline")
                        && delivered.json().path("object_kind").asText().equals("pipeline"))
                .json();
        assertThat(child.at("/source_pipeline/pipeline_id").asLong()).isEqualTo(made.id());
        assertThat(Answer.keys(child.get("source_pipeline")))
                .containsExactlyInAnyOrder("project", "pipeline_id", "job_id");
        assertThat(Answer.keys(child.at("/source_pipeline/project")))
                .containsExactlyInAnyOrder("id", "web_url", "path_with_namespace");
        JsonNode parent = receiver.next(delivered ->
                        delivered.json().at("/object_attributes/id").asLong() == made.id()
                                && delivered.json().path("object_kind").asText().equals("pipeline"))
                .json();
        assertThat(parent.get("builds")).isEmpty();
    }

    @Test
    void jobBodyHasTheKeysOfARealOne() {
        Answer made = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "jobs",
                List.of(GitLabTest.job("name", "test", "status", "failed")));
        JsonNode job = receiver.next("build").json();
        assertThat(Answer.keys(job))
                .contains(
                        "object_kind",
                        "ref",
                        "tag",
                        "before_sha",
                        "sha",
                        "build_id",
                        "build_name",
                        "build_stage",
                        "build_status",
                        "build_created_at",
                        "build_started_at",
                        "build_finished_at",
                        "build_duration",
                        "build_queued_duration",
                        "build_allow_failure",
                        "build_failure_reason",
                        "retries_count",
                        "pipeline_id",
                        "project_id",
                        "project_name",
                        "user",
                        "commit",
                        "repository",
                        "runner",
                        "environment",
                        "project");
        assertThat(Answer.keys(job.get("commit")))
                .contains(
                        "id",
                        "sha",
                        "message",
                        "author_name",
                        "author_email",
                        "status",
                        "duration",
                        "started_at",
                        "finished_at");
        assertThat(job.at("/commit/id").asLong())
                .as("GitLab puts the pipeline's id here")
                .isEqualTo(made.id());
        assertThat(job.get("build_failure_reason").asText()).isEqualTo("script_failure");
    }

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

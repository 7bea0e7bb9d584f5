// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MergeRequestTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static Answer show(long project, long iid) {
        return gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests/" + iid);
    }

    @Test
    void bodyHasTheKeysOfARealOne() {
        long project = gitlab.project();
        Answer made = gitlab.mergeRequest(gitlab.root, project, "feature");
        assertThat(made.status()).isEqualTo(201);
        assertThat(Answer.keys(show(project, 1).json()))
                .contains(
                        "id",
                        "iid",
                        "project_id",
                        "title",
                        "description",
                        "state",
                        "created_at",
                        "updated_at",
                        "merged_by",
                        "merged_at",
                        "closed_by",
                        "closed_at",
                        "target_branch",
                        "source_branch",
                        "user_notes_count",
                        "upvotes",
                        "downvotes",
                        "assignee",
                        "author",
                        "assignees",
                        "reviewers",
                        "source_project_id",
                        "target_project_id",
                        "labels",
                        "work_in_progress",
                        "milestone",
                        "merge_when_pipeline_succeeds",
                        "detailed_merge_status",
                        "merge_status",
                        "sha",
                        "merge_commit_sha",
                        "discussion_locked",
                        "should_remove_source_branch",
                        "force_remove_source_branch",
                        "reference",
                        "web_url",
                        "time_stats",
                        "squash",
                        "task_completion_status",
                        "subscribed",
                        "changes_count",
                        "latest_build_started_at",
                        "latest_build_finished_at",
                        "first_deployed_to_production_at",
                        "pipeline",
                        "head_pipeline",
                        "diff_refs",
                        "merge_error",
                        "user",
                        "first_contribution",
                        "approvals_before_merge",
                        "has_conflicts",
                        "draft",
                        "prepared_at",
                        "blocking_discussions_resolved",
                        "references",
                        "merge_user",
                        "squash_commit_sha");
    }

    @Test
    void listHasNeitherPipelinesNorDiffRefs() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        Answer list = gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests");
        assertThat(Answer.keys(list.json().get(0)))
                .contains("sha", "detailed_merge_status")
                .doesNotContain("head_pipeline", "diff_refs");
    }

    @Test
    void diffRefsAreMergeBaseTargetHeadAndHead() {
        long project = gitlab.project();
        String base = gitlab.commit(gitlab.root, project, "main", "a.txt", "a");
        gitlab.commit(gitlab.root, project, "feature", "b.txt", "b");
        String start = gitlab.commit(gitlab.root, project, "main", "c.txt", "c");
        Answer made = gitlab.mergeRequest(gitlab.root, project, "feature");
        assertThat(made.at("/diff_refs/base_sha").asText()).isEqualTo(base);
        assertThat(made.at("/diff_refs/start_sha").asText()).isEqualTo(start);
        assertThat(made.at("/diff_refs/head_sha").asText())
                .isEqualTo(made.at("/sha").asText());
        assertThat(made.at("/changes_count").asText()).isEqualTo("2");
    }

    @Test
    void pushMovesTheHeadAndAddsAVersion() {
        long project = gitlab.project();
        Answer made = gitlab.mergeRequest(gitlab.root, project, "feature");
        String pushed = gitlab.commit(gitlab.root, project, "feature", "more.txt", "x");
        assertThat(show(project, 1).at("/sha").asText()).isEqualTo(pushed);
        Answer versions = gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests/1/versions");
        assertThat(versions.each("head_commit_sha"))
                .containsExactly(pushed, made.at("/sha").asText());
        assertThat(versions.at("/0/patch_id_sha").asText())
                .isNotEqualTo(versions.at("/1/patch_id_sha").asText());
        assertThat(Answer.keys(versions.json().get(0)))
                .contains("id", "base_commit_sha", "start_commit_sha", "created_at", "state", "real_size");
        Answer version = gitlab.get(
                gitlab.root,
                "/projects/" + project + "/merge_requests/1/versions/"
                        + versions.at("/0/id").asLong());
        assertThat(version.at("/commits").size()).isEqualTo(2);
        assertThat(version.at("/diffs").size()).isEqualTo(2);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests/1/commits")
                        .each("id"))
                .contains(pushed);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests/1/diffs")
                        .each("new_path"))
                .containsExactly("feature.txt", "more.txt");
    }

    @Test
    void mergeStatusIsCheckedAtTheFirstLook() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        assertThat(show(project, 1).at("/detailed_merge_status").asText()).isEqualTo("checking");
        assertThat(show(project, 1).at("/detailed_merge_status").asText()).isEqualTo("mergeable");
        gitlab.commit(gitlab.root, project, "main", "other.txt", "x");
        assertThat(show(project, 1).at("/detailed_merge_status").asText()).isEqualTo("checking");
    }

    @Test
    void impossibleOnesAreRefused() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        String path = "/projects/" + project + "/merge_requests";
        Answer twice =
                gitlab.post(gitlab.root, path, "title", "t", "source_branch", "feature", "target_branch", "main");
        assertThat(twice.status()).isEqualTo(409);
        assertThat(twice.at("/message/0").asText())
                .isEqualTo("Another open merge request already exists for this source branch: !1");
        assertThat(gitlab.post(gitlab.root, path, "title", "t", "source_branch", "main", "target_branch", "main")
                        .status())
                .isEqualTo(422);
        assertThat(gitlab.post(gitlab.root, path, "title", "t", "source_branch", "none", "target_branch", "main")
                        .status())
                .isEqualTo(400);
        assertThat(gitlab.post(gitlab.root, path, "title", "t", "source_branch", "feature")
                        .text())
                .isEqualTo("{\"error\":\"target_branch is missing\"}");
    }

    @Test
    void listsAreFiltered() {
        long group = gitlab.group("filters");
        long project = gitlab.project("namespace_id", group);
        GitLabTest.Person ann = gitlab.user("ann");
        gitlab.member(project, ann, 30);
        gitlab.mergeRequest(ann.token(), project, "one");
        gitlab.mergeRequest(gitlab.root, project, "two");
        gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/2", "state_event", "close");
        String path = "/projects/" + project + "/merge_requests";
        assertThat(gitlab.get(gitlab.root, path + "?state=opened").each("iid")).containsExactly("1");
        assertThat(gitlab.get(gitlab.root, path + "?source_branch=two").each("iid"))
                .containsExactly("2");
        assertThat(gitlab.get(gitlab.root, path + "?author_username=ann").each("iid"))
                .containsExactly("1");
        assertThat(gitlab.get(gitlab.root, path + "?order_by=created_at&sort=asc")
                        .each("iid"))
                .containsExactly("1", "2");
        String updated = gitlab.get(gitlab.root, path + "/2").at("/updated_at").asText();
        assertThat(gitlab.get(gitlab.root, path + "?updated_after=" + updated).each("iid"))
                .containsExactly("2");
        assertThat(gitlab.get(gitlab.root, path + "?updated_after=yesterday").text())
                .isEqualTo("{\"error\":\"updated_after is invalid\"}");
        assertThat(gitlab.get(gitlab.root, "/groups/filters/merge_requests?state=all")
                        .json())
                .hasSize(2);
        assertThat(gitlab.get(ann.token(), "/merge_requests").each("iid")).containsExactly("1");
        assertThat(gitlab.get(ann.token(), "/merge_requests?scope=all&source_branch=two")
                        .each("iid"))
                .containsExactly("2");
    }

    @Test
    void titleAndStateAreChangedByDevelopersAndTheAuthorOnly() {
        long project = gitlab.project("visibility", "public");
        gitlab.mergeRequest(gitlab.root, project, "feature");
        GitLabTest.Person stranger = gitlab.user("stranger");
        String path = "/projects/" + project + "/merge_requests/1";
        assertThat(gitlab.put(stranger.token(), path, "title", "x").status()).isEqualTo(403);
        gitlab.member(project, stranger, 30);
        Answer draft = gitlab.put(stranger.token(), path, "title", "Draft: later", "add_labels", "a,b");
        assertThat(draft.at("/draft").asBoolean()).isTrue();
        assertThat(draft.at("/labels").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(gitlab.put(stranger.token(), path, "state_event", "close")
                        .at("/state")
                        .asText())
                .isEqualTo("closed");
        assertThat(gitlab.put(stranger.token(), path, "state_event", "reopen")
                        .at("/state")
                        .asText())
                .isEqualTo("opened");
    }

    @Test
    void forkBringsItsCommitsToTheTarget() {
        long project = gitlab.project("visibility", "public");
        GitLabTest.Person ann = gitlab.user("forker");
        long fork = gitlab.post(ann.token(), "/projects/" + project + "/fork").id();
        String sha = gitlab.commit(ann.token(), fork, "feature", "a.txt", "a");
        Answer made = gitlab.post(
                ann.token(),
                "/projects/" + fork + "/merge_requests",
                "title",
                "From my fork",
                "source_branch",
                "feature",
                "target_branch",
                "main",
                "target_project_id",
                project);
        assertThat(made.at("/project_id").asLong()).isEqualTo(project);
        assertThat(made.at("/source_project_id").asLong()).isEqualTo(fork);
        assertThat(made.at("/user/can_merge").asBoolean()).isFalse();
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/repository/commits/" + sha)
                        .status())
                .isEqualTo(200);
        long unrelated = gitlab.project("visibility", "public");
        assertThat(gitlab.post(
                                ann.token(),
                                "/projects/" + fork + "/merge_requests",
                                "title",
                                "t",
                                "source_branch",
                                "feature",
                                "target_branch",
                                "main",
                                "target_project_id",
                                unrelated)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void mergeRequestOfACommitIsFound() {
        long project = gitlab.project();
        Answer made = gitlab.mergeRequest(gitlab.root, project, "feature");
        String path = "/projects/" + project + "/repository/commits/"
                + made.at("/sha").asText() + "/merge_requests";
        assertThat(gitlab.get(gitlab.root, path).each("iid")).containsExactly("1");
    }

    @Test
    void retargetingMakesANewDiff() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        String other = gitlab.commit(gitlab.root, project, "other", "o.txt", "o");
        Answer changed =
                gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/1", "target_branch", "other");
        assertThat(changed.at("/target_branch").asText()).isEqualTo("other");
        assertThat(changed.at("/diff_refs/start_sha").asText()).isEqualTo(other);
    }

    @Test
    void commitsPushedToTheTargetByHandCountAsMerged() {
        long project = gitlab.project();
        Answer made = gitlab.mergeRequest(gitlab.root, project, "feature");
        Answer pushed = gitlab.post(
                gitlab.root,
                "/projects/" + project + "/repository/commits",
                "branch",
                "main",
                "start_sha",
                made.at("/sha").asText(),
                "force",
                true,
                "commit_message",
                "on top",
                "actions",
                List.of(Map.of("action", "create", "file_path", "top.txt", "content", "x")));
        assertThat(pushed.status()).isEqualTo(201);
        assertThat(show(project, 1).at("/state").asText()).isEqualTo("merged");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MergeTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static Answer merge(String token, long project, Object... fields) {
        return gitlab.put(token, "/projects/" + project + "/merge_requests/1/merge", fields);
    }

    /** Looks twice: the first look makes GitLab check. */
    private static Answer show(long project) {
        gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests/1");
        return gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests/1");
    }

    private static String status(long project) {
        return show(project).at("/detailed_merge_status").asText();
    }

    private static long open(Object... settings) {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        if (settings.length > 0) {
            gitlab.put(gitlab.root, "/projects/" + project, settings);
        }
        return project;
    }

    private static void refused(long project, String why) {
        assertThat(status(project)).isEqualTo(why);
        Answer refused = merge(gitlab.root, project);
        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.text()).isEqualTo("{\"message\":\"405 Method Not Allowed\"}");
        assertThat(show(project).at("/state").asText()).isNotEqualTo("merged");
    }

    private static void merges(long project) {
        assertThat(merge(gitlab.root, project).status()).isEqualTo(200);
        assertThat(show(project).at("/state").asText()).isEqualTo("merged");
    }

    @Test
    void mergesAndMovesTheTarget() {
        long project = open();
        String head = show(project).at("/sha").asText();
        Answer merged = merge(gitlab.root, project, "sha", head, "should_remove_source_branch", true);
        assertThat(merged.status()).isEqualTo(200);
        assertThat(merged.at("/state").asText()).isEqualTo("merged");
        assertThat(merged.at("/merged_by/username").asText()).isEqualTo("root");
        String main = gitlab.get(gitlab.root, "/projects/" + project + "/repository/branches/main")
                .at("/commit/id")
                .asText();
        assertThat(main).isEqualTo(merged.at("/merge_commit_sha").asText());
        Answer commit = gitlab.get(gitlab.root, "/projects/" + project + "/repository/commits/" + main);
        assertThat(commit.at("/parent_ids/1").asText()).isEqualTo(head);
        assertThat(commit.at("/title").asText()).isEqualTo("Merge branch 'feature' into 'main'");
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/repository/branches/feature")
                        .status())
                .isEqualTo(404);
        assertThat(status(project)).isEqualTo("not_open");
        assertThat(merge(gitlab.root, project).status()).isEqualTo(405);
    }

    @Test
    void whoMayNotUpdateTheTargetGets401() {
        long project = open();
        GitLabTest.Person developer = gitlab.user("developer");
        gitlab.member(project, developer, 30);
        assertThat(merge(developer.token(), project).text()).isEqualTo("{\"message\":\"401 Unauthorized\"}");
        long id = gitlab.get(gitlab.root, "/projects/" + project + "/protected_branches/main")
                .at("/merge_access_levels/0/id")
                .asLong();
        gitlab.call(
                gitlab.root,
                "PATCH",
                "/projects/" + project + "/protected_branches/main",
                "allowed_to_merge",
                List.of(Map.of("id", id, "_destroy", true), Map.of("access_level", 30)));
        assertThat(merge(developer.token(), project).status()).isEqualTo(200);
    }

    @Test
    void rightIsAskedBeforeTheState() {
        long project = open();
        gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/1", "title", "Draft: x");
        GitLabTest.Person developer = gitlab.user("developer2");
        gitlab.member(project, developer, 30);
        assertThat(merge(developer.token(), project).status()).isEqualTo(401);
        assertThat(merge(gitlab.root, project).status()).isEqualTo(405);
    }

    @Test
    void wrongShaConflicts() {
        long project = open();
        Answer refused = merge(gitlab.root, project, "sha", "0".repeat(40));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.at("/message").asText()).startsWith("SHA does not match HEAD of source branch: ");
    }

    @Test
    void closedOneDoesNotMerge() {
        long project = open();
        gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/1", "state_event", "close");
        refused(project, "not_open");
    }

    @Test
    void draftDoesNotMerge() {
        long project = open();
        gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/1", "title", "Draft: x");
        refused(project, "draft_status");
        gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/1", "title", "x");
        merges(project);
    }

    @Test
    void mergeAfterIsWaitedFor() {
        long project = open();
        gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/1", "merge_after", "2999-01-01T00:00:00Z");
        refused(project, "merge_time");
    }

    @Test
    void titleMustMatchTheProjectsRegex() {
        long project = open("merge_request_title_regex", "^ABC-\\d+");
        refused(project, "title_regex");
        gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/1", "title", "ABC-1 x");
        merges(project);
    }

    @Test
    void openThreadsBlockOnlyWhereTheSettingSays() {
        long project = open("only_allow_merge_if_all_discussions_are_resolved", true);
        String path = "/projects/" + project + "/merge_requests/1/";
        gitlab.post(gitlab.root, path + "notes", "body", "a note is no thread");
        assertThat(status(project)).isEqualTo("mergeable");
        Answer thread = gitlab.post(gitlab.root, path + "discussions", "body", "why?");
        refused(project, "discussions_not_resolved");
        gitlab.put(gitlab.root, path + "discussions/" + thread.at("/id").asText(), "resolved", true);
        merges(project);
    }

    @Test
    void withoutAPipelineTheCiCheckFails() {
        long project = open("only_allow_merge_if_pipeline_succeeds", true);
        refused(project, "ci_must_pass");
        gitlab.pipeline(project, 1, GitLabTest.job("name", "test"));
        merges(project);
    }

    @Test
    void runningPipelineHasItsOwnWord() {
        long project = open("only_allow_merge_if_pipeline_succeeds", true);
        gitlab.pipeline(project, 1, GitLabTest.job("name", "test", "status", "running"));
        refused(project, "ci_still_running");
    }

    @Test
    void failedAndSkippedPipelinesBlockAndSkippedMayBeAllowed() {
        long project = open("only_allow_merge_if_pipeline_succeeds", true);
        gitlab.pipeline(project, 1, GitLabTest.job("name", "test", "status", "failed"));
        refused(project, "ci_must_pass");
        gitlab.pipeline(project, 1, GitLabTest.job("name", "test", "status", "skipped"));
        refused(project, "ci_must_pass");
        gitlab.put(gitlab.root, "/projects/" + project, "allow_merge_on_skipped_pipeline", true);
        merges(project);
    }

    @Test
    void pipelineMattersOnlyWhereTheSettingSays() {
        long project = open();
        gitlab.pipeline(project, 1, GitLabTest.job("name", "test", "status", "failed"));
        merges(project);
    }

    @Test
    void failedCommitStatusBlocksAndASuccessReleases() {
        long project = open("only_allow_merge_if_pipeline_succeeds", true);
        long pipeline =
                gitlab.pipeline(project, 1, GitLabTest.job("name", "test")).id();
        String statuses =
                "/projects/" + project + "/statuses/" + show(project).at("/sha").asText();
        gitlab.post(gitlab.root, statuses, "state", "failed", "name", "gate", "pipeline_id", pipeline);
        refused(project, "ci_must_pass");
        gitlab.post(gitlab.root, statuses, "state", "success", "name", "gate", "pipeline_id", pipeline);
        merges(project);
    }

    @Test
    void conflictIs422() {
        long project = open();
        gitlab.commit(gitlab.root, project, "main", "feature.txt", "theirs");
        assertThat(status(project)).isEqualTo("conflict");
        assertThat(show(project).at("/has_conflicts").asBoolean()).isTrue();
        assertThat(show(project).at("/merge_status").asText()).isEqualTo("cannot_be_merged");
        Answer refused = merge(gitlab.root, project);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/message").asText()).isEqualTo("Branch cannot be merged");
    }

    @Test
    void conflictIsToldBeforeCi() {
        long project = open("only_allow_merge_if_pipeline_succeeds", true);
        gitlab.commit(gitlab.root, project, "main", "feature.txt", "theirs");
        assertThat(status(project)).isEqualTo("conflict");
    }

    @Test
    void fastForwardNeedsARebasedBranch() {
        long project = open("merge_method", "ff");
        gitlab.commit(gitlab.root, project, "main", "other.txt", "x");
        assertThat(status(project)).isEqualTo("need_rebase");
        assertThat(merge(gitlab.root, project).status()).isEqualTo(422);
        assertThat(gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/1/rebase")
                        .status())
                .isEqualTo(202);
        merges(project);
        assertThat(show(project).at("/merge_commit_sha").isNull()).isTrue();
    }

    @Test
    void deletedSourceBranchBlocks() {
        long project = open();
        gitlab.call(gitlab.root, "DELETE", "/projects/" + project + "/repository/branches/feature");
        refused(project, "commits_status");
    }

    @Test
    void autoMergeWaitsForThePipeline() {
        long project = open("only_allow_merge_if_pipeline_succeeds", true);
        Answer pipeline = gitlab.pipeline(project, 1, GitLabTest.job("name", "test", "status", "running"));
        assertThat(merge(gitlab.root, project, "auto_merge", true)
                        .at("/merge_when_pipeline_succeeds")
                        .asBoolean())
                .isTrue();
        assertThat(show(project).at("/state").asText()).isEqualTo("opened");
        gitlab.control(
                "POST",
                "/projects/" + project + "/jobs/" + pipeline.at("/jobs/0/id").asLong(),
                "status",
                "success");
        assertThat(show(project).at("/state").asText()).isEqualTo("merged");
    }

    @Test
    void squashMakesOneCommit() {
        long project = open();
        gitlab.commit(gitlab.root, project, "feature", "second.txt", "x");
        Answer merged = merge(gitlab.root, project, "squash", true);
        assertThat(merged.at("/squash_commit_sha").asText()).matches("[0-9a-f]{40}");
    }
}

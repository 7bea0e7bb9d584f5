// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CommitStatusTest {
    private static GitLabTest gitlab;
    private static GitLabTest.Person bot;
    private static GitLabTest.Person other;

    private long project;
    private Answer mergeRequest;
    private String sha;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
        bot = gitlab.user("bot");
        other = gitlab.user("other");
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @BeforeEach
    void open() {
        project = gitlab.project();
        gitlab.member(project, bot, 30);
        gitlab.member(project, other, 30);
        mergeRequest = gitlab.mergeRequest(bot.token(), project, "feature");
        sha = mergeRequest.at("/sha").asText();
    }

    private Answer status(GitLabTest.Person person, Object... fields) {
        return gitlab.post(person.token(), "/projects/" + project + "/statuses/" + sha, fields);
    }

    private Answer pipeline(long id) {
        return gitlab.get(gitlab.root, "/projects/" + project + "/pipelines/" + id);
    }

    private long run(Object... jobs) {
        return gitlab.pipeline(project, mergeRequest.at("/iid").asLong(), jobs).id();
    }

    @Test
    void bodyHasTheKeysOfARealOne() {
        Answer posted = status(bot, "state", "success");
        assertThat(posted.status()).isEqualTo(201);
        assertThat(posted.at("/name").asText()).isEqualTo("default");
        assertThat(Answer.keys(posted.json()))
                .contains(
                        "id",
                        "sha",
                        "ref",
                        "status",
                        "name",
                        "target_url",
                        "description",
                        "created_at",
                        "started_at",
                        "finished_at",
                        "allow_failure",
                        "coverage",
                        "pipeline_id",
                        "author");
        assertThat(posted.at("/author/username").asText()).isEqualTo("bot");
    }

    @Test
    void withoutAPipelineANewExternalOneIsMadeAndBecomesTheHead() {
        Answer posted = status(bot, "state", "failed", "name", "gate");
        Answer made = pipeline(posted.at("/pipeline_id").asLong());
        assertThat(made.at("/source").asText()).isEqualTo("external");
        assertThat(made.at("/ref").asText()).isEqualTo("feature");
        assertThat(made.at("/status").asText()).isEqualTo("failed");
        Answer shown = gitlab.get(bot.token(), "/projects/" + project + "/merge_requests/1");
        assertThat(shown.at("/head_pipeline/id").asLong()).isEqualTo(made.id());
    }

    @Test
    void newestPipelineOfTheShaTakesTheStatus() {
        long first = run(GitLabTest.job("name", "test"));
        long second = run(GitLabTest.job("name", "test"));
        assertThat(status(bot, "state", "success", "name", "gate")
                        .at("/pipeline_id")
                        .asLong())
                .isEqualTo(second);
        assertThat(status(bot, "state", "success", "name", "gate", "pipeline_id", first)
                        .at("/pipeline_id")
                        .asLong())
                .isEqualTo(first);
    }

    @Test
    void archivedPipelineTakesNone() {
        long archived = run(GitLabTest.job("name", "test"));
        gitlab.control("POST", "/projects/" + project + "/pipelines/" + archived + "/archive", "x", 1);
        Answer refused = status(bot, "state", "failed", "pipeline_id", archived);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(status(bot, "state", "failed").at("/pipeline_id").asLong()).isNotEqualTo(archived);
    }

    @Test
    void refMustFitWhereItIsGiven() {
        long detached = run(GitLabTest.job("name", "test"));
        Answer byBranch = status(bot, "state", "success", "ref", "feature");
        assertThat(byBranch.at("/pipeline_id").asLong())
                .as("its ref is refs/merge-requests/1/head")
                .isNotEqualTo(detached);
        assertThat(status(bot, "state", "success", "ref", "refs/merge-requests/1/head")
                        .at("/pipeline_id")
                        .asLong())
                .isEqualTo(detached);
    }

    @Test
    void pipelineIdOfAnotherShaIs404AndMakesNoPipeline() {
        long id = run(GitLabTest.job("name", "test"));
        String before = sha;
        sha = gitlab.commit(bot.token(), project, "feature", "more.txt", "more");
        assertThat(sha).isNotEqualTo(before);
        Answer refused = status(bot, "state", "failed", "pipeline_id", id);
        assertThat(refused.status()).isEqualTo(404);
        assertThat(refused.at("/message").asText()).isEqualTo("404 Pipeline for pipeline_id, sha and ref Not Found");
        assertThat(gitlab.get(bot.token(), "/projects/" + project + "/pipelines?sha=" + sha)
                        .json())
                .isEmpty();
    }

    @Test
    void mergedResultsPipelineIsNotFoundByTheHeadSha() {
        Answer merged = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "merge_request_iid",
                1,
                "merged_results",
                true,
                "jobs",
                List.of(GitLabTest.job("name", "test")));
        assertThat(status(bot, "state", "failed", "pipeline_id", merged.id()).status())
                .isEqualTo(404);
        sha = merged.at("/sha").asText();
        assertThat(status(bot, "state", "failed", "pipeline_id", merged.id()).status())
                .isEqualTo(201);
    }

    @Test
    void runningStatusOfTheSameUserIsUpdatedInPlace() {
        Answer first = status(bot, "state", "running", "name", "gate");
        Answer second = status(bot, "state", "success", "name", "gate", "description", "done");
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.at("/description").asText()).isEqualTo("done");
        assertThat(second.at("/finished_at").isNull()).isFalse();
    }

    @Test
    void finishedStatusGetsASuccessorAndIsRetriedWhoeverPostedIt() {
        Answer failed = status(bot, "state", "failed", "name", "gate");
        Answer passed = status(other, "state", "success", "name", "gate");
        assertThat(passed.id()).isNotEqualTo(failed.id());
        String path = "/projects/" + project + "/repository/commits/" + sha + "/statuses";
        assertThat(gitlab.get(bot.token(), path).each("id")).containsExactly(String.valueOf(passed.id()));
        assertThat(gitlab.get(bot.token(), path + "?all=true").each("id"))
                .containsExactly(String.valueOf(failed.id()), String.valueOf(passed.id()));
        assertThat(pipeline(passed.at("/pipeline_id").asLong()).at("/status").asText())
                .isEqualTo("success");
    }

    @Test
    void runningStatusOfAnotherUserIsNotUpdatedButRetried() {
        Answer mine = status(bot, "state", "running", "name", "gate");
        Answer theirs = status(other, "state", "success", "name", "gate");
        assertThat(theirs.id()).isNotEqualTo(mine.id());
        assertThat(pipeline(mine.at("/pipeline_id").asLong()).at("/status").asText())
                .isEqualTo("success");
    }

    @Test
    void theSameStateAgainCannotBeEntered() {
        status(bot, "state", "pending", "name", "gate");
        Answer again = status(bot, "state", "pending", "name", "gate");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.at("/message").asText()).startsWith("Cannot transition status via :enqueue from :pending");
    }

    @Test
    void nameOfACiJobIsTaken() {
        run(GitLabTest.job("name", "test"));
        Answer taken = status(bot, "state", "success", "name", "test");
        assertThat(taken.status()).isEqualTo(400);
        assertThat(taken.at("/message/name/0").asText()).isEqualTo("has already been taken");
    }

    @Test
    void failedStatusMakesASuccessfulPipelineFailAndSuccessHealsIt() {
        long id = run(GitLabTest.job("name", "test", "status", "success"));
        assertThat(pipeline(id).at("/status").asText()).isEqualTo("success");
        status(bot, "state", "failed", "name", "gate", "pipeline_id", id);
        assertThat(pipeline(id).at("/status").asText()).isEqualTo("failed");
        status(bot, "state", "success", "name", "gate", "pipeline_id", id);
        assertThat(pipeline(id).at("/status").asText()).isEqualTo("success");
    }

    @Test
    void pendingStatusKeepsThePipelineRunning() {
        long id = run(GitLabTest.job("name", "test", "status", "success"));
        status(bot, "state", "pending", "name", "gate", "pipeline_id", id);
        assertThat(pipeline(id).at("/status").asText()).isEqualTo("running");
    }

    @Test
    void reportersMayNotPost() {
        GitLabTest.Person reporter = gitlab.user("reporter-" + project);
        gitlab.member(project, reporter, 20);
        assertThat(status(reporter, "state", "success").status()).isEqualTo(403);
    }

    @Test
    void protectedRefNeedsPushOrMergeRights() {
        String main = gitlab.get(gitlab.root, "/projects/" + project + "/repository/branches/main")
                .at("/commit/id")
                .asText();
        sha = main;
        assertThat(status(bot, "state", "success", "ref", "main").status()).isEqualTo(403);
        gitlab.put(gitlab.root, "/projects/" + project + "/members/" + bot.id(), "access_level", 40);
        assertThat(status(bot, "state", "success", "ref", "main").status()).isEqualTo(201);
    }

    @Test
    void badInputIsRefused() {
        assertThat(status(bot, "name", "x").text()).isEqualTo("{\"error\":\"state is missing\"}");
        assertThat(status(bot, "state", "blocked").text())
                .isEqualTo("{\"error\":\"state does not have a valid value\"}");
        assertThat(status(bot, "state", "failed", "description", "x".repeat(256))
                        .at("/message/description/0")
                        .asText())
                .isEqualTo("is too long (maximum is 255 characters)");
        assertThat(status(bot, "state", "failed", "target_url", "https://" + "x".repeat(256))
                        .status())
                .isEqualTo(400);
        sha = "0".repeat(40);
        assertThat(status(bot, "state", "failed").at("/message").asText()).isEqualTo("404 Commit Not Found");
    }
}

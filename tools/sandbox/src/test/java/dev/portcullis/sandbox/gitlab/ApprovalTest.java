// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApprovalTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static final String ONE = "/merge_requests/1";

    private static long open(GitLabTest.Person author) {
        long project = gitlab.project();
        gitlab.member(project, author, 30);
        gitlab.mergeRequest(author.token(), project, "feature");
        return project;
    }

    @Test
    void communityEditionShowsFewFields() {
        long project = open(gitlab.user("a1"));
        Answer approvals = gitlab.get(gitlab.root, "/projects/" + project + ONE + "/approvals");
        assertThat(Answer.keys(approvals.json()))
                .containsExactlyInAnyOrder("user_has_approved", "user_can_approve", "approved", "approved_by");
        assertThat(approvals.at("/approved").asBoolean()).isFalse();
    }

    @Test
    void anyApprovalCountsAndNoneIsRequired() {
        GitLabTest.Person author = gitlab.user("a2");
        GitLabTest.Person reviewer = gitlab.user("r2");
        long project = open(author);
        gitlab.member(project, reviewer, 30);
        Answer approved = gitlab.post(reviewer.token(), "/projects/" + project + ONE + "/approve");
        assertThat(approved.status()).isEqualTo(201);
        assertThat(approved.at("/approved").asBoolean()).isTrue();
        assertThat(approved.at("/user_has_approved").asBoolean()).isTrue();
        assertThat(approved.at("/approved_by/0/user/username").asText()).isEqualTo("r2");
        assertThat(Answer.keys(approved.at("/approved_by/0"))).containsExactly("user");
        assertThat(gitlab.post(reviewer.token(), "/projects/" + project + ONE + "/approve")
                        .status())
                .as("a second time")
                .isEqualTo(401);
    }

    @Test
    void authorMayApproveOnFree() {
        GitLabTest.Person author = gitlab.user("a3");
        long project = open(author);
        assertThat(gitlab.post(author.token(), "/projects/" + project + ONE + "/approve")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void reportersMayNotApprove() {
        GitLabTest.Person reporter = gitlab.user("r4");
        long project = open(gitlab.user("a4"));
        gitlab.member(project, reporter, 20);
        assertThat(gitlab.post(reporter.token(), "/projects/" + project + ONE + "/approve")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void shaMustBeTheHead() {
        GitLabTest.Person author = gitlab.user("a5");
        long project = open(author);
        assertThat(gitlab.post(author.token(), "/projects/" + project + ONE + "/approve", "sha", "0".repeat(40))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void unapproveTakesItBackOnce() {
        GitLabTest.Person author = gitlab.user("a6");
        long project = open(author);
        gitlab.post(author.token(), "/projects/" + project + ONE + "/approve");
        assertThat(gitlab.post(author.token(), "/projects/" + project + ONE + "/unapprove")
                        .at("/approved")
                        .asBoolean())
                .isFalse();
        assertThat(gitlab.post(author.token(), "/projects/" + project + ONE + "/unapprove")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void approvalsOutliveAPushOnFree() {
        GitLabTest.Person author = gitlab.user("a7");
        long project = open(author);
        gitlab.post(author.token(), "/projects/" + project + ONE + "/approve");
        gitlab.commit(author.token(), project, "feature", "more.txt", "x");
        assertThat(gitlab.get(author.token(), "/projects/" + project + ONE + "/approvals")
                        .at("/approved")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void onlyTokenBotsResetApprovals() {
        GitLabTest.Person author = gitlab.user("a8");
        long project = open(author);
        gitlab.post(author.token(), "/projects/" + project + ONE + "/approve");
        String reset = "/projects/" + project + ONE + "/reset_approvals";
        assertThat(gitlab.put(author.token(), reset).status()).isEqualTo(401);
        assertThat(gitlab.put(gitlab.root, reset).status()).isEqualTo(401);
        String bot = gitlab.post(
                        gitlab.root,
                        "/projects/" + project + "/access_tokens",
                        "name",
                        "bot",
                        "scopes",
                        List.of("api"),
                        "access_level",
                        30)
                .at("/token")
                .asText();
        assertThat(gitlab.put(bot, reset).status()).isEqualTo(202);
        assertThat(gitlab.get(author.token(), "/projects/" + project + ONE + "/approvals")
                        .at("/approved")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void rulesDoNotExistOnFree() {
        long project = open(gitlab.user("a9"));
        for (String path : List.of("/approval_rules", "/approvals", ONE + "/approval_state", ONE + "/approval_rules")) {
            Answer missing = gitlab.get(gitlab.root, "/projects/" + project + path);
            assertThat(missing.text()).isEqualTo("{\"error\":\"404 Not Found\"}");
        }
    }
}

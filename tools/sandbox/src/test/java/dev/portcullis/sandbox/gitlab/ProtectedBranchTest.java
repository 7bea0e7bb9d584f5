// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProtectedBranchTest {
    private static GitLabTest gitlab;
    private static GitLabTest.Person developer;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.PREMIUM);
        developer = gitlab.user("developer");
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static Answer commit(String token, long project, String branch) {
        return gitlab.post(
                token,
                "/projects/" + project + "/repository/commits",
                "branch",
                branch,
                "commit_message",
                "m",
                "start_branch",
                "main",
                "actions",
                List.of(Map.of("action", "create", "file_path", "f-" + branch, "content", "x")));
    }

    @Test
    void defaultBranchIsProtectedForMaintainers() {
        long project = gitlab.project();
        Answer main = gitlab.get(gitlab.root, "/projects/" + project + "/protected_branches/main");
        assertThat(main.at("/push_access_levels/0/access_level").asInt()).isEqualTo(40);
        assertThat(main.at("/merge_access_levels/0/access_level_description").asText())
                .isEqualTo("Maintainers");
        assertThat(Answer.keys(main.json()))
                .contains(
                        "id",
                        "name",
                        "push_access_levels",
                        "merge_access_levels",
                        "allow_force_push",
                        "code_owner_approval_required",
                        "unprotect_access_levels");
        assertThat(Answer.keys(main.at("/push_access_levels/0")))
                .contains("id", "access_level", "access_level_description", "user_id", "group_id", "deploy_key_id");
    }

    @Test
    void developerDoesNotPushToAProtectedBranch() {
        long project = gitlab.project();
        gitlab.member(project, developer, 30);
        assertThat(commit(developer.token(), project, "main").status()).isEqualTo(403);
        assertThat(commit(developer.token(), project, "feature").status()).isEqualTo(201);
    }

    @Test
    void filesApiCallsIt400() {
        long project = gitlab.project();
        gitlab.member(project, developer, 30);
        Answer refused = gitlab.post(
                developer.token(),
                "/projects/" + project + "/repository/files/x.txt",
                "branch",
                "main",
                "commit_message",
                "m",
                "content",
                "x");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/message").asText()).isEqualTo("You are not allowed to push into this branch");
    }

    @Test
    void wildcardsProtectAndStarMatchesSlashes() {
        long project = gitlab.project();
        gitlab.member(project, developer, 30);
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/protected_branches",
                "name",
                "release/*",
                "push_access_level",
                0);
        assertThat(commit(developer.token(), project, "release/1/2").status()).isEqualTo(403);
        assertThat(commit(gitlab.root, project, "release/1/2").status())
                .as("no one means no one, administrators too")
                .isEqualTo(403);
    }

    @Test
    void developersMayPushWhereTheirLevelIsNamed() {
        long project = gitlab.project();
        gitlab.member(project, developer, 30);
        gitlab.post(
                gitlab.root, "/projects/" + project + "/protected_branches", "name", "open", "push_access_level", 30);
        assertThat(commit(developer.token(), project, "open").status()).isEqualTo(201);
        Answer branch = gitlab.get(developer.token(), "/projects/" + project + "/repository/branches/open");
        assertThat(branch.at("/protected").asBoolean()).isTrue();
        assertThat(branch.at("/developers_can_push").asBoolean()).isTrue();
        assertThat(branch.at("/can_push").asBoolean()).isTrue();
    }

    @Test
    void premiumNamesSinglePeople() {
        long project = gitlab.project();
        gitlab.member(project, developer, 30);
        Answer made = gitlab.post(
                gitlab.root,
                "/projects/" + project + "/protected_branches",
                "name",
                "mine",
                "allowed_to_push",
                List.of(Map.of("user_id", developer.id())));
        assertThat(made.at("/push_access_levels/0/user_id").asLong()).isEqualTo(developer.id());
        assertThat(commit(developer.token(), project, "mine").status()).isEqualTo(201);
    }

    @Test
    void levelsAreChangedAndRemovedById() {
        long project = gitlab.project();
        String path = "/projects/" + project + "/protected_branches/main";
        long id = gitlab.get(gitlab.root, path).at("/push_access_levels/0/id").asLong();
        Answer changed = gitlab.call(
                gitlab.root,
                "PATCH",
                path,
                "allow_force_push",
                true,
                "allowed_to_push",
                List.of(Map.of("id", id, "_destroy", true), Map.of("access_level", 0)));
        assertThat(changed.at("/allow_force_push").asBoolean()).isTrue();
        assertThat(changed.at("/push_access_levels").size()).isEqualTo(1);
        assertThat(changed.at("/push_access_levels/0/access_level").asInt()).isZero();
    }

    @Test
    void unprotectingNeedsTheUnprotectLevel() {
        long project = gitlab.project();
        GitLabTest.Person maintainer = gitlab.user("maintainer");
        gitlab.member(project, maintainer, 40);
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/protected_branches",
                "name",
                "locked",
                "unprotect_access_level",
                60);
        String path = "/projects/" + project + "/protected_branches/locked";
        assertThat(gitlab.call(maintainer.token(), "DELETE", path).status()).isEqualTo(403);
        assertThat(gitlab.call(gitlab.root, "DELETE", path).status()).isEqualTo(204);
    }

    @Test
    void protectingTwiceConflicts() {
        long project = gitlab.project();
        assertThat(gitlab.post(gitlab.root, "/projects/" + project + "/protected_branches", "name", "main")
                        .status())
                .isEqualTo(409);
    }
}

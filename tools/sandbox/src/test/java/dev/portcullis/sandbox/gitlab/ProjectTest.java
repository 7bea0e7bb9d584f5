// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ProjectTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @Test
    void projectIsFoundByIdAndByEncodedPath() {
        long group = gitlab.group("flightjs");
        long project = gitlab.project("namespace_id", group, "path", "booking");
        Answer byPath = gitlab.get(gitlab.root, "/projects/flightjs%2Fbooking");
        assertThat(byPath.id()).isEqualTo(project);
        assertThat(byPath.at("/path_with_namespace").asText()).isEqualTo("flightjs/booking");
        assertThat(byPath.at("/web_url").asText()).isEqualTo(gitlab.gitlab.baseUrl() + "/flightjs/booking");
        assertThat(Answer.keys(byPath.json()))
                .contains(
                        "id",
                        "description",
                        "default_branch",
                        "archived",
                        "visibility",
                        "ssh_url_to_repo",
                        "http_url_to_repo",
                        "web_url",
                        "name",
                        "name_with_namespace",
                        "path",
                        "path_with_namespace",
                        "issues_enabled",
                        "merge_requests_enabled",
                        "wiki_enabled",
                        "jobs_enabled",
                        "snippets_enabled",
                        "container_registry_enabled",
                        "created_at",
                        "last_activity_at",
                        "shared_runners_enabled",
                        "creator_id",
                        "namespace",
                        "star_count",
                        "forks_count",
                        "open_issues_count",
                        "public_jobs",
                        "shared_with_groups",
                        "request_access_enabled",
                        "only_allow_merge_if_pipeline_succeeds",
                        "allow_merge_on_skipped_pipeline",
                        "only_allow_merge_if_all_discussions_are_resolved",
                        "merge_method",
                        "squash_option",
                        "ci_config_path",
                        "permissions",
                        "topics",
                        "marked_for_deletion_on");
    }

    @Test
    void groupBodyHasTheKeysOfARealOne() {
        long group = gitlab.group("keys");
        gitlab.project("namespace_id", group);
        Answer body = gitlab.get(gitlab.root, "/groups/keys");
        assertThat(Answer.keys(body.json()))
                .contains(
                        "id",
                        "name",
                        "path",
                        "description",
                        "visibility",
                        "web_url",
                        "request_access_enabled",
                        "prevent_sharing_groups_outside_hierarchy",
                        "prevent_forking_outside_group",
                        "project_creation_level",
                        "subgroup_creation_level",
                        "default_branch_protection",
                        "full_name",
                        "full_path",
                        "parent_id",
                        "shared_runners_minutes_limit",
                        "marked_for_deletion_on",
                        "shared_with_groups",
                        "projects",
                        "shared_projects");
        assertThat(body.at("/projects/0/namespace/full_path").asText()).isEqualTo("keys");
    }

    @Test
    void projectsOfAGroupIncludeThoseOfSubgroupsWhereAsked() {
        long group = gitlab.group("deep");
        long sub = gitlab.post(gitlab.root, "/groups", "name", "sub", "path", "sub", "parent_id", group)
                .id();
        gitlab.project("namespace_id", group, "path", "a");
        gitlab.project("namespace_id", sub, "path", "b");
        assertThat(gitlab.get(gitlab.root, "/groups/deep/projects").each("path"))
                .containsExactly("a");
        assertThat(gitlab.get(gitlab.root, "/groups/deep/projects?include_subgroups=true")
                        .each("path_with_namespace"))
                .containsExactlyInAnyOrder("deep/a", "deep/sub/b");
        assertThat(gitlab.get(gitlab.root, "/groups/deep/subgroups").each("full_path"))
                .containsExactly("deep/sub");
        assertThat(gitlab.get(gitlab.root, "/groups?top_level_only=true").each("full_path"))
                .contains("deep")
                .doesNotContain("deep/sub");
    }

    @Test
    void settingsAreChangedByMaintainers() {
        long project = gitlab.project();
        GitLabTest.Person ann = gitlab.user("ann");
        gitlab.member(project, ann, 30);
        assertThat(gitlab.put(ann.token(), "/projects/" + project, "only_allow_merge_if_pipeline_succeeds", true)
                        .status())
                .isEqualTo(403);
        Answer changed = gitlab.put(
                gitlab.root,
                "/projects/" + project,
                "only_allow_merge_if_pipeline_succeeds",
                true,
                "merge_method",
                "ff");
        assertThat(changed.at("/only_allow_merge_if_pipeline_succeeds").asBoolean())
                .isTrue();
        assertThat(changed.at("/merge_method").asText()).isEqualTo("ff");
        assertThat(gitlab.put(gitlab.root, "/projects/" + project, "merge_method", "octopus")
                        .text())
                .isEqualTo("{\"error\":\"merge_method does not have a valid value\"}");
    }

    @Test
    void settingsOfHigherTiersDoNotExistOnFree() {
        long project = gitlab.project();
        Answer changed =
                gitlab.put(gitlab.root, "/projects/" + project, "only_allow_merge_if_all_status_checks_passed", true);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(Answer.keys(changed.json()))
                .doesNotContain("only_allow_merge_if_all_status_checks_passed", "merge_pipelines_enabled");
    }

    @Test
    void visibilityDecidesWhoSeesAProject() {
        long internal = gitlab.project("visibility", "internal");
        long open = gitlab.project("visibility", "public");
        String token = gitlab.user("bert").token();
        assertThat(gitlab.get(token, "/projects/" + internal).status()).isEqualTo(200);
        assertThat(gitlab.get(null, "/projects/" + internal).status()).isEqualTo(404);
        assertThat(gitlab.get(null, "/projects/" + open).status()).isEqualTo(200);
        assertThat(gitlab.put(null, "/projects/" + open, "description", "x").status())
                .isEqualTo(401);
    }

    @Test
    void guestsOfAPrivateProjectDoNotReadCode() {
        long project = gitlab.project();
        GitLabTest.Person carl = gitlab.user("carl");
        gitlab.member(project, carl, 10);
        String commits = "/projects/" + project + "/repository/commits";
        assertThat(gitlab.get(carl.token(), commits).status()).isEqualTo(403);
        gitlab.put(gitlab.root, "/projects/" + project + "/members/" + carl.id(), "access_level", 20);
        assertThat(gitlab.get(carl.token(), commits).status()).isEqualTo(200);
    }

    @Test
    void takenPathIs400() {
        gitlab.project("path", "taken");
        assertThat(gitlab.post(gitlab.root, "/projects", "name", "taken", "path", "taken")
                        .at("/message/path/0")
                        .asText())
                .isEqualTo("has already been taken");
    }

    @Test
    void projectTokenMakesABotThatIsAMember() {
        long project = gitlab.project();
        Answer token = gitlab.post(
                gitlab.root,
                "/projects/" + project + "/access_tokens",
                "name",
                "gate",
                "scopes",
                List.of("api"),
                "access_level",
                40);
        assertThat(token.status()).isEqualTo(201);
        Answer bot = gitlab.get(token.at("/token").asText(), "/user");
        assertThat(bot.at("/bot").asBoolean()).isTrue();
        assertThat(bot.at("/username").asText()).startsWith("project_" + project + "_bot_");
        Answer listed = gitlab.get(gitlab.root, "/projects/" + project + "/access_tokens");
        assertThat(Answer.keys(listed.json().get(0)))
                .contains(
                        "id",
                        "name",
                        "revoked",
                        "created_at",
                        "last_used_at",
                        "scopes",
                        "user_id",
                        "active",
                        "expires_at",
                        "access_level")
                .doesNotContain("token");
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/members/all/" + bot.id())
                        .at("/access_level")
                        .asInt())
                .isEqualTo(40);
    }

    @Test
    void forkKeepsItsOrigin() {
        long project = gitlab.project("visibility", "public", "path", "origin");
        String token = gitlab.user("dora").token();
        Answer fork = gitlab.post(token, "/projects/" + project + "/fork");
        assertThat(fork.at("/path_with_namespace").asText()).isEqualTo("dora/origin");
        assertThat(fork.at("/forked_from_project/id").asLong()).isEqualTo(project);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/forks").each("id"))
                .containsExactly(String.valueOf(fork.id()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UserTest {
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
    void userBodyHasTheKeysOfARealOne() {
        Answer root = gitlab.get(gitlab.root, "/user");
        assertThat(Answer.keys(root.json()))
                .contains(
                        "id",
                        "username",
                        "email",
                        "name",
                        "state",
                        "avatar_url",
                        "web_url",
                        "created_at",
                        "is_admin",
                        "bio",
                        "location",
                        "public_email",
                        "skype",
                        "linkedin",
                        "twitter",
                        "website_url",
                        "organization",
                        "last_sign_in_at",
                        "confirmed_at",
                        "last_activity_on",
                        "theme_id",
                        "color_scheme_id",
                        "projects_limit",
                        "current_sign_in_at",
                        "identities",
                        "can_create_group",
                        "can_create_project",
                        "two_factor_enabled",
                        "external",
                        "private_profile",
                        "shared_runners_minutes_limit",
                        "extra_shared_runners_minutes_limit",
                        "namespace_id");
        assertThat(root.at("/created_at").asText()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @Test
    void othersDoNotSeeEmailAndAdministration() {
        GitLabTest.Person ann = gitlab.user("ann");
        Answer seen = gitlab.get(ann.token(), "/users/1");
        assertThat(Answer.keys(seen.json())).contains("bot").doesNotContain("email", "is_admin");
    }

    @Test
    void usersAreFoundByNameAndSearch() {
        gitlab.user("bertha");
        assertThat(gitlab.get(gitlab.root, "/users?username=BERTHA").each("username"))
                .containsExactly("bertha");
        assertThat(gitlab.get(gitlab.root, "/users?search=erth").each("username"))
                .containsExactly("bertha");
        assertThat(Answer.keys(gitlab.get(gitlab.user("carla").token(), "/users?username=bertha")
                        .json()
                        .get(0)))
                .contains("id", "name", "username", "state", "avatar_url", "web_url")
                .doesNotContain("email");
        assertThat(gitlab.get(null, "/users").status()).isEqualTo(403);
    }

    @Test
    void onlyAdministratorsMakeUsers() {
        String token = gitlab.user("dirk").token();
        assertThat(gitlab.post(token, "/users", "username", "x", "name", "X", "email", "x@example.com")
                        .status())
                .isEqualTo(403);
        Answer made = gitlab.post(gitlab.root, "/users", "username", "x", "name", "X", "email", "x@example.com");
        assertThat(made.status()).isEqualTo(201);
        assertThat(gitlab.post(gitlab.root, "/users", "username", "X", "name", "X", "email", "y@example.com")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void metadataTellsVersionAndEdition() {
        Answer metadata = gitlab.get(gitlab.root, "/metadata");
        assertThat(metadata.at("/version").asText()).isEqualTo("18.2.0");
        assertThat(metadata.at("/enterprise").asBoolean()).isFalse();
        assertThat(Answer.keys(metadata.json())).containsExactlyInAnyOrder("version", "revision", "kas", "enterprise");
        assertThat(gitlab.get(null, "/metadata").status()).isEqualTo(401);
    }

    @Test
    void licenceExistsFromPremiumOnAndOnlyForAdministrators() {
        assertThat(gitlab.get(gitlab.root, "/license").status()).isEqualTo(404);
        try (GitLabTest ultimate = new GitLabTest(Tier.ULTIMATE)) {
            assertThat(ultimate.get(ultimate.root, "/license").at("/plan").asText())
                    .isEqualTo("ultimate");
            assertThat(ultimate.get(ultimate.user("ann").token(), "/license").status())
                    .isEqualTo(403);
            assertThat(ultimate.get(ultimate.root, "/metadata")
                            .at("/enterprise")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void namespacesAreGroupsAndOneself() {
        GitLabTest.Person erna = gitlab.user("erna");
        assertThat(gitlab.get(erna.token(), "/namespaces").each("kind")).containsExactly("user");
        assertThat(gitlab.get(erna.token(), "/namespaces/erna").at("/full_path").asText())
                .isEqualTo("erna");
    }
}

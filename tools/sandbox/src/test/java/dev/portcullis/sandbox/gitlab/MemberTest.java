// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MemberTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static long subgroup(long parent, String path) {
        return gitlab.post(gitlab.root, "/groups", "name", path, "path", path, "parent_id", parent)
                .id();
    }

    @Test
    void effectiveMembersAreInheritedWithTheHighestLevel() {
        long top = gitlab.group("top");
        long sub = subgroup(top, "sub");
        long project = gitlab.project("namespace_id", sub);
        GitLabTest.Person ann = gitlab.user("ann");
        gitlab.post(gitlab.root, "/groups/" + top + "/members", "user_id", ann.id(), "access_level", 20);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/members").each("username"))
                .doesNotContain("ann");
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/members/all/" + ann.id())
                        .at("/access_level")
                        .asInt())
                .isEqualTo(20);
        gitlab.member(project, ann, 40);
        Answer all = gitlab.get(gitlab.root, "/projects/" + project + "/members/all/" + ann.id());
        assertThat(all.at("/access_level").asInt()).isEqualTo(40);
        assertThat(Answer.keys(all.json()))
                .contains(
                        "id",
                        "username",
                        "name",
                        "state",
                        "avatar_url",
                        "web_url",
                        "access_level",
                        "created_at",
                        "expires_at",
                        "membership_state");
    }

    @Test
    void membersOfAnInvitedGroupCountAtMostAtItsLevel() {
        long project = gitlab.project();
        long invited = gitlab.group("invited");
        GitLabTest.Person bert = gitlab.user("bert");
        gitlab.post(gitlab.root, "/groups/" + invited + "/members", "user_id", bert.id(), "access_level", 40);
        assertThat(gitlab.get(bert.token(), "/projects/" + project).status()).isEqualTo(404);
        gitlab.post(gitlab.root, "/projects/" + project + "/share", "group_id", invited, "group_access", 30);
        assertThat(gitlab.get(bert.token(), "/projects/" + project).status()).isEqualTo(200);
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/members/all/" + bert.id())
                        .at("/access_level")
                        .asInt())
                .isEqualTo(30);
    }

    @Test
    void onlyMaintainersManageMembers() {
        long project = gitlab.project();
        GitLabTest.Person carl = gitlab.user("carl");
        GitLabTest.Person dora = gitlab.user("dora");
        gitlab.member(project, carl, 30);
        assertThat(gitlab.post(
                                carl.token(),
                                "/projects/" + project + "/members",
                                "user_id",
                                dora.id(),
                                "access_level",
                                20)
                        .status())
                .isEqualTo(403);
        gitlab.put(gitlab.root, "/projects/" + project + "/members/" + carl.id(), "access_level", 40);
        assertThat(gitlab.post(
                                carl.token(),
                                "/projects/" + project + "/members",
                                "user_id",
                                dora.id(),
                                "access_level",
                                20)
                        .status())
                .isEqualTo(201);
        assertThat(gitlab.post(
                                carl.token(),
                                "/projects/" + project + "/members",
                                "user_id",
                                dora.id(),
                                "access_level",
                                20)
                        .status())
                .isEqualTo(409);
        assertThat(gitlab.call(carl.token(), "DELETE", "/projects/" + project + "/members/" + dora.id())
                        .status())
                .isEqualTo(204);
        assertThat(gitlab.get(dora.token(), "/projects/" + project).status()).isEqualTo(404);
    }

    @Test
    void membershipEndsOnItsDate() {
        long project = gitlab.project();
        GitLabTest.Person emil = gitlab.user("emil");
        gitlab.post(
                gitlab.root,
                "/projects/" + project + "/members",
                "user_id",
                emil.id(),
                "access_level",
                30,
                "expires_at",
                "2020-01-01");
        assertThat(gitlab.get(emil.token(), "/projects/" + project).status()).isEqualTo(404);
    }

    @Test
    void whatMayNotBeSeenIsNotFoundAndWhatMayNotBeDoneIsForbidden() {
        long project = gitlab.project();
        GitLabTest.Person fred = gitlab.user("fred");
        assertThat(gitlab.get(fred.token(), "/projects/" + project).text())
                .isEqualTo("{\"message\":\"404 Project Not Found\"}");
        gitlab.member(project, fred, 20);
        Answer refused = gitlab.put(fred.token(), "/projects/" + project, "description", "mine");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).isEqualTo("{\"message\":\"403 Forbidden\"}");
    }
}

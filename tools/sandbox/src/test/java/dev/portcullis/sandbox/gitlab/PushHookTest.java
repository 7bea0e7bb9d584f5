// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class PushHookTest extends HookedProject {
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
        assertThat(Answer.keys(push.get("project")))
                .containsAll(HookKeys.PROJECT)
                .containsAll(HookKeys.LEGACY);
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
}

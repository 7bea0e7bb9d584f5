// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class EventTest {
    private static GitLabTest gitlab;
    private static GitLabTest.Person mary;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
        mary = gitlab.user("mary");
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static Answer pushes(long project) {
        return gitlab.get(gitlab.root, "/projects/" + project + "/events?action=pushed");
    }

    @Test
    void aPushIsRememberedWithWhoPushedItNewestFirst() {
        long project = gitlab.project();
        gitlab.member(project, mary, 40);
        String first = gitlab.commit(gitlab.root, project, "main", "a.txt", "one");
        String second = gitlab.commit(mary.token(), project, "main", "a.txt", "two");
        Answer events = pushes(project);
        assertThat(events.status()).isEqualTo(200);
        assertThat(events.at("/0/author_id").asLong()).isEqualTo(mary.id());
        assertThat(events.at("/0/author/username").asText()).isEqualTo("mary");
        assertThat(events.at("/0/author_username").asText()).isEqualTo("mary");
        assertThat(events.at("/0/action_name").asText()).isEqualTo("pushed to");
        assertThat(events.at("/0/push_data/action").asText()).isEqualTo("pushed");
        assertThat(events.at("/0/push_data/ref_type").asText()).isEqualTo("branch");
        assertThat(events.at("/0/push_data/ref").asText()).isEqualTo("main");
        assertThat(events.at("/0/push_data/commit_from").asText()).isEqualTo(first);
        assertThat(events.at("/0/push_data/commit_to").asText()).isEqualTo(second);
        assertThat(events.at("/0/push_data/commit_count").asInt()).isEqualTo(1);
        assertThat(events.at("/1/push_data/commit_to").asText()).isEqualTo(first);
    }

    @Test
    void thePusherIsToldWhateverTheCommitSays() {
        long project = gitlab.project();
        gitlab.member(project, mary, 40);
        Answer made = gitlab.post(
                mary.token(),
                "/projects/" + project + "/repository/commits",
                "branch",
                "main",
                "commit_message",
                "m",
                "author_name",
                "Administrator",
                "author_email",
                "admin@example.com",
                "actions",
                List.of(Map.of("action", "create", "file_path", "b.txt", "content", "b")));
        assertThat(made.at("/author_email").asText()).isEqualTo("admin@example.com");
        assertThat(pushes(project).at("/0/author_id").asLong()).isEqualTo(mary.id());
    }

    @Test
    void newAndRemovedBranchesHaveNoCommitAtTheirEnds() {
        long project = gitlab.project();
        gitlab.commit(gitlab.root, project, "topic", "a.txt", "a");
        assertThat(pushes(project).at("/0/action_name").asText()).isEqualTo("pushed new");
        assertThat(pushes(project).at("/0/push_data/action").asText()).isEqualTo("created");
        assertThat(pushes(project).at("/0/push_data/commit_from").isNull()).isTrue();
        gitlab.call(gitlab.root, "DELETE", "/projects/" + project + "/repository/branches/topic");
        assertThat(pushes(project).at("/0/action_name").asText()).isEqualTo("deleted");
        assertThat(pushes(project).at("/0/push_data/commit_to").isNull()).isTrue();
    }

    @Test
    void aMergeIsAPushOfWhoMerged() {
        long project = gitlab.project();
        gitlab.member(project, mary, 40);
        long iid = gitlab.mergeRequest(gitlab.root, project, "topic").at("/iid").asLong();
        Answer merged = gitlab.put(mary.token(), "/projects/" + project + "/merge_requests/" + iid + "/merge");
        assertThat(merged.status()).isEqualTo(200);
        Answer events = pushes(project);
        assertThat(events.at("/0/push_data/action").asText()).isEqualTo("removed");
        assertThat(events.at("/1/author_id").asLong()).isEqualTo(mary.id());
        assertThat(events.at("/1/push_data/ref").asText()).isEqualTo("main");
        assertThat(events.at("/1/push_data/commit_to").asText())
                .isEqualTo(merged.at("/merge_commit_sha").asText());
    }

    @Test
    void otherKindsAndDaysAreFilteredAndStrangersSeeNothing() {
        long project = gitlab.project();
        String events = "/projects/" + project + "/events";
        assertThat(gitlab.get(gitlab.root, events + "?action=merged").json()).isEmpty();
        assertThat(gitlab.get(gitlab.root, events + "?action=pushed&after=2999-01-01")
                        .json())
                .isEmpty();
        assertThat(gitlab.get(gitlab.root, events + "?action=pushed&before=2999-01-01")
                        .json())
                .isNotEmpty();
        assertThat(gitlab.get(mary.token(), events).status()).isEqualTo(404);
    }

    @Test
    void aCommitKnowsTheMergeRequestsThatBroughtIt() {
        long project = gitlab.project();
        long iid =
                gitlab.mergeRequest(gitlab.root, project, "feature").at("/iid").asLong();
        Answer merged =
                gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/" + iid + "/merge", "squash", true);
        String commits = "/projects/" + project + "/repository/commits/";
        for (String sha : List.of(
                merged.at("/sha").asText(),
                merged.at("/squash_commit_sha").asText(),
                merged.at("/merge_commit_sha").asText())) {
            assertThat(gitlab.get(gitlab.root, commits + sha + "/merge_requests")
                            .each("iid"))
                    .containsExactly(Long.toString(iid));
        }
        String direct = gitlab.commit(gitlab.root, project, "main", "direct.txt", "d");
        assertThat(gitlab.get(gitlab.root, commits + direct + "/merge_requests").json())
                .isEmpty();
    }

    @Test
    void theHistoryOfAPathLeavesOutMergesThatTookItOver() {
        long project = gitlab.project();
        String made = gitlab.commit(gitlab.root, project, "topic", "a.txt", "a");
        long iid = gitlab.post(
                        gitlab.root,
                        "/projects/" + project + "/merge_requests",
                        "title",
                        "t",
                        "source_branch",
                        "topic",
                        "target_branch",
                        "main")
                .at("/iid")
                .asLong();
        gitlab.put(gitlab.root, "/projects/" + project + "/merge_requests/" + iid + "/merge");
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/repository/commits?ref_name=main&path=a.txt")
                        .each("id"))
                .containsExactly(made);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RepositoryTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static String path(long project, String rest) {
        return "/projects/" + project + "/repository/" + rest;
    }

    @Test
    void commitGetsAShaAndItsParent() {
        long project = gitlab.project();
        String first = gitlab.commit(gitlab.root, project, "main", "a.txt", "one\ntwo\n");
        String second = gitlab.commit(gitlab.root, project, "main", "a.txt", "one\nthree\n");
        Answer commit = gitlab.get(gitlab.root, path(project, "commits/" + second));
        assertThat(second).matches("[0-9a-f]{40}");
        assertThat(commit.at("/parent_ids/0").asText()).isEqualTo(first);
        assertThat(commit.at("/stats/total").asInt()).isEqualTo(4);
        assertThat(Answer.keys(commit.json()))
                .contains(
                        "id",
                        "short_id",
                        "title",
                        "author_name",
                        "author_email",
                        "committer_name",
                        "committer_email",
                        "created_at",
                        "message",
                        "committed_date",
                        "authored_date",
                        "parent_ids",
                        "stats",
                        "status",
                        "web_url",
                        "project_id",
                        "last_pipeline");
        assertThat(gitlab.get(gitlab.root, path(project, "commits/" + second.substring(0, 10)))
                        .at("/id")
                        .asText())
                .isEqualTo(second);
        assertThat(gitlab.get(gitlab.root, path(project, "commits/nothing"))
                        .at("/message")
                        .asText())
                .isEqualTo("404 Commit Not Found");
    }

    @Test
    void actionsCreateUpdateMoveAndDelete() {
        long project = gitlab.project();
        gitlab.commit(gitlab.root, project, "main", "a.txt", "a");
        Answer made = gitlab.post(
                gitlab.root,
                path(project, "commits"),
                "branch",
                "main",
                "commit_message",
                "many",
                "author_name",
                "Somebody",
                "author_email",
                "somebody@example.com",
                "actions",
                List.of(
                        Map.of("action", "move", "file_path", "b.txt", "previous_path", "a.txt"),
                        Map.of("action", "create", "file_path", "dir/c.bin", "content", "AAE=", "encoding", "base64"),
                        Map.of("action", "delete", "file_path", "README.md")));
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/author_email").asText()).isEqualTo("somebody@example.com");
        assertThat(made.at("/committer_email").asText()).isEqualTo("admin@example.com");
        assertThat(gitlab.get(gitlab.root, path(project, "tree")).each("path")).containsExactly("dir", "b.txt");
        assertThat(gitlab.get(gitlab.root, path(project, "tree?recursive=true")).each("type"))
                .containsExactly("tree", "blob", "blob");
        assertThat(gitlab.get(gitlab.root, path(project, "files/dir%2Fc.bin/raw?ref=main"))
                        .bytes())
                .containsExactly(0, 1);
    }

    @Test
    void actionsThatDoNotFitAreRefused() {
        long project = gitlab.project();
        for (Map<String, String> action : List.of(
                Map.of("action", "create", "file_path", "README.md", "content", "x"),
                Map.of("action", "update", "file_path", "nothing", "content", "x"),
                Map.of("action", "delete", "file_path", "nothing"))) {
            assertThat(gitlab.post(
                                    gitlab.root,
                                    path(project, "commits"),
                                    "branch",
                                    "main",
                                    "commit_message",
                                    "m",
                                    "actions",
                                    List.of(action))
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void fileIsReadWithItsHistory() {
        long project = gitlab.project();
        String first = gitlab.commit(gitlab.root, project, "main", "dir/a.txt", "one");
        String second = gitlab.commit(gitlab.root, project, "main", "other.txt", "x");
        Answer file = gitlab.get(gitlab.root, path(project, "files/dir%2Fa.txt?ref=main"));
        assertThat(new String(Base64.getDecoder().decode(file.at("/content").asText()), StandardCharsets.UTF_8))
                .isEqualTo("one");
        assertThat(file.at("/commit_id").asText()).isEqualTo(second);
        assertThat(file.at("/last_commit_id").asText()).isEqualTo(first);
        assertThat(file.at("/blob_id").asText()).isEqualTo("43dd47ea691c90a5fa7827892c70241913351963");
        assertThat(Answer.keys(file.json()))
                .contains("file_name", "file_path", "size", "encoding", "content_sha256", "ref", "blob_id");
        Answer head = gitlab.call(gitlab.root, "HEAD", path(project, "files/dir%2Fa.txt?ref=main"));
        assertThat(head.header("x-gitlab-last-commit-id")).isEqualTo(first);
        assertThat(gitlab.get(gitlab.root, path(project, "files/none?ref=main"))
                        .at("/message")
                        .asText())
                .isEqualTo("404 File Not Found");
        assertThat(gitlab.get(gitlab.root, path(project, "files/README.md")).text())
                .isEqualTo("{\"error\":\"ref is missing\"}");
    }

    @Test
    void fileIsWrittenUnderAnOptimisticLock() {
        long project = gitlab.project();
        String first = gitlab.commit(gitlab.root, project, "main", "a.txt", "one");
        String file = path(project, "files/a.txt");
        Answer changed = gitlab.put(
                gitlab.root, file, "branch", "main", "commit_message", "m", "content", "two", "last_commit_id", first);
        assertThat(changed.text()).isEqualTo("{\"file_path\":\"a.txt\",\"branch\":\"main\"}");
        assertThat(gitlab.put(
                                gitlab.root,
                                file,
                                "branch",
                                "main",
                                "commit_message",
                                "m",
                                "content",
                                "three",
                                "last_commit_id",
                                first)
                        .status())
                .isEqualTo(400);
        assertThat(gitlab.post(
                                gitlab.root,
                                path(project, "files/b.txt"),
                                "branch",
                                "main",
                                "commit_message",
                                "m",
                                "content",
                                "b")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void mergeBaseIsTheNewestCommonAncestor() {
        long project = gitlab.project();
        String base = gitlab.commit(gitlab.root, project, "main", "a.txt", "a");
        gitlab.commit(gitlab.root, project, "feature", "b.txt", "b");
        gitlab.commit(gitlab.root, project, "main", "c.txt", "c");
        assertThat(gitlab.get(gitlab.root, path(project, "merge_base?refs[]=main&refs[]=feature"))
                        .at("/id")
                        .asText())
                .isEqualTo(base);
        assertThat(gitlab.get(gitlab.root, path(project, "merge_base?refs[]=main"))
                        .status())
                .isEqualTo(400);
        assertThat(gitlab.get(gitlab.root, path(project, "merge_base?refs[]=main&refs[]=none"))
                        .at("/message")
                        .asText())
                .isEqualTo("Could not find ref: none");
    }

    @Test
    void compareIsFromTheMergeBaseUnlessStraight() {
        long project = gitlab.project();
        gitlab.commit(gitlab.root, project, "main", "a.txt", "a");
        String ahead = gitlab.commit(gitlab.root, project, "feature", "b.txt", "b");
        gitlab.commit(gitlab.root, project, "main", "c.txt", "c");
        Answer compare = gitlab.get(gitlab.root, path(project, "compare?from=main&to=feature"));
        assertThat(compare.at("/commits").size()).isEqualTo(1);
        assertThat(compare.at("/commits/0/id").asText()).isEqualTo(ahead);
        assertThat(compare.at("/diffs").findValuesAsText("new_path")).containsExactly("b.txt");
        assertThat(Answer.keys(compare.at("/diffs/0")))
                .contains(
                        "old_path", "new_path", "a_mode", "b_mode", "diff", "new_file", "renamed_file", "deleted_file");
        assertThat(gitlab.get(gitlab.root, path(project, "compare?from=main&to=feature&straight=true"))
                        .at("/diffs")
                        .findValuesAsText("new_path"))
                .containsExactly("b.txt", "c.txt");
    }

    @Test
    void commitsAreListedByRangeAndPath() {
        long project = gitlab.project();
        gitlab.commit(gitlab.root, project, "main", "a.txt", "a");
        String one = gitlab.commit(gitlab.root, project, "feature", "b.txt", "b");
        String two = gitlab.commit(gitlab.root, project, "feature", "dir/c.txt", "c");
        assertThat(gitlab.get(gitlab.root, path(project, "commits?ref_name=main..feature"))
                        .each("id"))
                .containsExactly(two, one);
        assertThat(gitlab.get(gitlab.root, path(project, "commits?ref_name=feature&path=dir"))
                        .each("id"))
                .containsExactly(two);
        assertThat(gitlab.get(gitlab.root, path(project, "commits/" + one + "/refs?type=branch"))
                        .each("name"))
                .containsExactly("feature");
    }

    @Test
    void unsignedCommitHasNoSignature() {
        long project = gitlab.project();
        String sha = gitlab.commit(gitlab.root, project, "main", "a.txt", "a");
        String signature = path(project, "commits/" + sha + "/signature");
        assertThat(gitlab.get(gitlab.root, signature).at("/message").asText()).isEqualTo("404 Signature Not Found");
        gitlab.control(
                "POST",
                "/projects/" + project + "/commits/" + sha + "/signature",
                "verification_status",
                "unknown_key");
        Answer signed = gitlab.get(gitlab.root, signature);
        assertThat(signed.at("/signature_type").asText()).isEqualTo("PGP");
        assertThat(signed.at("/verification_status").asText()).isEqualTo("unknown_key");
        assertThat(Answer.keys(signed.json())).contains("gpg_key_id", "commit_source");
    }

    @Test
    void branchesAreMadeSearchedAndDeleted() {
        long project = gitlab.project();
        assertThat(gitlab.post(gitlab.root, path(project, "branches"), "branch", "release/1", "ref", "main")
                        .status())
                .isEqualTo(201);
        assertThat(gitlab.post(gitlab.root, path(project, "branches"), "branch", "release/1", "ref", "main")
                        .status())
                .isEqualTo(400);
        assertThat(gitlab.get(gitlab.root, path(project, "branches?search=%5Erel"))
                        .each("name"))
                .containsExactly("release/1");
        assertThat(gitlab.get(gitlab.root, path(project, "branches?regex=%5Em.*n%24"))
                        .each("name"))
                .containsExactly("main");
        Answer main = gitlab.get(gitlab.root, path(project, "branches/main"));
        assertThat(Answer.keys(main.json()))
                .contains(
                        "name",
                        "merged",
                        "protected",
                        "default",
                        "developers_can_push",
                        "developers_can_merge",
                        "can_push",
                        "commit");
        assertThat(Answer.keys(main.at("/commit")))
                .contains(
                        "author_email",
                        "author_name",
                        "authored_date",
                        "committed_date",
                        "committer_email",
                        "committer_name",
                        "id",
                        "short_id",
                        "title",
                        "message",
                        "parent_ids");
        assertThat(gitlab.call(gitlab.root, "DELETE", path(project, "branches/release%2F1"))
                        .status())
                .isEqualTo(204);
        assertThat(gitlab.get(gitlab.root, path(project, "branches/release%2F1"))
                        .status())
                .isEqualTo(404);
    }
}

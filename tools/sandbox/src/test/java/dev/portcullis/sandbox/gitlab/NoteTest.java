// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NoteTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static final String NOTES = "/merge_requests/1/notes";
    private static final String THREADS = "/merge_requests/1/discussions";

    private static long open() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        return project;
    }

    @Test
    void noteIsWrittenEditedAndDeleted() {
        String path = "/projects/" + open() + NOTES;
        Answer made = gitlab.post(gitlab.root, path, "body", "first");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/resolvable").asBoolean()).isFalse();
        assertThat(Answer.keys(made.json()))
                .contains(
                        "id",
                        "type",
                        "body",
                        "author",
                        "created_at",
                        "updated_at",
                        "system",
                        "noteable_id",
                        "noteable_type",
                        "project_id",
                        "resolvable",
                        "internal",
                        "noteable_iid");
        assertThat(gitlab.put(gitlab.root, path + "/" + made.id(), "body", "second")
                        .at("/body")
                        .asText())
                .isEqualTo("second");
        assertThat(gitlab.get(gitlab.root, path).each("body")).containsExactly("second");
        assertThat(gitlab.call(gitlab.root, "DELETE", path + "/" + made.id()).status())
                .isEqualTo(204);
        assertThat(gitlab.get(gitlab.root, path + "/" + made.id()).status()).isEqualTo(404);
    }

    @Test
    void othersDoNotEditOnesNote() {
        long project = open();
        GitLabTest.Person ann = gitlab.user("ann");
        gitlab.member(project, ann, 30);
        String path = "/projects/" + project + NOTES;
        long note = gitlab.post(gitlab.root, path, "body", "mine").id();
        assertThat(gitlab.put(ann.token(), path + "/" + note, "body", "hers").status())
                .isEqualTo(403);
        assertThat(gitlab.call(ann.token(), "DELETE", path + "/" + note).status())
                .isEqualTo(403);
    }

    @Test
    void newestFirstUnlessAskedOtherwise() {
        String path = "/projects/" + open() + NOTES;
        gitlab.post(gitlab.root, path, "body", "one");
        gitlab.post(gitlab.root, path, "body", "two");
        assertThat(gitlab.get(gitlab.root, path).each("body")).containsExactly("two", "one");
        assertThat(gitlab.get(gitlab.root, path + "?sort=asc").each("body")).containsExactly("one", "two");
    }

    @Test
    void gitLabsOwnNotesStandAmongTheOthers() {
        long project = open();
        gitlab.post(gitlab.root, "/projects/" + project + "/merge_requests/1/approve");
        Answer notes = gitlab.get(gitlab.root, "/projects/" + project + NOTES);
        assertThat(notes.at("/0/system").asBoolean()).isTrue();
        assertThat(notes.at("/0/body").asText()).isEqualTo("approved this merge request");
    }

    @Test
    void internalNotesAreHiddenFromOutsiders() {
        long project = gitlab.project("visibility", "public");
        gitlab.mergeRequest(gitlab.root, project, "feature");
        String path = "/projects/" + project + NOTES;
        gitlab.post(gitlab.root, path, "body", "secret", "internal", true);
        assertThat(gitlab.get(gitlab.user("stranger").token(), path).json()).isEmpty();
        assertThat(gitlab.get(gitlab.root, path).json()).hasSize(1);
    }

    @Test
    void threadsAreResolvedByDevelopersAndTheAuthor() {
        long project = open();
        GitLabTest.Person reporter = gitlab.user("reporter");
        gitlab.member(project, reporter, 20);
        String path = "/projects/" + project + THREADS;
        Answer thread = gitlab.post(gitlab.root, path, "body", "why?");
        assertThat(thread.at("/individual_note").asBoolean()).isFalse();
        assertThat(thread.at("/notes/0/resolvable").asBoolean()).isTrue();
        assertThat(thread.at("/notes/0/resolved").asBoolean()).isFalse();
        String one = path + "/" + thread.at("/id").asText();
        gitlab.post(gitlab.root, one + "/notes", "body", "because");
        assertThat(gitlab.put(reporter.token(), one, "resolved", true).status()).isEqualTo(403);
        Answer resolved = gitlab.put(gitlab.root, one, "resolved", true);
        assertThat(resolved.at("/notes/1/resolved_by/username").asText()).isEqualTo("root");
        assertThat(gitlab.put(gitlab.root, one, "resolved", false)
                        .at("/notes/0/resolved")
                        .asBoolean())
                .isFalse();
        assertThat(gitlab.get(gitlab.root, path).json()).hasSize(1);
    }

    @Test
    void emptyNotesAreRefused() {
        String path = "/projects/" + open() + NOTES;
        assertThat(gitlab.post(gitlab.root, path, "body", " ").status()).isEqualTo(400);
        assertThat(gitlab.post(gitlab.root, path, "x", "y").text()).isEqualTo("{\"error\":\"body is missing\"}");
    }
}

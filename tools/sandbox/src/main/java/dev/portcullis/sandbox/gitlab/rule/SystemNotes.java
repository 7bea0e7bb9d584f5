// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.state.Discussion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Note;
import dev.portcullis.sandbox.gitlab.state.User;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** The notes that GitLab itself writes on a merge request. They stand among the others and send no hook. */
public final class SystemNotes {
    private final GitLabState state;
    private final InstantSource clock;

    public SystemNotes(GitLabState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /** For example {@code approved this merge request}, in the user's name. */
    public void add(User user, MergeRequest mergeRequest, String text) {
        Note note = new Note();
        note.id = state.nextId("note");
        note.system = true;
        note.authorId = user.id;
        note.body = text;
        note.createdAt = clock.instant();
        note.updatedAt = note.createdAt;
        Discussion discussion = new Discussion();
        discussion.id = Digests.sha1((mergeRequest.id + ":" + note.id).getBytes(StandardCharsets.UTF_8));
        discussion.individual = true;
        discussion.notes.add(note);
        mergeRequest.discussions.add(discussion);
    }
}

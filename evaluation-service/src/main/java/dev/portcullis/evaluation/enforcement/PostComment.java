// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.decision.RecordedDecision;
import dev.portcullis.evaluation.gitlab.GitLabInstances;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.gitlab.GitLabClient;
import dev.portcullis.gitlab.GitLabException;
import dev.portcullis.gitlab.Note;
import dev.portcullis.messaging.Failpoints;
import dev.portcullis.policy.json.CanonicalJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Keeps one comment on a merge request up to date: created when a policy wants to be heard, then edited in place.
 * {@code portcullis.public-url} is where people reach Portcullis.
 */
@ApplicationScoped
class PostComment {
    private final GitLabInstances instances;
    private final EnforcementStore store;
    private final Database database;
    private final Failpoints failpoints;
    private final String publicUrl;

    PostComment(
            GitLabInstances instances,
            EnforcementStore store,
            Database database,
            Failpoints failpoints,
            @ConfigProperty(name = "portcullis.public-url", defaultValue = "http://localhost:8080") String publicUrl) {
        this.instances = instances;
        this.store = store;
        this.database = database;
        this.failpoints = failpoints;
        this.publicUrl = publicUrl.replaceAll("/+$", "");
    }

    /** Brings the comment to what {@code decision} says. */
    void post(GitLabClient client, RecordedDecision decision) {
        MergeRequestKey key = decision.key();
        Optional<EnforcementStore.Note> known = store.comment(key);
        if (known.isEmpty() && !decision.view().wantsComment()) {
            return;
        }
        String body = Comment.render(
                decision,
                publicUrl + "/api/v1/merge-requests/" + key.instance() + "/" + key.projectId() + "/" + key.iid());
        String sha256 = CanonicalJson.sha256(body.getBytes(StandardCharsets.UTF_8));
        if (known.isPresent() && known.get().bodySha256().equals(sha256)) {
            return;
        }
        long noteId = write(client, key, known.map(EnforcementStore.Note::noteId), body);
        failpoints.hit("enforcement.after-gitlab");
        database.inTransaction(() -> {
            store.save(key, new EnforcementStore.Note(noteId, sha256), decision.id(), Instant.now());
            return true;
        });
    }

    private long write(GitLabClient client, MergeRequestKey key, Optional<Long> known, String body) {
        Optional<Long> standing = known.or(() -> find(client, key));
        if (standing.isPresent()) {
            try {
                return client.notes()
                        .update(key.projectId(), key.iid(), standing.get(), body)
                        .id();
            } catch (GitLabException e) {
                if (e.kind() != GitLabException.Kind.NOT_FOUND) {
                    throw e;
                }
            }
        }
        return client.notes().create(key.projectId(), key.iid(), body).id();
    }

    /** A comment that was posted just before the process ended is not on record: it is known again by its marker. */
    private Optional<Long> find(GitLabClient client, MergeRequestKey key) {
        long bot = instances.bot(key.instance()).id();
        return client.notes().list(key.projectId(), key.iid()).stream()
                .filter(note -> note.author().id() == bot && note.body().startsWith(Comment.MARKER))
                .map(Note::id)
                .findFirst();
    }
}

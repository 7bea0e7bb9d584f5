// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/** The tables {@code enforced_status} and {@code enforced_comment}: what stands in GitLab as far as we know. */
@ApplicationScoped
class EnforcementStore {
    private static final String SAVE_STATUS = """
            insert into enforced_status as known
                (instance, project_id, pipeline_id, sha, state, description, status_id, decision_id, posted_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (instance, project_id, pipeline_id) do update set
                sha = excluded.sha, state = excluded.state, description = excluded.description,
                status_id = excluded.status_id, decision_id = excluded.decision_id, posted_at = excluded.posted_at
            where known.status_id <> excluded.status_id""";

    private static final String SAVE_COMMENT = """
            insert into enforced_comment as known
                (instance, project_id, iid, note_id, body_sha256, decision_id, posted_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (instance, project_id, iid) do update set
                note_id = excluded.note_id, body_sha256 = excluded.body_sha256, decision_id = excluded.decision_id,
                posted_at = excluded.posted_at""";

    private final Database database;

    EnforcementStore(Database database) {
        this.database = database;
    }

    /**
     * A commit status that stands.
     *
     * @param projectId the project of the pipeline
     * @param statusId GitLab's id of it
     * @param decisionId the decision it shows
     */
    record Status(
            String instance,
            long projectId,
            long pipelineId,
            String sha,
            String state,
            String description,
            long statusId,
            UUID decisionId) {}

    /** A comment that stands. */
    record Note(long noteId, String bodySha256) {}

    /** Whether anything was ever done about the merge request. */
    boolean hasComment(MergeRequestKey key) {
        return comment(key).isPresent();
    }

    /** The status that we posted last on a pipeline. */
    Optional<Status> status(String instance, long projectId, long pipelineId) {
        return database.first(
                "select sha, state, description, status_id, decision_id from enforced_status"
                        + " where instance = ? and project_id = ? and pipeline_id = ?",
                row -> new Status(
                        instance,
                        projectId,
                        pipelineId,
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getObject(5, UUID.class)),
                instance,
                projectId,
                pipelineId);
    }

    /** Records a status; returns whether it was not on record yet. */
    boolean save(Status status, Instant now) {
        return database.update(
                        SAVE_STATUS,
                        status.instance(),
                        status.projectId(),
                        status.pipelineId(),
                        status.sha(),
                        status.state(),
                        status.description(),
                        status.statusId(),
                        status.decisionId(),
                        now)
                == 1;
    }

    Optional<Note> comment(MergeRequestKey key) {
        return database.first(
                "select note_id, body_sha256 from enforced_comment"
                        + " where instance = ? and project_id = ? and iid = ?",
                row -> new Note(row.getLong(1), HexFormat.of().formatHex(row.getBytes(2))),
                key.instance(),
                key.projectId(),
                key.iid());
    }

    void save(MergeRequestKey key, Note note, UUID decisionId, Instant now) {
        database.update(
                SAVE_COMMENT,
                key.instance(),
                key.projectId(),
                key.iid(),
                note.noteId(),
                HexFormat.of().parseHex(note.bodySha256()),
                decisionId,
                now);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The table {@code decision}. */
@ApplicationScoped
class DecisionStore {
    private static final HexFormat HEX = HexFormat.of();

    private static final String SELECT = """
            select id, instance, project_id, iid, namespace, sequence, source_pipelines, target_pipelines,
                policy_revision, policy_set_sha256, snapshot_sha256, engine_version, decided_at, revisit_at, view
            from decision\n""";

    private static final String INSERT = """
            insert into decision (id, instance, project_id, iid, namespace, sequence, outcome, head_sha,
                source_pipelines, target_pipelines, policy_revision, policy_set_sha256, snapshot_sha256,
                engine_version, decided_at, revisit_at, view, result)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Database database;
    private final ObjectMapper json;

    DecisionStore(Database database, ObjectMapper json) {
        this.database = database;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    Optional<RecordedDecision> find(UUID id) {
        return database.first(SELECT + "where id = ?", this::read, id);
    }

    /** The canonical JSON of the whole decision, its trace's facts included. */
    Optional<byte[]> result(UUID id) {
        return database.first("select result from decision where id = ?", row -> row.getBytes(1), id);
    }

    /** The last decisions of a merge request, newest first. */
    List<RecordedDecision> history(MergeRequestKey key, int limit) {
        return database.list(
                SELECT + "where instance = ? and project_id = ? and iid = ? order by sequence desc limit ?",
                this::read,
                key.instance(),
                key.projectId(),
                key.iid(),
                limit);
    }

    void insert(RecordedDecision decision, byte[] result) {
        database.update(
                INSERT,
                decision.id(),
                decision.key().instance(),
                decision.key().projectId(),
                decision.key().iid(),
                decision.namespace(),
                decision.sequence(),
                decision.view().outcome(),
                decision.view().headSha(),
                decision.sourcePipelines().toArray(Long[]::new),
                decision.targetPipelines().toArray(Long[]::new),
                decision.policyRevision(),
                HEX.parseHex(decision.policySetSha256()),
                HEX.parseHex(decision.snapshotSha256()),
                decision.engineVersion(),
                decision.decidedAt(),
                decision.revisitAt(),
                write(decision.view()),
                result);
    }

    private RecordedDecision read(ResultSet row) throws SQLException {
        return new RecordedDecision(
                row.getObject(1, UUID.class),
                new MergeRequestKey(row.getString(2), row.getLong(3), row.getLong(4)),
                row.getString(5),
                row.getLong(6),
                Database.longs(row, 7),
                Database.longs(row, 8),
                row.getLong(9),
                HEX.formatHex(row.getBytes(10)),
                HEX.formatHex(row.getBytes(11)),
                row.getString(12),
                Database.requiredInstant(row, 13),
                Database.instant(row, 14),
                view(row.getBytes(15)));
    }

    private byte[] write(DecisionView view) {
        try {
            return json.writeValueAsBytes(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a view of strings and numbers is always JSON", e);
        }
    }

    private DecisionView view(byte[] bytes) {
        try {
            return json.readValue(bytes, DecisionView.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a recorded decision cannot be read", e);
        }
    }
}

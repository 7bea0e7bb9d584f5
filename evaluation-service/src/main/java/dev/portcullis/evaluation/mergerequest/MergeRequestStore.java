// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.mergerequest;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code merge_request}. */
@ApplicationScoped
class MergeRequestStore {
    private static final String COLUMNS = "instance, project_id, iid, project_path, title, url, state, author,"
            + " source_project_id, source_branch, target_branch, head_sha, base_sha, decision_id, decision_sequence,"
            + " outcome, changed_at, gitlab_updated_at";

    private static final String SELECT = "select " + COLUMNS + " from merge_request ";
    private static final String BY_KEY = SELECT + "where instance = ? and project_id = ? and iid = ?";

    private static final String SAVE = """
            insert into merge_request as known (instance, project_id, iid, namespace, project_path, title, url, state,
                author, source_project_id, source_branch, target_branch, head_sha, base_sha, changed_at, evaluated_at,
                gitlab_updated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (instance, project_id, iid) do update set
                namespace = excluded.namespace, project_path = excluded.project_path, title = excluded.title,
                url = excluded.url, state = excluded.state, author = excluded.author,
                source_project_id = excluded.source_project_id, source_branch = excluded.source_branch,
                target_branch = excluded.target_branch, head_sha = excluded.head_sha, base_sha = excluded.base_sha,
                evaluated_at = excluded.evaluated_at, gitlab_updated_at = excluded.gitlab_updated_at,
                changed_at = case when
                    (known.namespace, known.title, known.url, known.state, known.source_branch, known.target_branch,
                        known.head_sha, known.base_sha)
                    is distinct from (excluded.namespace, excluded.title, excluded.url, excluded.state,
                        excluded.source_branch, excluded.target_branch, excluded.head_sha, excluded.base_sha)
                    then excluded.changed_at else known.changed_at end""";

    private final Database database;

    MergeRequestStore(Database database) {
        this.database = database;
    }

    Optional<KnownMergeRequest> find(MergeRequestKey key) {
        return database.first(BY_KEY, MergeRequestStore::read, key.instance(), key.projectId(), key.iid());
    }

    Optional<KnownMergeRequest> lock(MergeRequestKey key) {
        return database.first(
                BY_KEY + " for update", MergeRequestStore::read, key.instance(), key.projectId(), key.iid());
    }

    void save(KnownMergeRequest seen) {
        database.update(
                SAVE,
                seen.key().instance(),
                seen.key().projectId(),
                seen.key().iid(),
                seen.namespace(),
                seen.projectPath(),
                seen.title(),
                seen.url(),
                seen.state(),
                seen.author(),
                seen.sourceProjectId(),
                seen.sourceBranch(),
                seen.targetBranch(),
                seen.headSha(),
                seen.baseSha(),
                seen.changedAt(),
                seen.changedAt(),
                seen.updatedAt());
    }

    void decided(MergeRequestKey key, UUID decisionId, long sequence, String outcome, Instant now) {
        database.update(
                "update merge_request set decision_id = ?, decision_sequence = ?, outcome = ?, changed_at = ?"
                        + " where instance = ? and project_id = ? and iid = ?",
                decisionId,
                sequence,
                outcome,
                now,
                key.instance(),
                key.projectId(),
                key.iid());
    }

    List<KnownMergeRequest> openAt(String instance, String sha) {
        return database.list(
                SELECT + "where instance = ? and state = 'opened' and (head_sha = ? or base_sha = ?)",
                MergeRequestStore::read,
                instance,
                sha,
                sha);
    }

    List<KnownMergeRequest> blockedInto(String instance, long projectId, String targetBranch) {
        return database.list(
                SELECT + "where instance = ? and project_id = ? and state = 'opened' and target_branch = ?"
                        + " and outcome in ('approval_required', 'undetermined', 'pending')",
                MergeRequestStore::read,
                instance,
                projectId,
                targetBranch);
    }

    List<MergeRequestKey> openNotEvaluatedSince(String instance, Instant since, int limit) {
        return database.list(
                "select instance, project_id, iid from merge_request"
                        + " where instance = ? and state = 'opened' and evaluated_at < ? order by evaluated_at limit ?",
                MergeRequestStore::key,
                instance,
                since,
                limit);
    }

    List<Long> projectsWithOpen(String instance) {
        return database.list(
                "select distinct project_id from merge_request where instance = ? and state = 'opened'"
                        + " order by project_id",
                row -> row.getLong(1),
                instance);
    }

    List<MergeRequestKey> openIn(String namespace) {
        return database.list(
                "select instance, project_id, iid from merge_request"
                        + " where state = 'opened' and (namespace = ? or starts_with(namespace, ?))"
                        + " order by instance, project_id, iid",
                MergeRequestStore::key,
                namespace,
                namespace + "/");
    }

    List<KnownMergeRequest> list(
            MergeRequests.Wanted wanted, NamespaceFilter readable, @Nullable Cursor after, int limit) {
        List<Object> parameters = new ArrayList<>();
        List<String> conditions = wanted.conditions(parameters);
        conditions.add(readable.condition("namespace"));
        parameters.addAll(readable.parameters());
        if (after != null) {
            conditions.add("(changed_at, instance, project_id, iid) < (?, ?, ?, ?)");
            parameters.add(Instant.parse(after.keys().get(0)));
            parameters.add(after.keys().get(1));
            parameters.add(Long.valueOf(after.keys().get(2)));
            parameters.add(Long.valueOf(after.keys().get(3)));
        }
        parameters.add(limit);
        String sql = SELECT + "where " + String.join(" and ", conditions)
                + " order by changed_at desc, instance desc, project_id desc, iid desc limit ?";
        return database.list(sql, MergeRequestStore::read, parameters.toArray());
    }

    private static MergeRequestKey key(ResultSet row) throws SQLException {
        return new MergeRequestKey(row.getString(1), row.getLong(2), row.getLong(3));
    }

    private static KnownMergeRequest read(ResultSet row) throws SQLException {
        return new KnownMergeRequest(
                key(row),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getString(13),
                row.getObject(14, UUID.class),
                row.getLong(15),
                row.getString(16),
                Database.requiredInstant(row, 17),
                Database.instant(row, 18));
    }
}

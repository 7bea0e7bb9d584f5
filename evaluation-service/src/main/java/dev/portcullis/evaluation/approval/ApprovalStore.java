// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.approval;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.policy.snapshot.Approval;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table {@code approval}. */
@ApplicationScoped
class ApprovalStore {
    private static final String OF = " from approval where instance = ? and project_id = ? and iid = ?";

    private static final String GIVEN = """
            insert into approval as known
                (instance, project_id, iid, user_id, username, head_sha, observed, recorded_at)
            values (?, ?, ?, ?, ?, ?, 'hook', ?)
            on conflict (instance, project_id, iid, user_id) do update set
                username = excluded.username, head_sha = excluded.head_sha, observed = 'hook',
                recorded_at = excluded.recorded_at
            where known.observed = 'poll' or known.recorded_at <= excluded.recorded_at""";

    private static final String SEEN = """
            insert into approval (instance, project_id, iid, user_id, username, head_sha, observed, recorded_at)
            values (?, ?, ?, ?, ?, ?, 'poll', ?)
            on conflict do nothing""";

    private final Database database;

    ApprovalStore(Database database) {
        this.database = database;
    }

    List<Approval> of(MergeRequestKey key) {
        return database.list(
                "select user_id, head_sha, recorded_at" + OF + " order by user_id",
                row -> new Approval(row.getLong(1), row.getString(2), Database.instant(row, 3)),
                key.instance(),
                key.projectId(),
                key.iid());
    }

    Map<Long, String> usernames(MergeRequestKey key) {
        Map<Long, String> names = new HashMap<>();
        database.list(
                "select user_id, username" + OF,
                row -> names.put(row.getLong(1), row.getString(2)),
                key.instance(),
                key.projectId(),
                key.iid());
        return names;
    }

    void given(MergeRequestKey key, long user, String username, String headSha, Instant at) {
        database.update(GIVEN, key.instance(), key.projectId(), key.iid(), user, username, headSha, at);
    }

    void seen(MergeRequestKey key, long user, String username, String headSha, Instant at) {
        database.update(SEEN, key.instance(), key.projectId(), key.iid(), user, username, headSha, at);
    }

    void takenBack(MergeRequestKey key, long user, Instant at) {
        database.update(
                "delete" + OF + " and user_id = ? and recorded_at <= ?",
                key.instance(),
                key.projectId(),
                key.iid(),
                user,
                at);
    }

    void keepOnly(MergeRequestKey key, Collection<Long> users) {
        database.update(
                "delete" + OF + " and not (user_id = any(?))",
                key.instance(),
                key.projectId(),
                key.iid(),
                users.toArray(Long[]::new));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.LevelKind;
import dev.portcullis.contracts.PolicyVersion;
import dev.portcullis.evaluation.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The tables {@code policy_version} and {@code policy_revision}. */
@ApplicationScoped
class PolicyStore {
    private static final String IN_FORCE = """
            select policy_id, version, instance, level_kind, level_path, type, name, sha256, yaml
            from policy_version
            where superseded_revision is null and state = 'enabled' and instance = ?
            order by level_kind, level_path, name, policy_id""";

    private static final String EARLIER = """
            select policy_id, version, instance, level_kind, level_path, type, name, sha256, yaml
            from policy_version
            where policy_id = ? and version < ?
            order by version desc
            limit 10""";

    private static final String IN_FORCE_AT = """
            select policy_id, version, instance, level_kind, level_path, type, name, sha256, yaml
            from policy_version
            where revision <= ? and coalesce(superseded_revision > ?, true) and state = 'enabled' and instance = ?
            order by level_kind, level_path, name, policy_id""";

    private static final String INSERT = """
            insert into policy_version (policy_id, version, instance, level_kind, level_path, type, name, state,
                sha256, yaml, revision, activated_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private final Database database;

    PolicyStore(Database database) {
        this.database = database;
    }

    /** The last revision that was applied without a gap. */
    long revision() {
        return database.first("select revision from policy_revision", row -> row.getLong(1))
                .orElse(0L);
    }

    /** The same, locked until the caller's transaction ends. */
    long lockRevision() {
        return database.first("select revision from policy_revision for update", row -> row.getLong(1))
                .orElse(0L);
    }

    /** The same, kept from moving until the caller's transaction ends; many may hold it at once. */
    long holdRevision() {
        return database.first("select revision from policy_revision for share", row -> row.getLong(1))
                .orElse(0L);
    }

    void setRevision(long revision) {
        database.update("update policy_revision set revision = ?", revision);
    }

    /** Puts a version into the place of the one in force. */
    void replace(PolicyVersion version, String yaml, long revision, Instant activatedAt) {
        database.update(
                "update policy_version set superseded_revision = ? where policy_id = ? and superseded_revision is null",
                revision,
                version.policyId());
        database.update(
                INSERT,
                version.policyId(),
                version.version(),
                version.level().instance(),
                text(version.level().kind()),
                version.level().path(),
                version.type(),
                version.name(),
                version.state().name().toLowerCase(Locale.ROOT),
                version.sha256(),
                yaml,
                revision,
                activatedAt);
    }

    /** The enabled policies of an instance, of its groups and of its projects. */
    List<StoredPolicy> inForce(String instance) {
        return database.list(IN_FORCE, PolicyStore::read, instance);
    }

    /** The latest versions of a policy before one, the newest first, whatever state they were in. */
    List<StoredPolicy> earlier(StoredPolicy policy) {
        return database.list(EARLIER, PolicyStore::read, policy.policyId(), policy.version());
    }

    /** The same as they were at an earlier revision. */
    List<StoredPolicy> inForceAt(String instance, long revision) {
        return database.list(IN_FORCE_AT, PolicyStore::read, revision, revision, instance);
    }

    private static String text(LevelKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static StoredPolicy read(ResultSet row) throws SQLException {
        LevelKind kind = LevelKind.valueOf(row.getString(4).toUpperCase(Locale.ROOT));
        return new StoredPolicy(
                row.getObject(1, UUID.class),
                row.getInt(2),
                new Level(kind, row.getString(3), row.getString(5)),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9));
    }
}

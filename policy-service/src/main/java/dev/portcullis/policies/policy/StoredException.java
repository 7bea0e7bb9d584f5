// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import dev.portcullis.contracts.ApprovedException;
import dev.portcullis.contracts.Level;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An exception from policies, from its request on. What it says never changes. */
@Entity
@Table(name = "policy_exception")
public class StoredException extends PanacheEntityBase {
    @Id
    public UUID id;

    public String levelKind;
    public String instance;
    public String path;
    public String namespace;
    public String scope;
    public @Nullable UUID policyId;
    public @Nullable String policyName;
    public boolean whole;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> findings;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> identifiers;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> paths;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> scanners;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> purls;

    public String reason;
    public Instant endsAt;
    public String digest;
    public String state;
    public long etag;
    public UUID requestedBy;
    public String requestedByName;
    public Instant requestedAt;
    public @Nullable Long revision;
    public @Nullable Instant activeSince;
    public @Nullable Long revokedRevision;
    public @Nullable UUID closedBy;
    public @Nullable String closedByName;
    public @Nullable Instant closedAt;
    public @Nullable String closedReason;
    public Instant nextCheckAt;

    /** The level whose policies, and those below, give way. */
    public Level level() {
        return Levels.of(levelKind, instance, path);
    }

    /** As the other services need to know it at {@code revision}: revoked from that revision on, if it was. */
    ApprovedException asOf(long atRevision) {
        boolean revoked = revokedRevision != null && atRevision >= revokedRevision;
        return new ApprovedException(
                id,
                level(),
                policyId,
                scope,
                whole,
                findings,
                identifiers,
                paths,
                scanners,
                purls,
                reason,
                endsAt,
                revoked ? closedAt : null);
    }
}

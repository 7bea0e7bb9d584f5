// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.grant;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A grant to be given or revoked, once a second administrator agrees. */
@Entity
@Table(name = "grant_change")
public class GrantChange extends PanacheEntityBase {
    static final String GIVE = "give";
    static final String REVOKE = "revoke";
    static final String OPEN = "open";

    @Id
    public UUID id;

    /** {@code give} or {@code revoke}. */
    public String kind;

    /** The grant that is revoked, or the one that came of it; null while a new one waits. */
    public @Nullable UUID grantId;

    @Embedded
    public Terms terms;

    public String reason;

    /** {@code open}, {@code approved}, {@code rejected} or {@code withdrawn}. */
    public String state;

    public UUID proposedBy;
    public String proposedByName;
    public Instant proposedAt;
    public @Nullable UUID decidedBy;
    public @Nullable String decidedByName;
    public @Nullable Instant decidedAt;
}

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

/** A grant in force, or one that was. */
@Entity
@Table(name = "access_grant")
public class AccessGrant extends PanacheEntityBase {
    @Id
    public UUID id;

    @Embedded
    public Terms terms;

    /** The user whom the username named when the grant was first used; null until then and for groups. */
    public @Nullable Long userId;

    public Instant createdAt;
    public @Nullable Instant revokedAt;
}

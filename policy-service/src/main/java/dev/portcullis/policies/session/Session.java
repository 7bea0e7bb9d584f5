// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A signed-in person's session. Its id lives in the browser only; here lies its digest. */
@Entity
@Table(name = "session")
public class Session extends PanacheEntityBase {
    @Id
    public String idDigest;

    public UUID personId;
    public String provider;
    public String issuer;
    public String subject;

    /** Sealed; null where the provider gave none. */
    public @Nullable String refreshToken;

    public Instant createdAt;
    public Instant lastUsedAt;
    public Instant verifiedAt;
    public @Nullable Instant recheckLeasedUntil;
    public Instant expiresAt;
}

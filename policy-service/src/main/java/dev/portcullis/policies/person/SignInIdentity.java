// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.person;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** An account at a provider; where the provider is a GitLab instance, the verified link to the GitLab user. */
@Entity
@Table(name = "sign_in_identity")
public class SignInIdentity extends PanacheEntityBase {
    @EmbeddedId
    public Key key;

    public UUID personId;
    public @Nullable String instance;
    public @Nullable Long userId;
    public String username;
    public boolean bot;
    public @Nullable String emailDigest;

    /** The groups that the account was a direct member of when the provider was last asked. */
    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> groups;

    public Instant linkedAt;
    public Instant lastSeenAt;

    /**
     * Names the account for ever.
     *
     * @param issuer the provider's issuer URL
     * @param subject the provider's id of the account
     */
    @Embeddable
    public record Key(String issuer, String subject) {}
}

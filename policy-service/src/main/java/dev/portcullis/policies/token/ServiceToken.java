// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.token;

import dev.portcullis.service.access.Grant;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A token; its secret is known to its owner only, here lies its digest. */
@Entity
@Table(name = "service_token")
public class ServiceToken extends PanacheEntityBase {
    @Id
    public UUID id;

    public String tokenDigest;
    public String name;

    /** The person that the token acts as; null for a service. */
    public @Nullable UUID personId;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "service_token_grant", joinColumns = @JoinColumn(name = "token_id"))
    public Set<Scope> scopes = new LinkedHashSet<>();

    public String createdBy;
    public Instant createdAt;
    public @Nullable Instant expiresAt;
    public @Nullable Instant revokedAt;
    public @Nullable Instant lastUsedAt;

    /**
     * One grant of the token.
     *
     * @param role as in a grant
     * @param namespace as in a grant
     */
    @Embeddable
    public record Scope(String role, String namespace) {}

    boolean isLive(Instant now) {
        return revokedAt == null && (expiresAt == null || expiresAt.isAfter(now));
    }

    List<Grant> grants() {
        return scopes.stream()
                .map(scope -> new Grant(scope.role(), scope.namespace()))
                .sorted((a, b) -> a.toString().compareTo(b.toString()))
                .toList();
    }
}

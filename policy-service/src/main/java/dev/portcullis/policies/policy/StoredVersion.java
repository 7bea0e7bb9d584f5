// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** One version of a policy: what it says, who wanted it and who agreed. Never changed, never deleted. */
@Entity
@Table(name = "policy_version")
public class StoredVersion extends PanacheEntityBase {
    @EmbeddedId
    public Key key;

    public String name;
    public String state;

    /** The exact bytes that were approved. */
    public byte[] yaml;

    public String sha256;
    public long revision;
    public UUID proposalId;
    public UUID proposedBy;
    public String proposedByName;
    public String reason;
    public UUID activatedBy;
    public String activatedByName;
    public Instant activatedAt;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(
            name = "policy_version_approver",
            joinColumns = {@JoinColumn(name = "policy_id"), @JoinColumn(name = "version")})
    public Set<Approver> approvers = new LinkedHashSet<>();

    /** Which version of which policy; versions count from 1 without gaps. */
    @Embeddable
    public record Key(UUID policyId, int version) {}

    /** Who agreed, and when. */
    @Embeddable
    public record Approver(UUID personId, String name, Instant approvedAt) {}
}

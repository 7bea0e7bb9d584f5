// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** One text of a proposal, and who wrote it. */
@Entity
@Table(name = "proposal_edition")
public class ProposalEdition extends PanacheEntityBase {
    @EmbeddedId
    public Key key;

    public byte[] yaml;
    public String digest;
    public UUID authorId;
    public String authorName;
    public String reason;
    public Instant createdAt;

    /** Which edition of which proposal; editions count from 1. */
    @Embeddable
    public record Key(@Column(name = "proposal_id") UUID proposalId, int edition) {}
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An approval of one edition of a proposal. */
@Entity
@Table(name = "proposal_approval")
public class ProposalApproval extends PanacheEntityBase {
    @Id
    public UUID id;

    @Column(name = "proposal_id")
    public UUID proposalId;

    public int edition;
    public String digest;
    public UUID personId;
    public String personName;
    public @Nullable String comment;
    public Instant approvedAt;
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** What somebody had to say about a proposal. */
@Entity
@Table(name = "proposal_comment")
public class ProposalComment extends PanacheEntityBase {
    @Id
    public UUID id;

    public UUID proposalId;
    public UUID personId;
    public String personName;
    public String body;
    public Instant createdAt;
}

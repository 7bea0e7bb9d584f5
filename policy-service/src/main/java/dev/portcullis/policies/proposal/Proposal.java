// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import dev.portcullis.contracts.Level;
import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.proposal.ProposalState.Activated;
import dev.portcullis.policies.proposal.ProposalState.Expired;
import dev.portcullis.policies.proposal.ProposalState.Open;
import dev.portcullis.policies.proposal.ProposalState.Rejected;
import dev.portcullis.policies.proposal.ProposalState.Withdrawn;
import dev.portcullis.policies.review.Ballot;
import dev.portcullis.policies.review.Ballot.Vote;
import dev.portcullis.policies.review.ReviewConfig;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.CascadeType;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A proposal as it is stored; what may happen to it, {@link ProposalState} decides. */
@Entity
@Table(name = "proposal")
public class Proposal extends PanacheEntityBase {
    @Id
    public UUID id;

    public String levelKind;
    public String instance;
    public String path;
    public String namespace;
    public String kind;
    public @Nullable UUID policyId;
    public @Nullable Integer baseVersion;
    public String type;
    public String name;
    public String title;
    public String reason;
    public byte[] yaml;
    public String digest;
    public String state;
    public int edition;
    public long etag;
    public UUID createdBy;
    public String createdByName;
    public Instant createdAt;
    public Instant updatedAt;
    public Instant expiresAt;
    public @Nullable UUID closedBy;
    public @Nullable String closedByName;
    public @Nullable Instant closedAt;
    public @Nullable String closedReason;

    /** Why an administrator activated it alone; null where nobody did. */
    public @Nullable String breakGlassReason;

    public @Nullable Instant reviewDueAt;
    public @Nullable Instant nextReminderAt;
    public @Nullable UUID reviewedBy;
    public @Nullable String reviewedByName;
    public @Nullable Instant reviewedAt;
    public @Nullable String reviewComment;

    /** The link to Git that made it; absent where a person proposed here. */
    public @Nullable UUID sourceId;

    /** Where in GitLab it comes from, as an address. */
    public @Nullable String origin;

    /** Whether GitLab does not name every author: such a one might be an approver. */
    public boolean unnamedAuthor;

    @ElementCollection(fetch = FetchType.LAZY)
    @CollectionTable(name = "proposal_author", joinColumns = @JoinColumn(name = "proposal_id"))
    public Set<Author> furtherAuthors = new LinkedHashSet<>();

    @OneToMany(cascade = CascadeType.PERSIST, fetch = FetchType.LAZY)
    @JoinColumn(name = "proposal_id", insertable = false, updatable = false)
    @OrderBy("key.edition")
    public List<ProposalEdition> editions = new ArrayList<>();

    @OneToMany(cascade = CascadeType.PERSIST, fetch = FetchType.LAZY)
    @JoinColumn(name = "proposal_id", insertable = false, updatable = false)
    @OrderBy("approvedAt, id")
    public List<ProposalApproval> approvals = new ArrayList<>();

    /**
     * An author of what a proposal takes over from elsewhere.
     *
     * @param personId a person, or an id that stands for a human who has not signed in here
     */
    @Embeddable
    public record Author(UUID personId, String name) {}

    /** How many approvals it takes: those of its level, and one more where an author could not be named. */
    int required(ReviewConfig config) {
        return config.required(level().kind()) + (unnamedAuthor ? 1 : 0);
    }

    /** The level that owns the policy. */
    public Level level() {
        return Levels.of(levelKind, instance, path);
    }

    /** The text that would come into force. */
    public String text() {
        return new String(yaml, StandardCharsets.UTF_8);
    }

    /** The approvals of the present edition. */
    public List<ProposalApproval> presentApprovals() {
        return approvals.stream()
                .filter(approval -> approval.edition == edition)
                .toList();
    }

    ProposalState life() {
        return switch (state) {
            case "open" -> new Open(edition, new Ballot(digest, authors(), votes()), expiresAt);
            case "activated" -> new Activated();
            case "rejected" -> new Rejected();
            case "withdrawn" -> new Withdrawn();
            case "expired" -> new Expired();
            default -> throw new IllegalStateException("proposal " + id + " is in no known state: " + state);
        };
    }

    private Set<UUID> authors() {
        Set<UUID> authors = new HashSet<>();
        editions.forEach(written -> authors.add(written.authorId));
        furtherAuthors.forEach(author -> authors.add(author.personId()));
        return authors;
    }

    private List<Vote> votes() {
        return presentApprovals().stream()
                .map(approval -> new Vote(approval.personId, approval.digest, approval.approvedAt))
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.portcullis.contracts.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the API shows of proposals. */
public final class ProposalViews {
    private ProposalViews() {}

    /**
     * A proposal without its text.
     *
     * @param policyId the policy that it changes; for a new one only once it is activated
     * @param baseVersion the version that it was made from
     * @param digest what an approval of the present edition is bound to
     * @param authors everybody who wrote one of the editions, or part of what it takes over from Git
     * @param approvals those that count, of the present edition
     * @param restsUntil when an approved proposal can be activated; absent where approvals are missing or it is closed
     * @param breakGlass how an administrator activated it alone; absent where nobody did
     * @param sourceId the link to Git that made it; absent where a person proposed here
     * @param origin the merge request or commit in GitLab that it comes from
     * @param unnamedAuthor whether GitLab does not name every author, which takes one approval more
     */
    public record ProposalView(
            UUID id,
            Level level,
            String kind,
            @Nullable UUID policyId,
            @Nullable Integer baseVersion,
            String type,
            String name,
            String title,
            String reason,
            String state,
            int edition,
            String digest,
            List<String> authors,
            List<ApprovalView> approvals,
            int approvalsRequired,
            String createdBy,
            Instant createdAt,
            Instant updatedAt,
            Instant expiresAt,
            @Nullable String closedBy,
            @Nullable Instant closedAt,
            @Nullable String closedReason,
            @Nullable Instant restsUntil,
            @Nullable BreakGlassView breakGlass,
            @Nullable UUID sourceId,
            @Nullable String origin,
            boolean unnamedAuthor) {
        static ProposalView of(Proposal proposal, int required, Duration coolDown) {
            return new ProposalView(
                    proposal.id,
                    proposal.level(),
                    proposal.kind,
                    proposal.policyId,
                    proposal.baseVersion,
                    proposal.type,
                    proposal.name,
                    proposal.title,
                    proposal.reason,
                    proposal.state,
                    proposal.edition,
                    proposal.digest,
                    Stream.concat(
                                    proposal.editions.stream().map(edition -> edition.authorName),
                                    proposal.furtherAuthors.stream().map(Proposal.Author::name))
                            .distinct()
                            .toList(),
                    proposal.presentApprovals().stream().map(ApprovalView::of).toList(),
                    required,
                    proposal.createdByName,
                    proposal.createdAt,
                    proposal.updatedAt,
                    proposal.expiresAt,
                    proposal.closedByName,
                    proposal.closedAt,
                    proposal.closedReason,
                    proposal.life() instanceof ProposalState.Open open
                                    && open.ballot().hasEnough(required)
                            ? open.ballot().requireEnough(required).plus(coolDown)
                            : null,
                    BreakGlassView.of(proposal),
                    proposal.sourceId,
                    proposal.origin,
                    proposal.unnamedAuthor);
        }
    }

    /**
     * A proposal with the text that would come into force.
     *
     * @param changes what becomes different, in sentences
     */
    public record ProposalDetail(@JsonUnwrapped ProposalView proposal, String yaml, List<String> changes) {}

    /**
     * What a proposal changes.
     *
     * @param baseVersion the version that it is compared with; absent for a new policy
     * @param changes in sentences
     * @param unified line by line, as {@code diff -u} writes it; empty where the text stays
     */
    public record DiffView(@Nullable Integer baseVersion, List<String> changes, String unified) {}

    /**
     * An activation without the approvals that it takes otherwise.
     *
     * @param reason the administrator's
     * @param reviewDueAt by when a second person has to have looked at it
     * @param reviewedBy who has; absent: nobody yet
     */
    public record BreakGlassView(
            String reason,
            Instant reviewDueAt,
            @Nullable String reviewedBy,
            @Nullable Instant reviewedAt,
            @Nullable String comment) {
        static @Nullable BreakGlassView of(Proposal proposal) {
            return proposal.breakGlassReason == null || proposal.reviewDueAt == null
                    ? null
                    : new BreakGlassView(
                            proposal.breakGlassReason,
                            proposal.reviewDueAt,
                            proposal.reviewedByName,
                            proposal.reviewedAt,
                            proposal.reviewComment);
        }
    }

    /** Who approved what, and when. */
    public record ApprovalView(
            String name, String digest, @Nullable String comment, Instant approvedAt) {
        static ApprovalView of(ProposalApproval approval) {
            return new ApprovalView(approval.personName, approval.digest, approval.comment, approval.approvedAt);
        }
    }

    /** One text of a proposal. */
    public record EditionView(
            int edition, String digest, String yaml, String author, String reason, Instant createdAt) {
        static EditionView of(ProposalEdition edition) {
            return new EditionView(
                    edition.key.edition(),
                    edition.digest,
                    new String(edition.yaml, StandardCharsets.UTF_8),
                    edition.authorName,
                    edition.reason,
                    edition.createdAt);
        }
    }

    /** A comment. */
    public record CommentView(UUID id, String author, String body, Instant createdAt) {
        static CommentView of(ProposalComment comment) {
            return new CommentView(comment.id, comment.personName, comment.body, comment.createdAt);
        }
    }
}

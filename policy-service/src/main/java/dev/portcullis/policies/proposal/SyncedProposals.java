// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Actor;
import dev.portcullis.contracts.Level;
import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.policy.Activation;
import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.proposal.Proposal.Author;
import dev.portcullis.policies.proposal.ProposalState.Open;
import dev.portcullis.policies.proposal.Proposals.Target;
import dev.portcullis.policies.review.Refusal;
import dev.portcullis.policies.review.ReviewConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Proposals that come from Git rather than from a caller. They obey the same rules; all methods belong in the
 * transaction that records what Git said.
 */
@ApplicationScoped
public class SyncedProposals {
    /** The service where a person's id is asked for. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final String SERVICE_NAME = "policy sync";

    private final ProposalRecord trail;
    private final Activation activation;
    private final ReviewConfig config;
    private final People people;
    private final Clock clock;

    SyncedProposals(ProposalRecord trail, Activation activation, ReviewConfig config, People people, Clock clock) {
        this.trail = trail;
        this.activation = activation;
        this.config = config;
        this.people = people;
        this.clock = clock;
    }

    /**
     * What Git wants.
     *
     * @param policy the policy that changes; null for a new one
     * @param text what it is to say; for its retirement what it says
     * @param origin the merge request or commit, as an address
     * @param authors everybody who wrote part of it, the first one in front
     * @param unnamedAuthor whether there is one more whom nobody could name
     */
    public record Wish(
            UUID sourceId,
            Level level,
            ProposalKind kind,
            @Nullable StoredPolicy policy,
            PolicyText text,
            String title,
            String reason,
            @Nullable String origin,
            List<Author> authors,
            boolean unnamedAuthor) {
        public Wish {
            requireNonNull(kind, "kind is null");
            authors = List.copyOf(authors);
            if (authors.isEmpty()) {
                throw new IllegalArgumentException("a change in Git without an author");
            }
        }
    }

    /** Who approved in GitLab, as a person known here. */
    public record Approver(UUID person, String name) {}

    /**
     * Makes a wish a proposal.
     *
     * @param former an earlier proposal of the same source about the same policy: still open and of the same kind it is
     *     revised; still open and of another kind it gives way, and its authors remain authors
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public UUID put(Wish wish, @Nullable UUID former) {
        Proposal earlier = former == null ? null : open(former).orElse(null);
        if (earlier != null && earlier.kind.equals(wish.kind().word())) {
            fill(earlier, wish);
            trail.add(AuditTrail.SERVICE, earlier, "proposal.revised", wish.reason());
            return earlier.id;
        }
        Proposal proposal = create(wish);
        if (earlier != null) {
            addAuthors(proposal, earlier.furtherAuthors);
            withdraw(earlier.id, "Git has moved on: " + wish.title());
        }
        fill(proposal, wish);
        proposal.persist();
        trail.add(AuditTrail.SERVICE, proposal, "proposal.created", wish.reason());
        return proposal.id;
    }

    /**
     * Takes over approvals that were given in GitLab to a wish; they count while the proposal says just that, and from
     * now on.
     *
     * @return the approvers of whom none is an author and none has approved before
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Approver> approve(UUID id, Wish wish, List<Approver> approvers, String comment) {
        Proposal proposal = open(id).orElse(null);
        return proposal == null
                ? List.of()
                : approvers.stream()
                        .filter(approver -> counts(proposal, digest(wish), approver, comment))
                        .toList();
    }

    private boolean counts(Proposal proposal, String seen, Approver approver, String comment) {
        try {
            proposal.life()
                    .requireOpen()
                    .approve(approver.person(), people.sameHuman(approver.person()), seen, clock.instant());
        } catch (Refusal _) {
            return false;
        }
        ProposalApproval approval = new ProposalApproval();
        approval.id = Ids.timeOrdered();
        approval.proposalId = proposal.id;
        approval.edition = proposal.edition;
        approval.digest = proposal.digest;
        approval.personId = approver.person();
        approval.personName = approver.name();
        approval.comment = comment;
        approval.approvedAt = clock.instant();
        proposal.approvals.add(approval);
        touch(proposal);
        Actor actor = new Actor(Actor.Kind.PERSON, approver.person().toString(), approver.name());
        trail.add(actor, proposal, "proposal.approved", comment);
        return true;
    }

    /** Brings the proposal into force if it has all the approvals that it needs; the policy, if it did. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<StoredPolicy> activateIfApproved(UUID id) {
        Proposal proposal = open(id).orElse(null);
        if (proposal == null || !isApproved(proposal) || !isPossible(proposal)) {
            return Optional.empty();
        }
        StoredPolicy policy = activation.activate(Review.change(proposal, NOBODY, SERVICE_NAME));
        proposal.policyId = policy.id;
        close(proposal, new ProposalState.Activated(), null);
        trail.add(AuditTrail.SERVICE, proposal, "proposal.activated", null);
        trail.addPolicy(AuditTrail.SERVICE, proposal, policy);
        return Optional.of(policy);
    }

    /** Closes the proposal, if it is still open, because Git does not want it any more. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void withdraw(UUID id, String reason) {
        open(id).ifPresent(proposal -> {
            close(proposal, new ProposalState.Withdrawn(), reason);
            trail.add(AuditTrail.SERVICE, proposal, "proposal.withdrawn", reason);
        });
    }

    /** The policy that the proposal changes, or made when it was activated. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<UUID> policyOf(UUID id) {
        Proposal proposal = Proposal.findById(id);
        return Optional.ofNullable(proposal.policyId);
    }

    /** Whether people can still decide about the proposal. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isOpen(UUID id) {
        return open(id).isPresent();
    }

    /** Whether the proposal is open and was made from another version of the policy than the wish. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isOutdated(UUID id, Wish wish) {
        Integer version = wish.policy() == null ? null : wish.policy().version;
        return open(id).filter(proposal -> !Objects.equals(proposal.baseVersion, version))
                .isPresent();
    }

    /** Tells those who look at the proposal something. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void comment(UUID id, String body) {
        ProposalComment comment = new ProposalComment();
        comment.id = Ids.timeOrdered();
        comment.proposalId = id;
        comment.personId = NOBODY;
        comment.personName = SERVICE_NAME;
        comment.body = body;
        comment.createdAt = clock.instant();
        comment.persist();
    }

    /** The proposal of that id, locked, if it is open and its time is not over. */
    private Optional<Proposal> open(UUID id) {
        Proposal proposal = Proposal.findById(id, LockModeType.PESSIMISTIC_WRITE);
        return Optional.ofNullable(proposal)
                .filter(found -> found.life() instanceof Open open && open.at(clock.instant()) instanceof Open);
    }

    private boolean isApproved(Proposal proposal) {
        try {
            proposal.life()
                    .requireOpen()
                    .activate(
                            proposal.required(config),
                            config.coolDown(proposal.level().kind()),
                            clock.instant());
            return true;
        } catch (Refusal _) {
            return false;
        }
    }

    /** Whether nothing has come between: a later version, or another policy of that name. */
    private static boolean isPossible(Proposal proposal) {
        StoredPolicy policy = proposal.policyId == null ? null : StoredPolicy.findById(proposal.policyId);
        long namesakes = StoredPolicy.count(
                "namespace = ?1 and type = ?2 and name = ?3 and state <> 'retired' and id <> ?4",
                proposal.namespace,
                proposal.type,
                proposal.name,
                policy == null ? NOBODY : policy.id);
        return namesakes == 0
                && (policy == null || Integer.valueOf(policy.version).equals(proposal.baseVersion));
    }

    private Proposal create(Wish wish) {
        Instant now = clock.instant();
        Proposal proposal = new Proposal();
        proposal.id = Ids.timeOrdered();
        proposal.levelKind = Levels.word(wish.level().kind());
        proposal.instance = wish.level().instance();
        proposal.path = wish.level().path();
        proposal.namespace = wish.level().text();
        proposal.kind = wish.kind().word();
        proposal.state = "open";
        proposal.sourceId = wish.sourceId();
        proposal.createdBy = wish.authors().getFirst().personId();
        proposal.createdByName = wish.authors().getFirst().name();
        proposal.createdAt = now;
        proposal.expiresAt = now.plus(config.expireAfter());
        return proposal;
    }

    private void fill(Proposal proposal, Wish wish) {
        StoredPolicy policy = wish.policy();
        Author author = wish.authors().getFirst();
        proposal.policyId = policy == null ? null : policy.id;
        proposal.baseVersion = policy == null ? null : policy.version;
        proposal.type = wish.text().type();
        proposal.name = wish.text().name();
        proposal.title = wish.title();
        proposal.reason = wish.reason();
        proposal.origin = wish.origin();
        proposal.unnamedAuthor = wish.unnamedAuthor();
        addAuthors(proposal, wish.authors());
        proposal.yaml = wish.text().yaml().getBytes(StandardCharsets.UTF_8);
        proposal.digest = digest(wish);
        proposal.edition++;
        ProposalEdition edition = new ProposalEdition();
        edition.key = new ProposalEdition.Key(proposal.id, proposal.edition);
        edition.yaml = proposal.yaml;
        edition.digest = proposal.digest;
        edition.authorId = author.personId();
        edition.authorName = author.name();
        edition.reason = wish.reason();
        edition.createdAt = clock.instant();
        proposal.editions.add(edition);
        touch(proposal);
    }

    private static String digest(Wish wish) {
        StoredPolicy policy = wish.policy();
        Target target = new Target(
                wish.level(), policy == null ? null : policy.id, policy == null ? null : policy.version, wish.text());
        return Proposals.digest(wish.kind().word(), wish.level().text(), target);
    }

    /** Each once, under the first name. */
    private static void addAuthors(Proposal proposal, Collection<Author> authors) {
        for (Author author : authors) {
            if (proposal.furtherAuthors.stream()
                    .noneMatch(known -> known.personId().equals(author.personId()))) {
                proposal.furtherAuthors.add(author);
            }
        }
    }

    private void close(Proposal proposal, ProposalState state, @Nullable String reason) {
        proposal.state = state.word();
        proposal.closedByName = SERVICE_NAME;
        proposal.closedAt = clock.instant();
        proposal.closedReason = reason;
        touch(proposal);
    }

    private void touch(Proposal proposal) {
        proposal.etag++;
        proposal.updatedAt = clock.instant();
    }
}

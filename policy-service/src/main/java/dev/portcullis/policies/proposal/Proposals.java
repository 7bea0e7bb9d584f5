// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import static dev.portcullis.service.problem.ProblemException.problem;
import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.messaging.Ids;
import dev.portcullis.policies.person.People;
import dev.portcullis.policies.policy.Levels;
import dev.portcullis.policies.policy.PolicyStore;
import dev.portcullis.policies.policy.PolicyText;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.policies.policy.StoredVersion;
import dev.portcullis.policies.request.Idempotency;
import dev.portcullis.policies.request.Preconditions;
import dev.portcullis.policies.review.ReviewConfig;
import dev.portcullis.policies.secret.Secrets;
import dev.portcullis.service.access.Caller;
import dev.portcullis.service.access.Role;
import dev.portcullis.service.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes proposals: new ones and further editions. */
@ApplicationScoped
public class Proposals {
    private final Levels levels;
    private final People people;
    private final PolicyStore policies;
    private final ProposalStore store;
    private final ProposalRecord trail;
    private final Idempotency idempotency;
    private final ReviewConfig config;
    private final Caller caller;
    private final Clock clock;

    Proposals(
            Levels levels,
            People people,
            PolicyStore policies,
            ProposalStore store,
            ProposalRecord trail,
            Idempotency idempotency,
            ReviewConfig config,
            Caller caller,
            Clock clock) {
        this.levels = levels;
        this.people = people;
        this.policies = policies;
        this.store = store;
        this.trail = trail;
        this.idempotency = idempotency;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * What somebody proposes.
     *
     * @param level where a new policy would live; null for the others, which have their policy's
     * @param policyId the policy that changes; null for a new one
     * @param yaml its text, where the kind has one
     */
    public record Wanted(
            ProposalKind kind,
            @Nullable Level level,
            @Nullable UUID policyId,
            @Nullable String yaml,
            String title,
            String reason) {}

    /** What a proposal is about. */
    record Target(
            Level level, @Nullable UUID policyId, @Nullable Integer baseVersion, PolicyText text) {}

    /**
     * Opens a proposal.
     *
     * @throws ProblemException 422 where the policy is not valid, 404 or 403 where the caller may not propose there
     */
    @Transactional
    public Proposal propose(Wanted wanted, @Nullable String key) {
        UUID author = people.requirePerson(caller);
        Target target = target(wanted);
        UUID id = Ids.timeOrdered();
        Optional<UUID> earlier = idempotency.claim(key, wanted, id);
        if (earlier.isPresent()) {
            return store.get(earlier.get());
        }
        Instant now = clock.instant();
        Proposal proposal = new Proposal();
        proposal.id = id;
        proposal.levelKind = Levels.word(target.level().kind());
        proposal.instance = target.level().instance();
        proposal.path = target.level().path();
        proposal.namespace = target.level().text();
        proposal.kind = wanted.kind().word();
        proposal.policyId = target.policyId();
        proposal.baseVersion = target.baseVersion();
        proposal.title = wanted.title();
        proposal.reason = wanted.reason();
        proposal.state = "open";
        proposal.createdBy = author;
        proposal.createdByName = caller.name();
        proposal.createdAt = now;
        proposal.expiresAt = now.plus(config.expireAfter());
        edition(proposal, target.text(), wanted.reason(), now);
        proposal.persist();
        trail.add(proposal, "proposal.created", wanted.reason());
        return proposal;
    }

    /**
     * Gives an open proposal another text, made from the policy as it stands now. Earlier approvals no longer count,
     * and the caller is an author from now on.
     *
     * @throws ProblemException 412 or 428 where the caller has not seen the present edition
     */
    @Transactional
    Proposal revise(UUID id, @Nullable String yaml, String reason, @Nullable String ifMatch) {
        UUID author = people.requirePerson(caller);
        Proposal proposal = store.lock(id);
        caller.require(Role.POLICY_AUTHOR, proposal.namespace);
        Preconditions.requireSeen(ifMatch, proposal.etag);
        ProposalKind kind = ProposalKind.of(proposal.kind);
        Target target = target(new Wanted(
                kind,
                kind == ProposalKind.NEW ? proposal.level() : null,
                proposal.policyId,
                yaml,
                proposal.title,
                reason));
        proposal.life().requireOpen().revise(author, digest(proposal.kind, proposal.namespace, target));
        proposal.baseVersion = target.baseVersion();
        edition(proposal, target.text(), reason, clock.instant());
        trail.add(proposal, "proposal.revised", reason);
        return proposal;
    }

    private Target target(Wanted wanted) {
        if (wanted.kind().hasText() != (wanted.yaml() != null)) {
            throw invalid(
                    wanted.kind().hasText()
                            ? "A proposal of kind " + wanted.kind().word() + " needs the policy's 'yaml'."
                            : "To " + wanted.kind().word() + " a policy keeps its text; send no 'yaml'.");
        }
        return wanted.kind() == ProposalKind.NEW ? create(wanted) : existing(wanted);
    }

    private Target create(Wanted wanted) {
        if (wanted.level() == null || wanted.policyId() != null) {
            throw invalid("A proposal for a new policy needs the 'level' where it is to live, and no 'policyId'.");
        }
        caller.require(Role.POLICY_AUTHOR, wanted.level().text());
        levels.requirePossible(wanted.level());
        PolicyText text = PolicyText.read(requireNonNull(wanted.yaml(), "yaml is null"));
        return new Target(wanted.level(), null, null, text);
    }

    private Target existing(Wanted wanted) {
        if (wanted.policyId() == null || wanted.level() != null) {
            throw invalid("A proposal to " + wanted.kind().word()
                    + " a policy needs its 'policyId', and no 'level': a policy stays where it is.");
        }
        StoredPolicy policy = policies.get(wanted.policyId());
        caller.require(Role.POLICY_AUTHOR, policy.namespace);
        requirePossible(wanted.kind(), policy);
        PolicyText text = PolicyText.read(wanted.yaml() != null ? wanted.yaml() : textInForce(policy));
        if (!text.type().equals(policy.type)) {
            throw invalid("The policy is a " + policy.type + ", and a change cannot make it a " + text.type()
                    + ". Propose a new policy, and to retire this one.");
        }
        if (wanted.kind() == ProposalKind.ENABLE && !text.enabled()) {
            throw invalid("The policy's own text says 'enabled: false'. Propose a change of the text.");
        }
        return new Target(policy.level(), policy.id, policy.version, text);
    }

    private static void requirePossible(ProposalKind kind, StoredPolicy policy) {
        PolicyState state = policy.policyState();
        boolean possible =
                switch (kind) {
                    case NEW -> false;
                    case CHANGE, RETIRE -> state != PolicyState.RETIRED;
                    case ENABLE -> state == PolicyState.DISABLED;
                    case DISABLE -> state == PolicyState.ENABLED;
                };
        if (!possible) {
            throw problem(409, "Not possible now")
                    .detail("The policy is " + policy.state + ", so there is nothing to " + kind.word() + ".")
                    .build();
        }
    }

    private String textInForce(StoredPolicy policy) {
        StoredVersion version = policies.version(policy.id, policy.version);
        return new String(version.yaml, StandardCharsets.UTF_8);
    }

    private void edition(Proposal proposal, PolicyText text, String reason, Instant now) {
        Target target = new Target(proposal.level(), proposal.policyId, proposal.baseVersion, text);
        proposal.type = text.type();
        proposal.name = text.name();
        proposal.yaml = text.yaml().getBytes(StandardCharsets.UTF_8);
        proposal.digest = digest(proposal.kind, proposal.namespace, target);
        proposal.edition++;
        proposal.etag++;
        proposal.updatedAt = now;
        ProposalEdition edition = new ProposalEdition();
        edition.key = new ProposalEdition.Key(proposal.id, proposal.edition);
        edition.yaml = proposal.yaml;
        edition.digest = proposal.digest;
        edition.authorId = people.requirePerson(caller);
        edition.authorName = caller.name();
        edition.reason = reason;
        edition.createdAt = now;
        proposal.editions.add(edition);
    }

    /** Over everything that an activation would do; this is what an approval is bound to. */
    static String digest(String kind, String namespace, Target target) {
        return Secrets.digest(String.join(
                "\n",
                kind,
                namespace,
                String.valueOf(target.policyId()),
                String.valueOf(target.baseVersion()),
                target.text().sha256()));
    }

    private static ProblemException invalid(String detail) {
        return problem(422, "Invalid proposal").detail(detail).build();
    }
}

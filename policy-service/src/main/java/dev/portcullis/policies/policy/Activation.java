// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.policy;

import static dev.portcullis.service.problem.ProblemException.problem;
import static java.util.Objects.requireNonNull;

import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.contracts.PolicyVersion;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.outbox.Outbox;
import dev.portcullis.policies.audit.AuditTrail;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings a policy or an exception into force: its next version, the next revision and the event, in the caller's
 * transaction.
 */
@ApplicationScoped
public class Activation {
    // What an event needs besides the document: names, ids and JSON escapes of a document without many of them.
    private static final int ENVELOPE = 16 * 1024;

    private final EntityManager entities;
    private final Outbox outbox;
    private final Clock clock;

    Activation(EntityManager entities, Outbox outbox, Clock clock) {
        this.entities = entities;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What comes into force.
     *
     * @param level the level that owns the policy
     * @param policyId the policy; null for a new one
     * @param baseVersion the version that the change was made from; 0 for a new policy
     * @param text what it says
     * @param state whether it is in force
     * @param origin who wanted it and who agreed
     */
    public record Change(
            Level level, @Nullable UUID policyId, int baseVersion, PolicyText text, PolicyState state, Origin origin) {
        public Change {
            requireNonNull(level, "level is null");
            requireNonNull(text, "text is null");
            requireNonNull(state, "state is null");
            requireNonNull(origin, "origin is null");
        }
    }

    /**
     * Where a version comes from.
     *
     * @param source how it came: from people, or from Git
     * @param reason why, in the proposer's words
     */
    public record Origin(
            UUID proposalId,
            String source,
            UUID proposedBy,
            String proposedByName,
            String reason,
            Set<StoredVersion.Approver> approvers,
            UUID activatedBy,
            String activatedByName) {
        public Origin {
            approvers = Set.copyOf(approvers);
        }
    }

    /**
     * Activates one change.
     *
     * @return the policy as it stands now
     * @throws dev.portcullis.service.problem.ProblemException 409 where the policy has moved on since the change was
     *     made, or another policy of the level has the name
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public StoredPolicy activate(Change change) {
        long revision = nextRevision();
        Instant now = clock.instant();
        StoredPolicy policy = change.policyId() == null ? create(change, now) : requireBase(change);
        requireUniqueName(policy, change.text());
        policy.name = change.text().name();
        policy.state = change.state().name().toLowerCase(Locale.ROOT);
        policy.version = change.baseVersion() + 1;
        policy.sha256 = change.text().sha256();
        policy.revision = revision;
        policy.updatedAt = now;
        policy.persist();
        StoredVersion version = version(policy, change, revision, now);
        version.persist();
        publish(policy, change, revision, now);
        return policy;
    }

    /** Brings an exception, which was approved by enough people, into force. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void except(StoredException exception) {
        exception.revision = nextRevision();
        exception.activeSince = clock.instant();
        publish(exception, exception.revision, exception.activeSince);
    }

    /** Ends an exception that is in force, at the instant at which it was closed. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void revoke(StoredException exception, Instant closedAt) {
        exception.revokedRevision = nextRevision();
        publish(exception, exception.revokedRevision, closedAt);
    }

    private long nextRevision() {
        return ((Number) entities.createNativeQuery(
                                "update policy_revision set revision = revision + 1 returning revision", Long.class)
                        .getSingleResult())
                .longValue();
    }

    private static StoredPolicy create(Change change, Instant now) {
        StoredPolicy policy = new StoredPolicy();
        policy.id = Ids.timeOrdered();
        policy.levelKind = Levels.word(change.level().kind());
        policy.instance = change.level().instance();
        policy.path = change.level().path();
        policy.namespace = change.level().text();
        policy.type = change.text().type();
        policy.source = change.origin().source();
        policy.createdAt = now;
        return policy;
    }

    private StoredPolicy requireBase(Change change) {
        // The revision's lock is held: no other activation can be between this look and our commit.
        StoredPolicy policy = StoredPolicy.findById(change.policyId());
        entities.refresh(policy);
        if (policy.version != change.baseVersion()) {
            throw problem(409, "The policy has moved on")
                    .detail("The change was made from version " + change.baseVersion() + ", but version "
                            + policy.version + " is in force now. Revise the proposal.")
                    .build();
        }
        if (policy.policyState() == PolicyState.RETIRED) {
            throw problem(409, "The policy is retired")
                    .detail("Propose a new policy instead.")
                    .build();
        }
        return policy;
    }

    private static void requireUniqueName(StoredPolicy policy, PolicyText text) {
        long others = StoredPolicy.count(
                "namespace = ?1 and type = ?2 and name = ?3 and state <> 'retired' and id <> ?4",
                policy.namespace,
                policy.type,
                text.name(),
                policy.id);
        if (others > 0) {
            throw problem(409, "Name taken")
                    .detail("Another " + policy.type + " of " + policy.namespace + " is called '" + text.name() + "'.")
                    .build();
        }
    }

    private static StoredVersion version(StoredPolicy policy, Change change, long revision, Instant now) {
        Origin origin = change.origin();
        StoredVersion version = new StoredVersion();
        version.key = new StoredVersion.Key(policy.id, policy.version);
        version.name = policy.name;
        version.state = policy.state;
        version.yaml = change.text().yaml().getBytes(StandardCharsets.UTF_8);
        version.sha256 = policy.sha256;
        version.revision = revision;
        version.proposalId = origin.proposalId();
        version.proposedBy = origin.proposedBy();
        version.proposedByName = origin.proposedByName();
        version.reason = origin.reason();
        version.activatedBy = origin.activatedBy();
        version.activatedByName = origin.activatedByName();
        version.activatedAt = now;
        version.approvers.addAll(origin.approvers());
        return version;
    }

    private void publish(StoredPolicy policy, Change change, long revision, Instant now) {
        PolicyVersion version = new PolicyVersion(
                policy.id,
                policy.version,
                policy.level(),
                policy.type,
                policy.name,
                policy.policyState(),
                policy.sha256,
                fits(change.text().yaml()) ? change.text().yaml() : null);
        publish(
                "policy/" + policy.id,
                change.origin().proposalId(),
                new PolicyChanged(revision, now, policy.level(), List.of(version)));
    }

    private void publish(StoredException exception, long revision, Instant now) {
        publish(
                "exception/" + exception.id,
                exception.id,
                new PolicyChanged(revision, now, exception.level(), List.of(), List.of(exception.asOf(revision))));
    }

    private void publish(String subject, UUID correlation, PolicyChanged change) {
        outbox.add(
                Topic.POLICY_CHANGED,
                change.level().text(),
                new Event<>(
                        Ids.timeOrdered(),
                        AuditTrail.SOURCE,
                        EventType.POLICY_CHANGED,
                        subject,
                        change.activatedAt(),
                        correlation.toString(),
                        null,
                        null,
                        change));
    }

    private static boolean fits(String yaml) {
        long escaped = yaml.codePoints()
                .mapToLong(
                        c -> c < 0x20 || c == '"' || c == '\\' ? (c == '\n' || c == '"' || c == '\\' ? 2 : 6) : utf8(c))
                .sum();
        return escaped <= Event.MAX_BYTES - ENVELOPE;
    }

    private static int utf8(int c) {
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.proposal;

import dev.portcullis.contracts.Actor;
import dev.portcullis.policies.audit.AuditTrail;
import dev.portcullis.policies.policy.StoredPolicy;
import dev.portcullis.service.access.Caller;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts on record what happens to proposals. */
@ApplicationScoped
class ProposalRecord {
    private final AuditTrail audit;
    private final Caller caller;

    ProposalRecord(AuditTrail audit, Caller caller) {
        this.audit = audit;
        this.caller = caller;
    }

    /** Something that the caller did. */
    void add(Proposal proposal, String action, @Nullable String reason) {
        audit.add(caller.actor(), entry(proposal, action, reason));
    }

    /** Something that {@code actor} did. */
    void add(Actor actor, Proposal proposal, String action, @Nullable String reason) {
        audit.add(actor, entry(proposal, action, reason));
    }

    /** Something that the caller tried and was refused: recorded although their transaction rolls back. */
    void addRefusal(Proposal proposal, String action, String why) {
        Actor actor = caller.actor();
        AuditTrail.Entry entry = entry(proposal, action, why);
        QuarkusTransaction.requiringNew().run(() -> audit.add(actor, entry));
    }

    /** The policy that a proposal has just changed. */
    void addPolicy(Proposal proposal, StoredPolicy policy) {
        addPolicy(caller.actor(), proposal, policy);
    }

    /** The same, brought into force by {@code actor}. */
    void addPolicy(Actor actor, Proposal proposal, StoredPolicy policy) {
        String action =
                switch (ProposalKind.of(proposal.kind)) {
                    case NEW -> "policy.created";
                    case CHANGE -> "policy.changed";
                    case ENABLE -> "policy.enabled";
                    case DISABLE -> "policy.disabled";
                    case RETIRE -> "policy.retired";
                };
        audit.add(
                actor,
                new AuditTrail.Entry(
                        action,
                        policy.id.toString(),
                        policy.namespace,
                        proposal.reason,
                        Map.of(
                                "name",
                                policy.name,
                                "type",
                                policy.type,
                                "version",
                                Integer.toString(policy.version),
                                "revision",
                                Long.toString(policy.revision),
                                "sha256",
                                policy.sha256,
                                "proposal",
                                proposal.id.toString(),
                                "proposedBy",
                                proposal.createdByName,
                                "approvedBy",
                                proposal.presentApprovals().stream()
                                        .map(approval -> approval.personName)
                                        .collect(Collectors.joining(", ")))));
    }

    private static AuditTrail.Entry entry(Proposal proposal, String action, @Nullable String reason) {
        return new AuditTrail.Entry(
                action,
                proposal.id.toString(),
                proposal.namespace,
                reason,
                Map.of(
                        "kind", proposal.kind,
                        "type", proposal.type,
                        "name", proposal.name,
                        "edition", Integer.toString(proposal.edition),
                        "digest", proposal.digest));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.decision.Reason;
import java.time.Instant;
import java.util.List;

/** The whole decision: scopes, branches, missing scans, approvals and reasons too, which no other contestant does. */
final class Portcullis implements Contestant<Decision> {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private final PolicySet policies;

    Portcullis(List<Criteria> criteria) {
        policies = Criteria.policies(criteria);
    }

    @Override
    public Decision decide(MergeRequestFacts facts) {
        return Decider.decide(policies, facts.snapshot(), NOW);
    }

    @Override
    public List<int[]> counted(Decision decision) {
        return decision.policies().stream()
                .map(policy -> policy.rules().getFirst().reasons().stream()
                        .filter(Reason.Counted.class::isInstance)
                        .map(reason ->
                                ((Reason.Counted) reason).findings().ordinals().toArray())
                        .findFirst()
                        .orElseThrow())
                .toList();
    }
}

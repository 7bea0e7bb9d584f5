// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portcullis.evaluation.policy.Policies;
import dev.portcullis.evaluation.snapshot.Snapshots;
import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.snapshot.Snapshot;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides again what was decided: from the stored snapshot, the policies of its revision and its instant. */
@ApplicationScoped
class ReplayDecision {
    private final DecisionStore store;
    private final Snapshots snapshots;
    private final Policies policies;

    ReplayDecision(DecisionStore store, Snapshots snapshots, Policies policies) {
        this.store = store;
        this.snapshots = snapshots;
        this.policies = policies;
    }

    /**
     * What came of it.
     *
     * @param same whether the decision has the same bytes again
     * @param engineVersion the engine of now
     * @param recordedEngineVersion the one that decided; another may decide otherwise
     * @param problem why it is not the same, in a sentence; absent where it is
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Replay(
            boolean same,
            String engineVersion,
            String recordedEngineVersion,
            @Nullable String problem) {
        Replay {
            requireNonNull(engineVersion, "engineVersion is null");
            requireNonNull(recordedEngineVersion, "recordedEngineVersion is null");
        }
    }

    Replay replay(RecordedDecision recorded) {
        Optional<String> problem = problem(recorded);
        return new Replay(problem.isEmpty(), Decider.ENGINE_VERSION, recorded.engineVersion(), problem.orElse(null));
    }

    private Optional<String> problem(RecordedDecision recorded) {
        Optional<Snapshot> snapshot;
        try {
            snapshot = snapshots.find(recorded.snapshotSha256());
        } catch (IllegalArgumentException e) {
            return Optional.of("The stored facts cannot be trusted: " + e.getMessage() + ".");
        }
        if (snapshot.isEmpty()) {
            return Optional.of("The facts are no longer stored.");
        }
        PolicySet then = policies.at(recorded.key().instance(), recorded.policyRevision());
        if (!then.digest().equals(recorded.policySetSha256())) {
            return Optional.of("The stored policies of revision " + recorded.policyRevision()
                    + " are not those that were applied.");
        }
        byte[] result = DecisionJson.write(Decider.decide(then, snapshot.get(), recorded.decidedAt()));
        boolean same = store.result(recorded.id())
                .filter(bytes -> Arrays.equals(bytes, result))
                .isPresent();
        if (same) {
            return Optional.empty();
        }
        return Optional.of(
                recorded.engineVersion().equals(Decider.ENGINE_VERSION)
                        ? "The same facts and policies now give another result: the record or the engine was changed."
                        : "Another version of the engine decides otherwise from the same facts and policies.");
    }
}

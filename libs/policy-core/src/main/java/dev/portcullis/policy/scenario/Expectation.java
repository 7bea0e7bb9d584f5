// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.Outcome;
import dev.portcullis.policy.decision.Status;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario expects; what is absent is not checked.
 *
 * @param policies statuses by the policies' names; others are not checked
 * @param execution what is expected of the pipeline
 * @param findings ids of the counted findings of violated rules
 */
public record Expectation(
        @Nullable Outcome decision,
        Map<String, Status> policies,
        @Nullable Integer approvalsLeft,
        @Nullable Set<String> findings,
        @Nullable Boolean botComment,
        @Nullable Revisit revisit,
        ExecutionExpectation execution) {
    /** Expects nothing. */
    public static final Expectation NONE =
            new Expectation(null, Map.of(), null, null, null, null, ExecutionExpectation.NONE);

    public Expectation {
        requireNonNull(execution, "execution is null");
        policies = Map.copyOf(requireNonNull(policies, "policies is null"));
        findings = findings == null ? null : Set.copyOf(findings);
    }

    /** When the decision is expected to be looked at again; absent: never. */
    public record Revisit(@Nullable Instant at) {}
}

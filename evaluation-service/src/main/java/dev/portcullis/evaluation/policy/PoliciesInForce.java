// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.snapshot.PolicyException;
import java.time.Instant;
import java.util.List;

/**
 * The enabled policies of one GitLab instance at one revision.
 *
 * @param revision the last activation among them
 * @param set the policies, compiled
 * @param exceptions the approved exceptions from them; some may be over by now
 */
public record PoliciesInForce(long revision, PolicySet set, List<PolicyException> exceptions) {
    public PoliciesInForce {
        requireNonNull(set, "set is null");
        exceptions = List.copyOf(exceptions);
    }

    /** The exceptions that may concern a project at {@code now}, the only ones that its snapshots have to hold. */
    public List<PolicyException> exceptionsOf(String projectPath, Instant now) {
        return exceptions.stream()
                .filter(exception -> now.isBefore(exception.endsAt()))
                .filter(exception -> exception.scope().isEmpty()
                        || projectPath.equals(exception.scope())
                        || projectPath.startsWith(exception.scope() + "/"))
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.PolicySet;

/**
 * The enabled policies of one GitLab instance at one revision.
 *
 * @param revision the last activation among them
 * @param set the policies, compiled
 */
public record PoliciesInForce(long revision, PolicySet set) {
    public PoliciesInForce {
        requireNonNull(set, "set is null");
    }
}

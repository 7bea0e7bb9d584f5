// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import java.util.List;

/**
 * How one required approval stands.
 *
 * @param index its place among the policy's approval actions, from 0
 * @param required as the policy states it
 * @param eligible user ids of those whose approval counts, sorted
 * @param approved user ids of the eligible who approved, sorted
 * @param ignored user ids of others who approved, sorted
 * @param released whether it asks for nothing, because too few are eligible and the fallback is open
 */
public record ActionResult(
        int index, int required, List<Long> eligible, List<Long> approved, List<Long> ignored, boolean released) {
    public ActionResult {
        eligible = List.copyOf(eligible);
        approved = List.copyOf(approved);
        ignored = List.copyOf(ignored);
    }

    /** How many approvals are missing. */
    public int left() {
        return released ? 0 : Math.max(0, required - approved.size());
    }

    /** Whether more approvals are required than people could give. */
    public boolean isUnreachable() {
        return required > eligible.size();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import java.util.List;

/**
 * A set of changes after which a merge request passes; without any of them it does not.
 *
 * @param changes in a fixed order
 */
public record WayOut(List<Step> changes) {
    public WayOut {
        changes = List.copyOf(changes);
    }

    /** The changes alone. */
    public List<Change> plain() {
        return changes.stream().map(Step::change).toList();
    }

    /**
     * A change, and others of its kind each of which could take its place; at most {@value WaysOut#MOST_CANDIDATES} are
     * looked at.
     */
    public record Step(Change change, List<Change> instead) {
        public Step {
            instead = List.copyOf(instead);
        }
    }
}

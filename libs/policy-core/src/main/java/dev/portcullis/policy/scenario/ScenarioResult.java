// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.decision.Decision;
import java.util.List;

/**
 * How a scenario went.
 *
 * @param differences between what was expected and what was decided, each a sentence; empty: as expected
 */
public record ScenarioResult(Scenario scenario, Decision decision, List<String> differences) {
    public ScenarioResult {
        requireNonNull(scenario, "scenario is null");
        requireNonNull(decision, "decision is null");
        differences = List.copyOf(differences);
    }

    /** Whether everything is as expected. */
    public boolean passed() {
        return differences.isEmpty();
    }
}

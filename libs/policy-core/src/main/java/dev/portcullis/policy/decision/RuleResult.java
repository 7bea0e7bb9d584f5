// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.snapshot.Findings;
import java.util.List;

/**
 * How one rule of a policy stands.
 *
 * @param index its place among the policy's rules, from 0
 * @param reasons what was found out, in the order in which it was
 */
public record RuleResult(int index, Status status, List<Reason> reasons) {
    public RuleResult {
        requireNonNull(status, "status is null");
        reasons = List.copyOf(reasons);
    }

    /** The findings that it counted. */
    public Findings findings() {
        Findings all = Findings.EMPTY;
        for (Reason reason : reasons) {
            if (reason instanceof Reason.Counted counted) {
                all = all.or(counted.findings());
            }
        }
        return all;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import dev.portcullis.policy.document.Cadence;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.ScanRule;
import java.util.List;

/** Finds what keeps a scan execution policy from scanning. */
final class ScanLint {
    private ScanLint() {}

    static void check(ScanExecutionPolicy policy, List<String> protectedBranches, Findings findings) {
        if (policy.rules().isEmpty()) {
            findings.key("rules").warn("no-rule", "the policy has no rule, so that it never scans", "add a rule");
        }
        if (policy.actions().isEmpty()) {
            findings.key("actions")
                    .warn("no-action", "the policy has no action, so that it scans nothing", "add a scan");
        }
        for (int i = 0; i < policy.rules().size(); i++) {
            String where = "rule " + (i + 1);
            Findings place = findings.key("rules").item(i);
            switch (policy.rules().get(i)) {
                case ScanRule.InPipeline rule ->
                    BranchLint.dead(where, rule.branches(), protectedBranches, false, place);
                case ScanRule.OnSchedule rule -> {
                    if (rule.target() instanceof ScanRule.OnBranches target) {
                        BranchLint.dead(where, target.branches(), protectedBranches, false, place);
                    }
                    cadence(where, rule.cadence(), place);
                }
            }
        }
    }

    private static void cadence(String where, String cadence, Findings rule) {
        if (Cadence.problem(cadence).isEmpty() && !Cadence.comes(cadence)) {
            rule.key("cadence")
                    .warn(
                            "never-due",
                            where + " never runs: no day is meant by '" + cadence + "'",
                            "give a day that the month has");
        }
    }
}

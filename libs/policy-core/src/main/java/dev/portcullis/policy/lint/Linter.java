// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.document.PolicyDocument.Located;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.model.ApprovalPolicy;
import dev.portcullis.policy.model.PipelineExecutionPolicy;
import dev.portcullis.policy.model.PipelineSchedulePolicy;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.VulnerabilityManagementPolicy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds what a valid policy file says that is probably not meant. */
public final class Linter {
    private Linter() {}

    /** What there is to say about the usable policies of {@code document}, in their order. */
    public static List<Problem> lint(PolicyDocument document) {
        return lint(document, List.of());
    }

    /**
     * The same, knowing which branches are protected.
     *
     * @param protectedBranches names and wildcards; empty: not known
     */
    public static List<Problem> lint(PolicyDocument document, List<String> protectedBranches) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Located> byName = new HashMap<>();
        for (Located located : document.located()) {
            Findings findings = Findings.of(document.source(), located, problems);
            Located same = byName.putIfAbsent(
                    located.policy().type().word() + "/" + located.policy().name(), located);
            if (same != null) {
                findings.key("name")
                        .warn(
                                "duplicate-name",
                                "the name '" + located.policy().name() + "' is also that of the policy in line "
                                        + same.at().line(),
                                "give each policy a name of its own");
            }
            ScopeLint.check(located.policy().header().scope(), findings);
            switch (located.policy()) {
                case ApprovalPolicy policy -> ApprovalLint.check(policy, protectedBranches, findings);
                case ScanExecutionPolicy policy -> ScanLint.check(policy, protectedBranches, findings);
                case PipelineSchedulePolicy policy -> ScheduleLint.check(policy, findings);
                case VulnerabilityManagementPolicy policy -> VulnerabilityLint.check(policy, findings);
                case PipelineExecutionPolicy _ -> {}
            }
        }
        return problems;
    }
}

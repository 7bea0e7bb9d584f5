// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One condition under which an approval policy is violated. */
public sealed interface ApprovalRule {
    /** The target branches that the rule is about. */
    BranchSelector branches();

    /**
     * Security findings beyond a number.
     *
     * @param scanners scan types judged together; with {@code scannerRules} empty too: all types
     * @param scannerRules scan types judged each alone, by criteria of their own
     * @param states empty stands for both new states
     */
    record ScanFinding(
            BranchSelector branches,
            Set<ScanType> scanners,
            List<ScannerRule> scannerRules,
            FindingCriteria criteria,
            Set<VulnerabilityState> states,
            @Nullable VulnerabilityAge age)
            implements ApprovalRule {
        public ScanFinding {
            requireNonNull(branches, "branches is null");
            requireNonNull(criteria, "criteria is null");
            scanners = Set.copyOf(scanners);
            scannerRules = List.copyOf(scannerRules);
            states = Set.copyOf(states);
        }
    }

    /** Licences of dependencies. */
    record LicenseFinding(BranchSelector branches, Set<LicenseState> states, LicenseList licenses)
            implements ApprovalRule {
        public LicenseFinding {
            requireNonNull(branches, "branches is null");
            requireNonNull(licenses, "licenses is null");
            states = Set.copyOf(states);
        }
    }

    /** Every merge request, or every one with an unsigned commit. */
    record AnyMergeRequest(BranchSelector branches, CommitKind commits) implements ApprovalRule {
        public AnyMergeRequest {
            requireNonNull(branches, "branches is null");
            requireNonNull(commits, "commits is null");
        }
    }
}

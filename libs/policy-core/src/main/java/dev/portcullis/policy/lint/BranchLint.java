// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import dev.portcullis.policy.decision.Wildcard;
import dev.portcullis.policy.model.BranchException;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import java.util.List;

/** Finds rules that no branch is left for. */
final class BranchLint {
    private BranchLint() {}

    /**
     * Says where the exceptions take out every branch.
     *
     * @param protectedBranches names and wildcards; empty: not known
     * @param ofProtected whether no branch named is every protected one, as in approval rules, and not every one
     * @param rule the place of the rule
     */
    static void dead(
            String where, BranchSelector selector, List<String> protectedBranches, boolean ofProtected, Findings rule) {
        Findings findings = rule.key("branch_exceptions");
        List<BranchException> exceptions = selector.exceptions();
        if (selector.branches() instanceof BranchSelector.Named named && areExcepted(exceptions, named.patterns())) {
            findings.warn(
                    "dead-rule",
                    where + " never applies: branch_exceptions takes out every branch that it names",
                    "name other branches");
        } else if (exceptions.stream()
                .anyMatch(exception -> exception.name().equals("*") && exception.fullPath() == null)) {
            findings.warn("dead-rule", where + " never applies: branch_exceptions takes out every branch", null);
        } else if (isAboutProtected(selector.branches(), ofProtected) && areExcepted(exceptions, protectedBranches)) {
            findings.warn(
                    "dead-rule",
                    where + " never applies: branch_exceptions takes out every protected branch",
                    "leave one of them in: " + String.join(", ", protectedBranches));
        }
    }

    private static boolean isAboutProtected(BranchSelector.Branches branches, boolean ofProtected) {
        return switch (branches) {
            case BranchSelector.Named named -> ofProtected && named.patterns().isEmpty();
            case BranchSelector.OfType(BranchType type) -> type == BranchType.PROTECTED;
        };
    }

    /** Whether there are branches, and exceptions that hold in every project take out each of them. */
    private static boolean areExcepted(List<BranchException> exceptions, List<String> branches) {
        return !branches.isEmpty() && branches.stream().allMatch(branch -> isExcepted(exceptions, branch));
    }

    private static boolean isExcepted(List<BranchException> exceptions, String branch) {
        return exceptions.stream()
                .anyMatch(exception -> exception.fullPath() == null && Wildcard.matches(exception.name(), branch));
    }

    /** Says where no branch named is a protected one, or none of those that are is left by the exceptions. */
    static void unprotected(String where, BranchSelector selector, List<String> protectedBranches, Findings findings) {
        if (protectedBranches.isEmpty()
                || !(selector.branches() instanceof BranchSelector.Named named)
                || named.patterns().isEmpty()) {
            return;
        }
        boolean met = named.patterns().stream()
                .anyMatch(branch -> protectedBranches.stream().anyMatch(other -> canMeet(branch, other)));
        if (!met) {
            findings.key("branches")
                    .warn(
                            "unprotected-target",
                            where + " never applies: it names " + String.join(", ", named.patterns())
                                    + ", and policies are only about protected branches",
                            "protect the branches, or name protected ones: " + String.join(", ", protectedBranches));
        } else if (!areExcepted(selector.exceptions(), named.patterns())
                && named.patterns().stream()
                        .noneMatch(branch -> protectedBranches.stream()
                                .anyMatch(other -> isLeft(selector.exceptions(), branch, other)))) {
            findings.key("branch_exceptions")
                    .warn(
                            "dead-rule",
                            where + " never applies: of the branches that it names, none is protected"
                                    + " and left by branch_exceptions",
                            "name a protected branch that is not excepted");
        }
    }

    /** Whether the exceptions leave of what two names have in common, which is the one without a wildcard. */
    private static boolean isLeft(List<BranchException> exceptions, String branch, String other) {
        if (!canMeet(branch, other)) {
            return false;
        }
        boolean widerBranch = branch.contains("*") && !other.contains("*");
        boolean widerOther = other.contains("*") && !branch.contains("*");
        return (widerBranch || !isExcepted(exceptions, branch)) && (widerOther || !isExcepted(exceptions, other));
    }

    /** Whether one name can be meant by both; of two wildcards that is taken for granted. */
    private static boolean canMeet(String one, String other) {
        return Wildcard.matches(one, other)
                || Wildcard.matches(other, one)
                || (one.contains("*") && other.contains("*"));
    }
}

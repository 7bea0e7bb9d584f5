// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.BranchException;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.snapshot.Project;

/** Which branches a rule is about: those it names, less its exceptions, as far as they are protected. */
final class Branches {
    private Branches() {}

    static boolean covers(Project project, String target, BranchSelector selector) {
        return isProtected(project, target) && includes(project, target, selector);
    }

    /** Whether {@code selector} holds for the target if that is protected. */
    static boolean includes(Project project, String target, BranchSelector selector) {
        return names(project, selector, target) && !isExcepted(project, selector, target);
    }

    static boolean isProtected(Project project, String branch) {
        return matchesAny(project.protectedBranches(), branch);
    }

    private static boolean names(Project project, BranchSelector selector, String target) {
        return switch (selector.branches()) {
            case BranchSelector.Named named -> named.patterns().isEmpty() || matchesAny(named.patterns(), target);
            case BranchSelector.OfType(BranchType type) ->
                type != BranchType.DEFAULT || project.defaultBranch().equals(target);
        };
    }

    static boolean isExcepted(Project project, BranchSelector selector, String branch) {
        for (BranchException exception : selector.exceptions()) {
            if (applies(project, exception, branch)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matchesAny(Iterable<String> patterns, String branch) {
        for (String pattern : patterns) {
            if (Wildcard.matches(pattern, branch)) {
                return true;
            }
        }
        return false;
    }

    private static boolean applies(Project project, BranchException exception, String branch) {
        return (exception.fullPath() == null || exception.fullPath().equals(project.path()))
                && Wildcard.matches(exception.name(), branch);
    }
}

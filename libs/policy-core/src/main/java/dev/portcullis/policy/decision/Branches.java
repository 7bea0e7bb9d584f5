// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.BranchException;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.Snapshot;

/** Which branches a rule is about: those it names, less its exceptions, as far as they are protected. */
final class Branches {
    private Branches() {}

    /** Whether an approval rule with {@code selector} holds for the merge request's target. */
    static boolean covers(Snapshot snapshot, BranchSelector selector) {
        return covers(snapshot.project(), snapshot.mergeRequest().targetBranch(), selector);
    }

    static boolean covers(Project project, String target, BranchSelector selector) {
        return isProtected(project, target)
                && names(project, selector, target)
                && !isExcepted(project, selector, target);
    }

    static boolean isProtected(Project project, String branch) {
        return project.protectedBranches().stream().anyMatch(pattern -> Wildcard.matches(pattern, branch));
    }

    private static boolean names(Project project, BranchSelector selector, String target) {
        return switch (selector.branches()) {
            case BranchSelector.Named named ->
                named.patterns().isEmpty()
                        || named.patterns().stream().anyMatch(pattern -> Wildcard.matches(pattern, target));
            case BranchSelector.OfType(BranchType type) ->
                type != BranchType.DEFAULT || project.defaultBranch().equals(target);
        };
    }

    static boolean isExcepted(Project project, BranchSelector selector, String branch) {
        return selector.exceptions().stream().anyMatch(exception -> applies(project, exception, branch));
    }

    private static boolean applies(Project project, BranchException exception, String branch) {
        return (exception.fullPath() == null || exception.fullPath().equals(project.path()))
                && Wildcard.matches(exception.name(), branch);
    }
}

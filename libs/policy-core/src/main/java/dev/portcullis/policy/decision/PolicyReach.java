// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.model.Policy;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.Collection;
import java.util.Set;

/** How far policies reach: which projects, and which branches the rules of execution policies are about. */
public final class PolicyReach {
    private PolicyReach() {}

    /** Whether a policy is switched on and the project lies within its scope. */
    public static boolean holds(Policy policy, Project project) {
        return policy.header().enabled() && Scopes.includes(policy.header().scope(), project);
    }

    /** The same, whatever the facts are that could not be obtained: for what must not be done in doubt. */
    public static boolean surelyHolds(Policy policy, Project project, Set<Fact> unavailable) {
        return policy.header().enabled()
                && Scopes.surelyIncludes(policy.header().scope(), project, unavailable);
    }

    /** Whether it holds, or could, for all that is known: for what has to be done in doubt. */
    public static boolean canHold(Policy policy, Project project, Set<Fact> unavailable) {
        return policy.header().enabled() && Scopes.canInclude(policy.header().scope(), project, unavailable);
    }

    static boolean surelyHolds(Policy policy, Snapshot snapshot) {
        return surelyHolds(policy, snapshot.project(), snapshot.unavailable().keySet());
    }

    /**
     * Whether an execution rule is about a branch.
     *
     * @param mergeTargets the target branches of the open merge requests from the branch
     */
    public static boolean covers(
            BranchSelector selector, Project project, String branch, Collection<String> mergeTargets) {
        return names(selector, project, branch, mergeTargets) && !Branches.isExcepted(project, selector, branch);
    }

    private static boolean names(
            BranchSelector selector, Project project, String branch, Collection<String> mergeTargets) {
        return switch (selector.branches()) {
            case BranchSelector.Named named ->
                named.patterns().isEmpty()
                        || named.patterns().stream().anyMatch(pattern -> Wildcard.matches(pattern, branch));
            case BranchSelector.OfType(BranchType type) ->
                switch (type) {
                    case ALL -> true;
                    case DEFAULT -> branch.equals(project.defaultBranch());
                    case PROTECTED -> Branches.isProtected(project, branch);
                    case TARGET_DEFAULT -> mergeTargets.contains(project.defaultBranch());
                    case TARGET_PROTECTED ->
                        mergeTargets.stream().anyMatch(target -> Branches.isProtected(project, target));
                };
        };
    }
}

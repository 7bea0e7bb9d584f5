// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.MatchMode;
import dev.portcullis.policy.model.PolicyScope;
import dev.portcullis.policy.model.ProjectKind;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import dev.portcullis.policy.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a project lies within a scope. */
final class Scopes {
    private Scopes() {}

    /** An empty dimension counts as absent; with none left the scope holds everything. */
    static boolean includes(PolicyScope scope, Project project) {
        return includes(scope, project, Set.of(), false);
    }

    /** Whether the scope holds the project whatever the facts are that could not be obtained. */
    static boolean surelyIncludes(PolicyScope scope, Project project, Set<Fact> unavailable) {
        return includes(scope, project, unavailable, false);
    }

    /** Whether the scope holds the project, or could, for all that is known. */
    static boolean canInclude(PolicyScope scope, Project project, Set<Fact> unavailable) {
        return includes(scope, project, unavailable, true);
    }

    static boolean surelyIncludes(PolicyScope scope, Snapshot snapshot) {
        return surelyIncludes(scope, snapshot.project(), snapshot.unavailable().keySet());
    }

    static boolean canInclude(PolicyScope scope, Snapshot snapshot) {
        return canInclude(scope, snapshot.project(), snapshot.unavailable().keySet());
    }

    /** The missing fact on which it hangs whether the scope holds the project; absent: it hangs on none. */
    static @Nullable Fact doubt(PolicyScope scope, Snapshot snapshot) {
        if (snapshot.unavailable().isEmpty() || surelyIncludes(scope, snapshot) || !canInclude(scope, snapshot)) {
            return null;
        }
        boolean frameworks = !scope.frameworks().isEmpty() && !snapshot.has(Fact.COMPLIANCE_FRAMEWORKS);
        return frameworks ? Fact.COMPLIANCE_FRAMEWORKS : Fact.SECURITY_ATTRIBUTES;
    }

    /** More dimensions that match never make a scope smaller, so both values of what is missing give its bounds. */
    private static boolean includes(PolicyScope scope, Project project, Set<Fact> missing, boolean assumed) {
        if (scope.equals(PolicyScope.EVERYWHERE)) {
            return true;
        }
        List<Boolean> dimensions = new ArrayList<>();
        if (!scope.frameworks().isEmpty()) {
            dimensions.add(
                    missing.contains(Fact.COMPLIANCE_FRAMEWORKS)
                            ? assumed
                            : !Collections.disjoint(scope.frameworks(), project.complianceFrameworks()));
        }
        if (!scope.projects().isEmpty() || !scope.excludedKinds().isEmpty()) {
            dimensions.add(!isExcludedKind(scope, project) && scope.projects().matches(Set.of(project.id())));
        }
        if (!scope.groups().isEmpty()) {
            dimensions.add(scope.groups()
                    .matches(project.groups().stream()
                            .map(Project.AncestorGroup::id)
                            .toList()));
        }
        scope.attributes().forEach((category, filter) -> {
            if (!filter.isEmpty()) {
                dimensions.add(
                        missing.contains(Fact.SECURITY_ATTRIBUTES)
                                ? assumed
                                : filter.matches(project.securityAttributes().getOrDefault(category, Set.of())));
            }
        });
        return dimensions.isEmpty()
                || (scope.matchMode() == MatchMode.ANY ? dimensions.contains(true) : !dimensions.contains(false));
    }

    private static boolean isExcludedKind(PolicyScope scope, Project project) {
        return (project.personal() && scope.excludedKinds().contains(ProjectKind.PERSONAL))
                || (project.archived() && scope.excludedKinds().contains(ProjectKind.ARCHIVED));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import dev.portcullis.policy.model.MatchMode;
import dev.portcullis.policy.model.PolicyScope;
import dev.portcullis.policy.model.ProjectKind;
import dev.portcullis.policy.snapshot.Project;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Whether a project lies within a scope. */
final class Scopes {
    private Scopes() {}

    /** An empty dimension counts as absent; with none left the scope holds everything. */
    static boolean includes(PolicyScope scope, Project project) {
        List<Boolean> dimensions = new ArrayList<>();
        if (!scope.frameworks().isEmpty()) {
            dimensions.add(!Collections.disjoint(scope.frameworks(), project.complianceFrameworks()));
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
                dimensions.add(filter.matches(project.securityAttributes().getOrDefault(category, Set.of())));
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

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import dev.portcullis.policy.model.IdFilter;
import dev.portcullis.policy.model.MatchMode;
import dev.portcullis.policy.model.PolicyScope;
import java.util.Collections;
import java.util.Map;

/** Finds scopes that contradict themselves. */
final class ScopeLint {
    private ScopeLint() {}

    static void check(PolicyScope scope, Findings findings) {
        contradiction("projects", scope.projects(), findings);
        contradiction("groups", scope.groups(), findings);
        for (Map.Entry<String, IdFilter> entry : scope.attributes().entrySet()) {
            contradiction(entry.getKey(), entry.getValue(), findings);
        }
        if (scope.matchMode() == MatchMode.ANY && hasExclusionAlone(scope)) {
            findings.key("policy_scope")
                    .key("match_mode")
                    .warn(
                            "scope-any-excluding",
                            "with match_mode any, a list that only excludes lets in nearly every project",
                            "use match_mode all, or say what is included");
        }
    }

    private static void contradiction(String dimension, IdFilter filter, Findings findings) {
        if (!Collections.disjoint(filter.including(), filter.excluding())) {
            findings.key("policy_scope")
                    .key(dimension)
                    .warn(
                            "scope-contradiction",
                            "policy_scope." + dimension + " includes and excludes the same id, and exclusion wins",
                            "take it out of one of the lists");
        }
    }

    private static boolean hasExclusionAlone(PolicyScope scope) {
        boolean projects = scope.projects().including().isEmpty()
                && (!scope.projects().excluding().isEmpty()
                        || !scope.excludedKinds().isEmpty());
        return projects
                || excludesAlone(scope.groups())
                || scope.attributes().values().stream().anyMatch(ScopeLint::excludesAlone);
    }

    private static boolean excludesAlone(IdFilter filter) {
        return filter.including().isEmpty() && !filter.excluding().isEmpty();
    }
}

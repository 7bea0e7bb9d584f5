// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.IdFilter;
import dev.portcullis.policy.model.MatchMode;
import dev.portcullis.policy.model.PolicyScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A scope as keys and values. */
final class ScopeTree {
    private ScopeTree() {}

    static Map<String, Object> of(PolicyScope scope) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (scope.matchMode() == MatchMode.ANY) {
            tree.put("match_mode", scope.matchMode().word());
        }
        Trees.putIds(tree, "compliance_frameworks", scope.frameworks());
        Map<String, Object> projects = new LinkedHashMap<>();
        Trees.putIds(projects, "including", scope.projects().including());
        List<Object> excluding = new ArrayList<>(Trees.ids(scope.projects().excluding()));
        Trees.words(scope.excludedKinds()).forEach(kind -> excluding.add(Map.of("type", kind)));
        Trees.putList(projects, "excluding", excluding);
        putObject(tree, "projects", projects);
        putObject(tree, "groups", filter(scope.groups()));
        for (String category : PolicyScope.ATTRIBUTE_CATEGORIES) {
            putObject(tree, category, filter(scope.attributes().getOrDefault(category, IdFilter.NONE)));
        }
        return tree;
    }

    private static Map<String, Object> filter(IdFilter filter) {
        Map<String, Object> tree = new LinkedHashMap<>();
        Trees.putIds(tree, "including", filter.including());
        Trees.putIds(tree, "excluding", filter.excluding());
        return tree;
    }

    private static void putObject(Map<String, Object> tree, String key, Map<String, Object> object) {
        if (!object.isEmpty()) {
            tree.put(key, object);
        }
    }
}

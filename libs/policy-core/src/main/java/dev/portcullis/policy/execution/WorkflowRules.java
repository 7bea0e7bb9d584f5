// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries the {@code workflow:rules} of a policy's file over to its jobs: in the pipeline that they join they must hold
 * back the policy's jobs only.
 */
final class WorkflowRules {
    private static final Set<String> CARRIED = Set.of("if", "when");

    private WorkflowRules() {}

    /** The rules of a job that runs where the workflow and the job's own rules let it; empty: no rules at all. */
    static List<Map<String, Object>> of(@Nullable Object workflow, @Nullable Object jobRules, List<String> problems) {
        List<Map<String, Object>> own = maps(jobRules);
        List<Map<String, Object>> guards = workflow instanceof Map<?, ?> map ? maps(map.get("rules")) : List.of();
        if (guards.isEmpty()) {
            return own;
        }
        List<Map<String, Object>> rules = new ArrayList<>();
        for (Map<String, Object> guard : guards) {
            if (!CARRIED.containsAll(guard.keySet())) {
                problems.add("workflow:rules are carried over with if and when only, not with " + guard.keySet());
            }
            if (!"never".equals(guard.get("when"))) {
                List<Map<String, Object>> inner = own.isEmpty() ? List.of(Map.of("when", "on_success")) : own;
                inner.forEach(rule -> rules.add(both(guard, rule)));
            }
            rules.add(never(guard));
        }
        return rules;
    }

    private static Map<String, Object> both(Map<String, Object> guard, Map<String, Object> rule) {
        Map<String, Object> both = new LinkedHashMap<>();
        Object outer = guard.get("if");
        Object inner = rule.get("if");
        if (outer != null && inner != null) {
            both.put("if", "(" + outer + ") && (" + inner + ")");
        } else if (outer != null) {
            both.put("if", outer);
        }
        rule.forEach(both::putIfAbsent);
        return both;
    }

    private static Map<String, Object> never(Map<String, Object> guard) {
        Map<String, Object> never = new LinkedHashMap<>();
        if (guard.containsKey("if")) {
            never.put("if", guard.get("if"));
        }
        never.put("when", "never");
        return never;
    }

    private static List<Map<String, Object>> maps(@Nullable Object list) {
        List<Map<String, Object>> maps = new ArrayList<>();
        if (list instanceof List<?> elements) {
            for (Object element : elements) {
                if (element instanceof Map<?, ?> map) {
                    Map<String, Object> copy = new LinkedHashMap<>();
                    map.forEach((key, value) -> copy.put(String.valueOf(key), value));
                    maps.add(copy);
                }
            }
        }
        return maps;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes into jobs what they extend. */
final class JobTemplates {
    private final Map<String, Map<String, Object>> jobs;
    private final Map<String, Map<String, Object>> known = new HashMap<>();
    private final Set<String> under = new LinkedHashSet<>();

    /** @param jobs of one file, by name, templates among them */
    JobTemplates(Map<String, Map<String, Object>> jobs) {
        this.jobs = jobs;
    }

    /** A job with all that it extends; {@code extends} keeps the names of what the file does not hold, or of itself. */
    Map<String, Object> whole(Map<String, Object> job) {
        Map<String, Object> whole = new LinkedHashMap<>();
        List<Object> unknown = new ArrayList<>();
        for (Object parent : parents(job)) {
            String name = String.valueOf(parent);
            if (jobs.containsKey(name) && !under.contains(name)) {
                merge(whole, template(name));
            } else {
                unknown.add(parent);
            }
        }
        merge(whole, job);
        whole.remove("extends");
        if (!unknown.isEmpty()) {
            whole.put("extends", unknown);
        }
        return whole;
    }

    private Map<String, Object> template(String name) {
        Map<String, Object> found = known.get(name);
        if (found == null) {
            under.add(name);
            found = whole(jobs.getOrDefault(name, Map.of()));
            under.remove(name);
            known.put(name, found);
        }
        return found;
    }

    private static List<?> parents(Map<String, Object> job) {
        return switch (job.get("extends")) {
            case null -> List.of();
            case List<?> list -> list;
            case Object one -> List.of(one);
        };
    }

    /** As GitLab merges: maps key by key, everything else is replaced. */
    private static void merge(Map<String, Object> into, Map<?, ?> from) {
        from.forEach((name, value) -> {
            String key = String.valueOf(name);
            if (into.get(key) instanceof Map<?, ?> old && value instanceof Map<?, ?> fresh) {
                Map<String, Object> both = new LinkedHashMap<>();
                merge(both, old);
                merge(both, fresh);
                into.put(key, both);
            } else {
                into.put(key, value);
            }
        });
    }
}

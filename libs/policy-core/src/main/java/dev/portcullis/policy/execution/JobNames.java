// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Follows renamed jobs in what other jobs say about them. */
final class JobNames {
    private static final List<String> REFERRING = List.of("needs", "dependencies");

    private JobNames() {}

    /** A job whose {@code needs} and {@code dependencies} name jobs as they are called now. */
    static Map<String, Object> rename(Map<String, Object> job, Map<String, String> names) {
        Map<String, Object> renamed = new LinkedHashMap<>(job);
        for (String key : REFERRING) {
            if (job.get(key) instanceof List<?> list) {
                renamed.put(key, list.stream().map(item -> item(item, names)).toList());
            }
        }
        return renamed;
    }

    private static Object item(Object item, Map<String, String> names) {
        if (item instanceof String name) {
            return names.getOrDefault(name, name);
        }
        if (!(item instanceof Map<?, ?> map)) {
            return item;
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(
                String.valueOf(key),
                key.equals("job") ? names.getOrDefault(String.valueOf(value), String.valueOf(value)) : value));
        return copy;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import dev.portcullis.policy.document.PolicyTree;
import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.model.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares policies by what they mean: order of keys and sets, comments and layout make no difference. */
public final class PolicyDiff {
    private PolicyDiff() {}

    /** The changes from {@code before} to {@code after}; policies are told apart by type and name. */
    public static List<Change> compare(Collection<? extends Policy> before, Collection<? extends Policy> after) {
        Map<String, Policy> old = byName(before);
        Map<String, Policy> current = byName(after);
        List<Change> changes = new ArrayList<>();
        old.forEach((key, policy) -> {
            if (!current.containsKey(key)) {
                changes.add(new Change.Removed(policy.type().word(), policy.name()));
            }
        });
        current.forEach((key, policy) -> {
            Policy was = old.get(key);
            if (was == null) {
                changes.add(new Change.Added(policy.type().word(), policy.name()));
            } else {
                compare(changes, policy, "", PolicyTree.of(was), PolicyTree.of(policy));
            }
        });
        return changes;
    }

    private static Map<String, Policy> byName(Collection<? extends Policy> policies) {
        Map<String, Policy> byName = new LinkedHashMap<>();
        for (Policy policy : policies) {
            String key = policy.type().word() + "/" + policy.name();
            int twin = 2;
            while (byName.containsKey(key)) {
                key = policy.type().word() + "/" + policy.name() + "/" + twin++;
            }
            byName.put(key, policy);
        }
        return byName;
    }

    private static void compare(
            List<Change> changes, Policy policy, String path, @Nullable Object before, @Nullable Object after) {
        if (before instanceof Map<?, ?> left && after instanceof Map<?, ?> right) {
            Set<Object> keys = new LinkedHashSet<>(left.keySet());
            keys.addAll(right.keySet());
            for (Object key : keys) {
                String below = path.isEmpty() ? key.toString() : path + "." + key;
                compare(changes, policy, below, left.get(key), right.get(key));
            }
        } else if (before instanceof List<?> left && after instanceof List<?> right && hasObjects(left, right)) {
            for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
                compare(changes, policy, path + "[" + i + "]", at(left, i), at(right, i));
            }
        } else if (!Objects.equals(before, after)) {
            changes.add(new Change.Changed(policy.type().word(), policy.name(), path, shown(before), shown(after)));
        }
    }

    private static boolean hasObjects(List<?> left, List<?> right) {
        return !left.isEmpty() && !right.isEmpty() && left.getFirst() instanceof Map && right.getFirst() instanceof Map;
    }

    private static @Nullable Object at(List<?> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }

    private static @Nullable String shown(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Map<?, ?> map -> new String(CanonicalJson.write(map), StandardCharsets.UTF_8);
            case List<?> list -> new String(CanonicalJson.write(list), StandardCharsets.UTF_8);
            default -> value.toString();
        };
    }
}

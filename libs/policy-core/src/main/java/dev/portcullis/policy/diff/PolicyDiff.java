// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.model.Policy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                Difference.between(was, policy).forEach(difference -> changes.add(changed(policy, difference)));
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

    private static Change changed(Policy policy, Difference difference) {
        return new Change.Changed(
                policy.type().word(),
                policy.name(),
                difference.path(),
                shown(difference.before()),
                shown(difference.after()));
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

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.diff;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.document.PolicyTree;
import dev.portcullis.policy.model.Policy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One value of the policy language that is another.
 *
 * @param path such as {@code rules[0].branches}
 * @param before text, number, flag, list or map; absent: there was none, so that the default held
 * @param after absent: there is none any more
 */
record Difference(
        String path, @Nullable Object before, @Nullable Object after) {
    Difference {
        requireNonNull(path, "path is null");
    }

    /** The differences between two policies, in the order in which policies are printed. */
    static List<Difference> between(Policy before, Policy after) {
        List<Difference> differences = new ArrayList<>();
        compare(differences, "", PolicyTree.of(before), PolicyTree.of(after));
        return differences;
    }

    private static void compare(
            List<Difference> differences, String path, @Nullable Object before, @Nullable Object after) {
        if (before instanceof Map<?, ?> left && after instanceof Map<?, ?> right) {
            Set<Object> keys = new LinkedHashSet<>(left.keySet());
            keys.addAll(right.keySet());
            for (Object key : keys) {
                String below = path.isEmpty() ? key.toString() : path + "." + key;
                compare(differences, below, left.get(key), right.get(key));
            }
        } else if (before instanceof List<?> left && after instanceof List<?> right && hasObjects(left, right)) {
            for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
                compare(differences, path + "[" + i + "]", at(left, i), at(right, i));
            }
        } else if (!Objects.equals(before, after)) {
            differences.add(new Difference(path, before, after));
        }
    }

    private static boolean hasObjects(List<?> left, List<?> right) {
        return !left.isEmpty() && !right.isEmpty() && left.getFirst() instanceof Map && right.getFirst() instanceof Map;
    }

    private static @Nullable Object at(List<?> list, int index) {
        return index < list.size() ? list.get(index) : null;
    }
}

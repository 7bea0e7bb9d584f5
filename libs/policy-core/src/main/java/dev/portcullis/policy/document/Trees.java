// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.Word;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts values into trees; what is absent or empty is left out. */
final class Trees {
    private Trees() {}

    static void put(Map<String, Object> tree, String key, @Nullable Object value) {
        if (value != null) {
            tree.put(key, value);
        }
    }

    static void putList(Map<String, Object> tree, String key, List<?> list) {
        if (!list.isEmpty()) {
            tree.put(key, list);
        }
    }

    static void putFlag(Map<String, Object> tree, String key, boolean flag) {
        if (flag) {
            tree.put(key, true);
        }
    }

    static void putIds(Map<String, Object> tree, String key, Collection<Long> ids) {
        putList(tree, key, ids(ids));
    }

    /** Ids as the language writes most of them. */
    static List<Map<String, Object>> ids(Collection<Long> ids) {
        return ids.stream().sorted().map(id -> Map.<String, Object>of("id", id)).toList();
    }

    static <E extends Enum<E> & Word> List<String> words(Collection<E> words) {
        return words.stream().sorted().map(Word::word).toList();
    }
}

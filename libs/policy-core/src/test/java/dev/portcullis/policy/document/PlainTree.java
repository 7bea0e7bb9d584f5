// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A YAML text as maps, lists and values that can be changed. A path names keys from the outside in, as
 * docs/reference/policy-keys.md does: lists are not written, and {@code *} is any key.
 */
final class PlainTree {
    private final List<Place> objects = new ArrayList<>();
    private final Map<String, Object> root;

    private record Place(String path, Map<String, Object> object) {}

    PlainTree(String yaml) {
        this.root = map((YamlNode.Mapping) requireNonNull(YamlText.read(yaml).root()), "");
    }

    /** As YAML, with everything in the order of the text. */
    String write() {
        return YamlPrinter.print(root);
    }

    /** Takes a key out wherever it stands at {@code path}, and says how often it did. */
    int remove(String path) {
        return remove(root, List.of(path.split("\\.")));
    }

    /** Shows the whole with {@code key} in one object, for each of them in turn with its path. */
    void withEach(String key, BiConsumer<String, String> action) {
        for (Place place : objects) {
            place.object().put(key, 1L);
            action.accept(place.path(), write());
            place.object().remove(key);
        }
    }

    private static int remove(Object node, List<String> path) {
        if (node instanceof List<?> list) {
            return list.stream().mapToInt(element -> remove(element, path)).sum();
        }
        if (!(node instanceof Map<?, ?> map)) {
            return 0;
        }
        String first = path.getFirst();
        if (path.size() == 1) {
            boolean there = map.containsKey(first);
            map.remove(first);
            return there ? 1 : 0;
        }
        return map.entrySet().stream()
                .filter(entry -> first.equals("*") || first.equals(entry.getKey()))
                .mapToInt(entry -> remove(entry.getValue(), path.subList(1, path.size())))
                .sum();
    }

    private Map<String, Object> map(YamlNode.Mapping mapping, String path) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            map.put(key, plain(entry.value(), path.isEmpty() ? key : path + "." + key));
        }
        objects.add(new Place(path, map));
        return map;
    }

    private Object plain(YamlNode node, String path) {
        return switch (node) {
            case YamlNode.Mapping mapping -> map(mapping, path);
            case YamlNode.Sequence sequence -> {
                List<Object> list = new ArrayList<>();
                sequence.elements().forEach(element -> list.add(plain(element, path)));
                yield list;
            }
            case YamlNode.Scalar scalar -> value(scalar);
        };
    }

    private static Object value(YamlNode.Scalar scalar) {
        String text = scalar.text();
        if (scalar.isNull()) {
            return YamlPrinter.NOTHING;
        }
        if (scalar.plain() && text.matches("true|false")) {
            return Boolean.valueOf(text);
        }
        if (scalar.plain() && text.matches("-?(0|[1-9][0-9]{0,17})")) {
            return Long.valueOf(text);
        }
        return scalar.plain() && text.matches("-?[0-9]+\\.[0-9]+") ? Double.valueOf(text) : text;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** YAML as text, booleans, whole numbers, lists, maps and references; nothing is an empty text. */
final class CiTree {
    private CiTree() {}

    /** @param text of which {@code mapping} is a part */
    static Map<String, Object> map(YamlNode.Mapping mapping, String text) {
        Map<String, Object> map = new LinkedHashMap<>();
        mapping.entries().forEach(entry -> map.put(entry.key().text(), value(entry.value(), text)));
        return map;
    }

    static Object value(YamlNode node, String text) {
        return switch (node) {
            case YamlNode.Mapping mapping -> map(mapping, text);
            case YamlNode.Sequence sequence -> {
                List<Object> list = sequence.elements().stream()
                        .map(element -> value(element, text))
                        .toList();
                yield CiReferences.isReference(sequence, text)
                        ? new CiReferences.Reference(
                                sequence.start().line(),
                                list.stream().map(String::valueOf).toList())
                        : list;
            }
            case YamlNode.Scalar scalar -> scalar(scalar);
        };
    }

    static String text(Map<String, Object> map, String key) {
        return map.getOrDefault(key, "").toString();
    }

    static List<String> words(Map<String, Object> map, String key) {
        return map.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Object scalar(YamlNode.Scalar scalar) {
        String text = scalar.text();
        if (!scalar.plain()) {
            return text;
        }
        if (scalar.isNull()) {
            return "";
        }
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        return text.matches("0|-?[1-9][0-9]{0,17}") ? Long.valueOf(text) : text;
    }
}

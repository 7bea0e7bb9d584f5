// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import dev.portcullis.policy.document.Fields;
import dev.portcullis.policy.document.Reading;
import dev.portcullis.policy.model.Word;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Reads the values that scenarios have in common; what has no value is absent. */
final class Values {
    private Values() {}

    /** Any single value as text: names may look like numbers. */
    static @Nullable String text(Fields fields, String key) {
        YamlNode node = fields.get(key);
        return node == null ? null : fields.reading().anyText(node, fields.path(key));
    }

    static String text(Fields fields, String key, String otherwise) {
        String text = text(fields, key);
        return text == null ? otherwise : text;
    }

    static @Nullable Long id(Fields fields, String key) {
        YamlNode node = fields.get(key);
        return node == null ? null : fields.reading().id(node, fields.path(key));
    }

    static long id(Fields fields, String key, long otherwise) {
        Long id = id(fields, key);
        return id == null ? otherwise : id;
    }

    static List<String> texts(Fields fields, String key) {
        return fields.list(key, fields.reading()::anyText);
    }

    /** The object under {@code key}, an empty one where it is absent. */
    static Fields object(Fields fields, String key) {
        Fields object = fields.object(key);
        YamlNode.Mapping parent = fields.node();
        return object == null
                ? new Fields(fields.reading(), new YamlNode.Mapping(List.of(), parent.start(), parent.end()), "")
                : object;
    }

    /** The words of the object under {@code key}, whose keys are names. */
    static <E extends Enum<E> & Word> Map<String, E> words(Fields fields, String key, Class<E> type) {
        return each(fields, key, (node, at) -> fields.reading().word(node, at, type));
    }

    /** The texts of the object under {@code key}, whose keys are names. */
    static Map<String, String> namedTexts(Fields fields, String key) {
        return each(fields, key, fields.reading()::anyText);
    }

    /** The ids of the object under {@code key}, whose keys are names. */
    static Map<String, Long> namedIds(Fields fields, String key) {
        return each(fields, key, fields.reading()::id);
    }

    /** The same, where no two names can have one id. */
    static Map<String, Long> ownIds(Fields fields, String key) {
        Map<Long, String> names = new HashMap<>();
        Map<String, Long> ids = new LinkedHashMap<>();
        for (YamlNode.Entry entry : object(fields, key).node().entries()) {
            String name = entry.key().text();
            String at = fields.path(key) + "." + Reading.shown(name);
            Long id = fields.reading().id(entry.value(), at);
            if (id != null) {
                checkOwn(fields.reading(), names, id, name, entry.value(), at);
                ids.put(name, id);
            }
        }
        return ids;
    }

    /** Reports an id that one of {@code names} has already, and notes whose it is. */
    static void checkOwn(Reading reading, Map<Long, String> names, long id, String name, YamlNode node, String at) {
        String other = names.putIfAbsent(id, name);
        if (other != null) {
            reading.error(
                    "duplicate",
                    node.start(),
                    at,
                    "the id " + id + " is also that of '" + Reading.shown(other) + "'",
                    "give each an id of its own");
        }
    }

    /** The values of the object under {@code key}, whose keys are names, each read by {@code value}. */
    static <T> Map<String, T> each(Fields fields, String key, BiFunction<YamlNode, String, @Nullable T> value) {
        Map<String, T> read = new LinkedHashMap<>();
        for (YamlNode.Entry entry : object(fields, key).node().entries()) {
            String name = entry.key().text();
            T one = value.apply(entry.value(), fields.path(key) + "." + Reading.shown(name));
            if (one != null) {
                read.put(name, one);
            }
        }
        return read;
    }
}

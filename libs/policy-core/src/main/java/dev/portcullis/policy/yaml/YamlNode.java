// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a YAML document, with the place where it starts and the place after its end. */
public sealed interface YamlNode {
    /** Where it starts. */
    Position start();

    /** Where it has ended. */
    Position end();

    /**
     * A single value.
     *
     * @param plain whether it stands without quotes, so that {@code true} or {@code 1} is not text
     */
    record Scalar(String text, boolean plain, Position start, Position end) implements YamlNode {
        public Scalar {
            requireNonNull(text, "text is null");
            requireNonNull(start, "start is null");
            requireNonNull(end, "end is null");
        }

        /** Whether it says that there is no value. */
        public boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }
    }

    /**
     * A list.
     *
     * @param flow whether it is written in brackets
     */
    record Sequence(List<YamlNode> elements, boolean flow, Position start, Position end) implements YamlNode {
        public Sequence {
            requireNonNull(start, "start is null");
            requireNonNull(end, "end is null");
            elements = List.copyOf(elements);
        }
    }

    /** Keys with values, in the order of the text; a key stands once. */
    record Mapping(List<Entry> entries, Position start, Position end) implements YamlNode {
        public Mapping {
            requireNonNull(start, "start is null");
            requireNonNull(end, "end is null");
            entries = List.copyOf(entries);
        }

        /** The value of {@code key}, if there is one. */
        public @Nullable YamlNode get(String key) {
            Entry entry = entry(key);
            return entry == null ? null : entry.value();
        }

        /** The entry of {@code key}, if there is one. */
        public @Nullable Entry entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().text().equals(key))
                    .findFirst()
                    .orElse(null);
        }
    }

    /** A key and its value. */
    record Entry(Scalar key, YamlNode value) {
        public Entry {
            requireNonNull(key, "key is null");
            requireNonNull(value, "value is null");
        }
    }
}

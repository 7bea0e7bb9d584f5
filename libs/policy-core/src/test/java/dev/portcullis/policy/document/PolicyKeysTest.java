// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every key of the published schema has a row in docs/reference/policy-keys.md, with a scenario that uses it. */
class PolicyKeysTest {
    private static final Path PAGE = Path.of("../../docs/reference/policy-keys.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+) \\| (.+) \\| \\[[^]]+]\\((.+)\\) \\|");
    private static final Set<String> OF_EVERY_POLICY = Set.of(
            "type", "name", "description", "enabled", "policy_scope", "metadata", "skip_ci", "no_pipeline", "content");

    private final Map<?, ?> schema =
            (Map<?, ?>) CanonicalJson.read(PolicySchema.text().getBytes(StandardCharsets.UTF_8));

    private record Row(String meaning, String ifAbsent, String link) {}

    @Test
    void everyKeyHasARowAndEveryRowAKey() throws IOException {
        Set<String> keys = new LinkedHashSet<>();
        walk(schema, "", keys);
        assertThat(keys).hasSizeGreaterThan(150);
        assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    void everyRowNamesAFileThatUsesItsKey() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Row> row : rows().entrySet()) {
            String key = row.getKey().substring(row.getKey().lastIndexOf('.') + 1);
            Path file = PAGE.resolveSibling(row.getValue().link()).normalize();
            if (!Files.isRegularFile(file)
                    || !Pattern.compile("\\b" + key + "\\b")
                            .matcher(Files.readString(file))
                            .find()) {
                wrong.add(row.getKey() + " is not used in " + file);
            }
            if (row.getValue().meaning().isBlank() || row.getValue().ifAbsent().isBlank()) {
                wrong.add(row.getKey() + " says too little");
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static Map<String, Row> rows() throws IOException {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(rows.put(row.group(1), new Row(row.group(2), row.group(3), row.group(4))))
                        .as(row.group(1) + " stands once")
                        .isNull();
            }
        }
        return rows;
    }

    private void walk(Object node, String path, Set<String> keys) {
        if (node instanceof List<?> list) {
            list.forEach(element -> walk(element, path, keys));
        }
        if (!(node instanceof Map<?, ?> map)) {
            return;
        }
        if (map.get("$ref") instanceof String reference) {
            Map<?, ?> definitions = (Map<?, ?>) schema.get("$defs");
            walk(definitions.get(reference.substring("#/$defs/".length())), path, keys);
        }
        for (String part : List.of("oneOf", "anyOf", "allOf", "if", "then", "else", "items")) {
            walk(map.get(part), path, keys);
        }
        if (map.get("additionalProperties") instanceof Map<?, ?> named) {
            walk(named, path + ".*", keys);
        }
        if (map.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, value) -> {
                String key = path.isEmpty() ? (String) name : path + "." + name;
                keys.add(shown(key));
                walk(value, key, keys);
            });
        }
    }

    /** Keys that mean the same everywhere stand once; a list of ids is one row. */
    private static String shown(String path) {
        String[] parts = path.split("\\.");
        String shown =
                parts.length > 1 && OF_EVERY_POLICY.contains(parts[1]) ? path.replaceFirst("^[a-z_]+\\.", "*.") : path;
        return shown.replaceFirst("\\.id$", "")
                .replace("rules.scanners.vulnerability_attributes.", "rules.vulnerability_attributes.");
    }
}

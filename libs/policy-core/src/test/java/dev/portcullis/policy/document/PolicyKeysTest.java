// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.scenario.ScenarioFile;
import dev.portcullis.policy.scenario.ScenarioResult;
import dev.portcullis.policy.scenario.ScenarioRunner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/policy-keys.md has a row for every key that the published schema and the parser know, and for no other;
 * each says rightly whether the key is required, and links a file of scenarios that need the key.
 */
class PolicyKeysTest {
    private static final Path PAGE = Path.of("../../docs/reference/policy-keys.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+) \\| (.+) \\| \\[[^]]+]\\((.+)\\) \\|");
    private static final Set<String> OF_EVERY_POLICY = Set.of(
            "type", "name", "description", "enabled", "policy_scope", "metadata", "skip_ci", "no_pipeline", "content");

    private static final String KNOWN = "use one of: ";

    /** Keys that the file of a scenario cannot hold; a test of the parser has them. */
    private static final Set<String> OUTSIDE_SCENARIOS =
            Set.of("*.type", "ci_component_publishing_policy", "dependency_firewall_policy");

    /** Keys that no expectation of a scenario shows: free text, what is left to GitLab, what other tests are about. */
    private static final Set<String> DECIDES_NOTHING = Set.of(
            "*.description",
            "*.metadata",
            "approval_policy.approval_settings.require_password_to_approve",
            "approval_policy.approval_settings.block_branch_modification",
            "approval_policy.approval_settings.prevent_pushing_and_force_pushing",
            "approval_policy.approval_settings.block_group_branch_modification",
            "approval_policy.approval_settings.block_group_branch_modification.exceptions",
            "approval_policy.bypass_settings.access_tokens",
            "approval_policy.bypass_settings.service_accounts",
            "scan_execution_policy.rules.agents.*.namespaces",
            "*.no_pipeline",
            "*.no_pipeline.allowlist",
            "*.no_pipeline.allowlist.users",
            "pipeline_execution_schedule_policy.schedules.branches",
            "pipeline_execution_schedule_policy.schedules.snooze.reason",
            "experiments",
            "experiments.*.enabled",
            "experiments.*.configuration");

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
    void theParserKnowsTheSameKeys() throws IOException {
        Set<String> known =
                new LinkedHashSet<>(List.of("ci_component_publishing_policy", "dependency_firewall_policy"));
        // The parser answers a key that it does not know with those that it does.
        new PlainTree(PolicySchemaTest.EVERYTHING).withEach("zzzzzzzzzzzz", (path, text) -> {
            for (Problem problem : PolicyDocument.parse(text, "policy.yml").problems()) {
                String advice = String.valueOf(problem.suggestion());
                if (problem.rule().equals("unknown-key") && advice.startsWith(KNOWN)) {
                    Arrays.stream(advice.substring(KNOWN.length()).split(", "))
                            .map(key -> shown(path.isEmpty() ? key : path + "." + key))
                            .forEach(known::add);
                }
            }
        });
        assertThat(rows().keySet()).containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void whatIsRequiredIsSaidToBe() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Row> row : rows().entrySet()) {
            PlainTree less = new PlainTree(PolicySchemaTest.EVERYTHING);
            int removed = less.remove(row.getKey());
            boolean required = !PolicyDocument.parse(less.write(), "policy.yml").isValid();
            boolean said = row.getValue().ifAbsent().startsWith("required");
            if (required != said || (removed == 0 && !OUTSIDE_SCENARIOS.contains(row.getKey()))) {
                wrong.add(row.getKey() + ": " + row.getValue().ifAbsent());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRowNamesAFileThatUsesItsKey() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, Row> row : rows().entrySet()) {
            Path file = PAGE.resolveSibling(row.getValue().link()).normalize();
            boolean uses = OUTSIDE_SCENARIOS.contains(row.getKey())
                    ? Files.readString(file).contains(row.getKey().replace("*.", ""))
                    : removeFromPolicies(new PlainTree(Files.readString(file)), row.getKey()) > 0;
            if (!uses
                    || row.getValue().meaning().isBlank()
                    || row.getValue().ifAbsent().isBlank()) {
                wrong.add(row.getKey() + " in " + file);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** Without the key the file is refused or one of its scenarios fails. */
    @Test
    void theScenariosOfARowNeedItsKeyUnlessItDecidesNothingInThem() throws IOException {
        Set<String> needless = new LinkedHashSet<>();
        Set<Path> seen = new HashSet<>();
        for (Map.Entry<String, Row> row : rows().entrySet()) {
            Path file = PAGE.resolveSibling(row.getValue().link());
            if (OUTSIDE_SCENARIOS.contains(row.getKey())) {
                continue;
            }
            if (seen.add(file)) {
                assertThat(passesWithout("nothing", file))
                        .as("%s as it is", file)
                        .isTrue();
            }
            if (passesWithout(row.getKey(), file)) {
                needless.add(row.getKey());
            }
        }
        assertThat(needless).containsExactlyInAnyOrderElementsOf(DECIDES_NOTHING);
    }

    private static boolean passesWithout(String key, Path scenarios) throws IOException {
        PlainTree less = new PlainTree(Files.readString(scenarios));
        removeFromPolicies(less, key);
        ScenarioFile file =
                ScenarioFile.parse(less.write().getBytes(StandardCharsets.UTF_8), scenarios.toString(), _ -> null);
        return file.isValid() && ScenarioRunner.run(file).stream().allMatch(ScenarioResult::passed);
    }

    private static int removeFromPolicies(PlainTree scenarios, String key) {
        return scenarios.remove("policies." + key) + scenarios.remove("policies.sources." + key);
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
                .replaceFirst("^(experiments|scan_execution_policy\\.rules\\.agents)\\.[^.]+\\.", "$1.*.")
                .replace("rules.scanners.vulnerability_attributes.", "rules.vulnerability_attributes.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * A kind of problem of policy files; docs/reference/problems.md shows them all.
 *
 * @param id the {@code rule} of its problems
 * @param level the gravest of its problems' levels
 * @param title what is wrong, in a sentence
 * @param meaning what follows from it; Markdown
 * @param advice what to do; Markdown
 */
record Rule(String id, String level, String title, String meaning, String advice) {
    /** Every kind of problem, in the order of the documentation. */
    static List<Rule> all() {
        try (InputStream json = requireNonNull(Rule.class.getResourceAsStream("rules.json"), "no rules.json")) {
            List<?> rules = (List<?>) requireNonNull(CanonicalJson.read(json.readAllBytes()), "no rules");
            return rules.stream().map(rule -> read((Map<?, ?>) rule)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rule read(Map<?, ?> rule) {
        return new Rule(
                text(rule, "id"),
                text(rule, "level"),
                text(rule, "title"),
                text(rule, "meaning"),
                text(rule, "advice"));
    }

    private static String text(Map<?, ?> rule, String key) {
        return (String) requireNonNull(rule.get(key), key);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleTest {
    private static final Path CORE = Path.of("../../libs/policy-core/src/main/java/dev/portcullis/policy");
    private static final Path PAGE = Path.of("../../docs/reference/problems.md");
    private static final List<String> LEVELS = List.of("note", "warning", "error");

    /** As the core's parser and linter name the rule of a problem, behind its level. */
    private static final Pattern NAMED =
            Pattern.compile("(?:\\b(error|warn|note)\\(|Level\\.(ERROR|WARNING|NOTE),)\\s*\"([a-z-]+)\"");

    @Test
    void everyRuleOfParserAndLinterIsDescribedAndNoOther() throws IOException {
        Map<String, String> used = new TreeMap<>();
        for (String folder : List.of("document", "lint")) {
            try (Stream<Path> files = Files.walk(CORE.resolve(folder))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Matcher named = NAMED.matcher(Files.readString(file));
                    while (named.find()) {
                        String level = named.group(1) == null ? named.group(2) : named.group(1);
                        used.merge(named.group(3), word(level), RuleTest::graver);
                    }
                }
            }
        }
        assertThat(used).hasSizeGreaterThan(40);
        Map<String, String> described = new TreeMap<>();
        Rule.all().forEach(rule -> described.put(rule.id(), rule.level()));
        assertThat(described).isEqualTo(used).hasSameSizeAs(Rule.all());
    }

    @Test
    void theReferenceShowsEveryRule() throws IOException {
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Rule.all().stream()
                        .map(rule -> "| `" + rule.id() + "` | " + rule.level() + " | " + rule.title() + " "
                                + rule.meaning() + " | " + rule.advice() + " |")
                        .toList());
    }

    private static String word(String level) {
        String word = level.toLowerCase(Locale.ROOT);
        return word.equals("warn") ? "warning" : word;
    }

    private static String graver(String one, String other) {
        return LEVELS.indexOf(one) > LEVELS.indexOf(other) ? one : other;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every statement of docs/reference/semantics.md is checked by the files that it names, and by at least one. */
class SemanticsTest {
    private static final Path DOCUMENT = Path.of("../../docs/reference/semantics.md");
    private static final List<Path> TESTS = List.of(
            Path.of("src/test/java"),
            Path.of("../../evaluation-service/src/test/java"),
            Path.of("../../policy-service/src/test/java"));
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z][0-9.-]*[0-9]) \\| (.+) \\| (.*) \\|");
    private static final Pattern SAME_AS = Pattern.compile("\\(([A-Z][0-9.-]*[0-9])\\)$");
    private static final Pattern ID = Pattern.compile("[A-Z][0-9.-]*[0-9]");
    private static final Pattern TAG = Pattern.compile("@Tag\\(\"([^\"]+)\"\\)");

    private record Statement(String id, String text, Set<String> files) {}

    @Test
    void everyStatementIsCheckedWhereItSays() throws IOException {
        Map<String, Set<String>> checked = checked();
        List<String> wrong = new ArrayList<>();
        for (Statement statement : statements()) {
            Set<String> expected = new TreeSet<>(checked.getOrDefault(statement.id(), Set.of()));
            Matcher sameAs = SAME_AS.matcher(statement.text());
            if (sameAs.find()) {
                expected.addAll(checked.getOrDefault(sameAs.group(1), Set.of()));
            }
            if (expected.isEmpty() || !expected.equals(statement.files())) {
                wrong.add(statement.id() + " is checked by " + expected + ", the document says " + statement.files());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyIdThatATestNamesIsListed() throws IOException {
        List<String> listed = statements().stream().map(Statement::id).toList();
        assertThat(listed).doesNotHaveDuplicates().containsAll(checked().keySet());
        assertThat(listed)
                .containsAll(IntStream.rangeClosed(1, 45)
                        .mapToObj(number -> "R" + number)
                        .toList());
    }

    private static List<Statement> statements() throws IOException {
        List<Statement> statements = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                Set<String> files = new TreeSet<>(
                        Arrays.asList(row.group(3).replace("`", "").split(", ")));
                statements.add(new Statement(row.group(1), row.group(2), files));
            }
        }
        assertThat(statements).hasSizeGreaterThan(100);
        return statements;
    }

    private static Map<String, Set<String>> checked() throws IOException {
        Map<String, Set<String>> checked = new TreeMap<>();
        for (Path path : ScenariosTest.files()) {
            for (Scenario scenario : ScenariosTest.read(path).scenarios()) {
                for (String word : scenario.name().split(":", 2)[0].split(" ")) {
                    if (ID.matcher(word).matches()) {
                        add(checked, word, path);
                    }
                }
            }
        }
        for (Path folder : TESTS) {
            addTags(checked, folder);
        }
        return checked;
    }

    private static void addTags(Map<String, Set<String>> checked, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                Matcher tag = TAG.matcher(Files.readString(path));
                while (tag.find()) {
                    add(checked, tag.group(1), path);
                }
            }
        }
    }

    private static void add(Map<String, Set<String>> checked, String id, Path path) {
        checked.computeIfAbsent(id, _ -> new TreeSet<>()).add(path.getFileName().toString());
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.lint.Linter;
import dev.portcullis.policy.scenario.ScenarioFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Any bytes give policies or problems that lie in the file. */
class BadInputPropertiesTest {
    private static final List<String> TOKENS = List.of(
            "[",
            "]",
            "{",
            "}",
            "- ",
            "? ",
            ": ",
            ":",
            ",",
            "\"",
            "'",
            "&a ",
            "*a ",
            "<<: *a",
            "<<: ",
            "!!str ",
            "!x ",
            "!<",
            "|\n",
            ">-\n",
            "|2\n",
            "#",
            " ",
            "  ",
            "\n",
            "\n  ",
            "\t",
            "\r",
            "%YAML 1.2\n",
            "---\n",
            "...\n",
            "\\",
            "\\u",
            "\\U00110000",
            "\\x0",
            "\u0000",
            "\u0085",
            "\u2028",
            "\ufeff",
            "\ud83d\ude00",
            "é",
            "a",
            "true",
            "~",
            "1",
            "-0",
            "1e9",
            "0x1",
            "approval_policy",
            "name",
            "enabled",
            "rules",
            "type",
            "scan_finding",
            "experiments");
    private static final List<byte[]> REAL = real();

    @Property(tries = 2000)
    void bytes(@ForAll byte[] bytes) {
        check(bytes);
    }

    @Property(tries = 3000)
    void tokensOfYaml(@ForAll Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(TOKENS.get(random.nextInt(TOKENS.size())));
        }
        check(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 1500)
    void realFilesWithBytesChangedMovedAndLost(@ForAll Random random) {
        byte[] file = REAL.get(random.nextInt(REAL.size()));
        List<Byte> bytes = new ArrayList<>();
        for (byte one : file) {
            bytes.add(one);
        }
        for (int i = 1 + random.nextInt(6); i > 0 && bytes.size() > 1; i--) {
            int at = random.nextInt(bytes.size());
            int end = Math.min(bytes.size(), at + random.nextInt(40));
            switch (random.nextInt(4)) {
                case 0 -> bytes.set(at, (byte) random.nextInt(256));
                case 1 -> bytes.subList(at, end).clear();
                case 2 -> bytes.addAll(random.nextInt(bytes.size()), List.copyOf(bytes.subList(at, end)));
                default -> {
                    byte[] token = TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
                    for (byte one : token) {
                        bytes.add(at++, one);
                    }
                }
            }
        }
        byte[] changed = new byte[bytes.size()];
        for (int i = 0; i < changed.length; i++) {
            changed[i] = bytes.get(i);
        }
        check(changed);
    }

    private static void check(byte[] bytes) {
        PolicyDocument document = PolicyDocument.parse(bytes, "bytes");
        int length = document.text().length();
        assertThat(document.problems()).allSatisfy(problem -> {
            assertThat(problem.at().line()).isPositive();
            assertThat(problem.at().column()).isPositive();
            assertThat(problem.at().index()).isBetween(0, length);
            assertThat(problem.fix())
                    .allSatisfy(edit -> assertThat(edit.start()).isBetween(0, edit.end()));
            assertThat(problem.fix()).allSatisfy(edit -> assertThat(edit.end()).isLessThanOrEqualTo(length));
        });
        assertThat(Linter.lint(document)).doesNotContainNull();
        ScenarioFile scenarios = ScenarioFile.parse(bytes, "bytes", _ -> null);
        assertThat(scenarios.problems()).doesNotContainNull();
    }

    private static List<byte[]> real() {
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/scenarios"))) {
            List<byte[]> all = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.add(Files.readAllBytes(file));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

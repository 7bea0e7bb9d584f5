// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.decision.Decision;
import dev.portcullis.policy.decision.DecisionJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs every scenario file, as {@code portcullis test} does. */
class ScenariosTest {
    static final Path DIRECTORY = Path.of("src/test/resources/scenarios");

    @TestFactory
    Stream<DynamicNode> scenarios() throws IOException {
        return files().stream().map(ScenariosTest::container);
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    static ScenarioFile read(Path file) {
        try {
            return ScenarioFile.parse(
                    Files.readAllBytes(file),
                    file.getFileName().toString(),
                    name -> readIfThere(file.resolveSibling(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] readIfThere(Path file) {
        try {
            return Files.exists(file) ? Files.readAllBytes(file) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the file only when its scenarios are asked for, so that one scenario can be run without the other files. */
    private static DynamicNode container(Path path) {
        return DynamicContainer.dynamicContainer(
                path.getFileName().toString(), Stream.of(path).flatMap(ScenariosTest::scenarios));
    }

    private static Stream<DynamicTest> scenarios(Path path) {
        ScenarioFile file = read(path);
        assertThat(file.problems()).as(path.toString()).isEmpty();
        return file.scenarios().stream()
                .map(scenario -> DynamicTest.dynamicTest(scenario.name(), () -> check(file, scenario)));
    }

    private static void check(ScenarioFile file, Scenario scenario) {
        ScenarioResult result = ScenarioRunner.run(file.policies(), scenario);
        assertThat(result.differences()).isEmpty();
        Decision decision = result.decision();
        assertThat(DecisionJson.read(DecisionJson.write(decision))).isEqualTo(decision);
    }
}

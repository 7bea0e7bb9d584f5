// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told about files full of mistakes: each {@code problems/*.yml} gives the lines of the text beside it. */
class ProblemsTest {
    private static final Path FILES = Path.of("src/test/resources/problems");

    @ParameterizedTest
    @ValueSource(strings = {"file", "header", "approval", "rules", "execution"})
    void everyMistakeIsToldWithItsPlaceAndWhatToDo(String name) throws IOException {
        PolicyDocument document = PolicyDocument.parse(Files.readAllBytes(FILES.resolve(name + ".yml")), name + ".yml");

        assertThat(document.problems())
                .extracting(Problem::toString)
                .containsExactlyElementsOf(Files.readAllLines(FILES.resolve(name + ".txt")));
        assertThat(document.policies()).isEmpty();
        assertThat(document.experiments()).isEmpty();
    }
}

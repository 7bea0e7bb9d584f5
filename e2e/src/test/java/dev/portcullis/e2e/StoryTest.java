// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.sandbox.demo.Report;
import dev.portcullis.sandbox.demo.Story;
import dev.portcullis.sandbox.demo.StoryFailure;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoryTest {
    @TempDir
    static Path directory;

    private static RunningSystem running;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws Exception {
        running = RunningSystem.start(directory);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void theStoryGoesAsToldAndCanBeToldAgain() {
        story(Duration.ofSeconds(60)).tell();
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("Refused:")
                .contains("405")
                .contains("Released, and it merges.");

        story(Duration.ofSeconds(60)).tell();
    }

    @Test
    void itIsToldWithReportsOfOnesOwnToo() {
        Report before = Report.ofDemo("sast", "web-main-sast.json");
        Report after = Report.ofDemo("sast", "web-critical-sast.json");

        story(Duration.ofSeconds(60)).tell(List.of(after), List.of(before));
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("Released, and it merges.");

        story(Duration.ofSeconds(60)).tell(List.of(before), List.of(before));
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("nobody has to approve");
    }

    @Test
    void withoutEvaluationTheStoryFails() throws Exception {
        running.system().halt("evaluation-service");
        try {
            assertThatThrownBy(() -> story(Duration.ofSeconds(5)).tell())
                    .isInstanceOf(StoryFailure.class)
                    .hasMessageContaining("in vain");
        } finally {
            running.system().restart("evaluation-service", Map.of());
        }
    }

    private Story story(Duration patience) {
        return Story.of(
                running.system().url(),
                running.system().gitLabUrl(),
                running.rootToken(),
                new PrintStream(told, true, StandardCharsets.UTF_8),
                patience);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailpointsTest {
    @TempDir
    private Path marks;

    /** Hits the points that its arguments name, in order, and says that it came to the end. */
    static final class Hits {
        private Hits() {}

        public static void main(String[] arguments) {
            Failpoints failpoints = FailpointsFixture.armed(Path.of(arguments[0]), arguments[1]);
            for (String point : List.of(arguments).subList(2, arguments.length)) {
                failpoints.hit(point);
            }
        }
    }

    @Test
    void anArmedPointHaltsTheProcessAndLeavesItsMark() throws Exception {
        assertThat(exitCode("point", "other", "point")).isEqualTo(137);
        assertThat(marks.resolve("point")).exists();
        assertThat(marks.resolve("other")).doesNotExist();
    }

    @Test
    void aCountedPointHaltsAtItsTimeOnly() throws Exception {
        assertThat(exitCode("point@3", "point", "point")).isZero();
        assertThat(marks.resolve("point")).doesNotExist();
        assertThat(exitCode("point@3", "point", "point", "point")).isEqualTo(137);
        assertThat(marks.resolve("point")).exists();
    }

    @Test
    void withoutConfigurationNothingHappens() {
        assertThatCode(() -> FailpointsFixture.none().hit("point")).doesNotThrowAnyException();
    }

    @Test
    void halfAConfigurationIsExplained() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Failpoints(Optional.of(List.of("point")), Optional.empty()))
                .withMessageContaining("set portcullis.failpoints.dir");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FailpointsFixture.armed(marks, "point@soon"))
                .withMessageContaining("'point@soon'");
    }

    private int exitCode(String armed, String... hits) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Hits.class.getName(),
                marks.toString(),
                armed));
        command.addAll(List.of(hits));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(marks.resolve("output").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.sandbox.run.UpOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code up} in a terminal of its own, with servers of its own, until somebody types Ctrl-C. */
class CtrlCTest {
    @TempDir
    Path directory;

    @Test
    void ctrlCLeavesNothingRunning() throws Exception {
        Path output = directory.resolve("output");
        Process shell = start(output);
        List<ProcessHandle> started = List.of();
        try {
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> !shell.isAlive() || Files.readString(output).contains("Ctrl-C ends it"));
            assertThat(Files.readString(output)).contains("Portcullis is up. Where to look: http://localhost:");
            started = ofThisRun();
            assertThat(started.stream().map(CtrlCTest::commandLine).toList())
                    .as("the runner, the servers with PostgreSQL as a process of its own, and the services")
                    .anyMatch(line -> line.contains("sandbox.run.Command"))
                    .anyMatch(line -> line.contains("postgres"))
                    .anyMatch(line -> line.contains("evaluation-service"))
                    .hasSizeGreaterThan(6);

            interrupt(shell);

            assertThat(shell.waitFor()).as("ended by SIGINT").isEqualTo(130);
            await().atMost(Duration.ofSeconds(60)).until(() -> ofThisRun().isEmpty());
            assertThat(started).noneMatch(ProcessHandle::isAlive);
            assertThat(Files.readString(output)).doesNotContain("portcullis: ", "ended. The end of its log");
            assertThat(directory.resolve("state/run.json")).doesNotExist();
        } finally {
            started.forEach(ProcessHandle::destroyForcibly);
            ofThisRun().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }

    /** Starts it as the foreground job of an interactive shell would be: in a process group of its own. */
    private Process start(Path output) throws IOException {
        Path sandbox = root().resolve("tools/sandbox/target");
        return new ProcessBuilder(
                        "bash",
                        "-c",
                        "set -m; \"$@\" & echo $! >" + directory.resolve("group") + "; wait $!",
                        "up",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx384m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        sandbox.resolve("sandbox.jar") + ":" + sandbox.resolve("lib") + "/*",
                        "dev.portcullis.sandbox.run.Command",
                        "--root",
                        root().toString(),
                        "--state",
                        directory.resolve("state").toString(),
                        "up",
                        "--no-demo",
                        "--port",
                        Integer.toString(UpOptions.anywhere().port()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /** What a terminal does on Ctrl-C: SIGINT to every process of the foreground group. */
    private void interrupt(Process shell) throws Exception {
        String group = Files.readString(directory.resolve("group")).strip();
        assertThat(shell.children().map(ProcessHandle::pid).toList()).contains(Long.valueOf(group));
        assertThat(new ProcessBuilder("kill", "-INT", "--", "-" + group).start().waitFor())
                .isZero();
    }

    /** Every process that names this run's state: PostgreSQL is nobody's child. */
    private List<ProcessHandle> ofThisRun() {
        String state = directory.resolve("state").toString();
        return ProcessHandle.allProcesses()
                .filter(process -> !process.equals(ProcessHandle.current()))
                .filter(process -> commandLine(process).contains(state))
                .toList();
    }

    private static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    private static Path root() {
        return Path.of(System.getProperty("portcullis.root"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every command does with options and files as people get them wrong. */
class UsageTest {
    @TempDir
    Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"validate", "test", "explain", "diff", "ci-config"})
    void helpAndVersionGoToStandardOutput(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: portcullis " + command + " ");
        out.getBuffer().setLength(0);
        assertThat(run(command, "--version")).isZero();
        assertThat(out.toString()).startsWith("portcullis ");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "test", "explain", "diff", "ci-config"})
    void wrongUsageGoesToStandardErrorAndEndsWithTwo(String command) throws IOException {
        assertThat(run(command)).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required parameter", "Usage: portcullis " + command);
        err.getBuffer().setLength(0);
        assertThat(run(command, "--bogus", file("file.yml", "{}"))).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: portcullis " + command);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"validate", "test", "explain", "diff", "ci-config"})
    void filesThatCannotBeReadEndWithTwoAndAReason(String command) throws IOException {
        for (String name : new String[] {directory.resolve("none.yml").toString(), directory.toString(), ""}) {
            assertThat(run(command.equals("diff") ? new String[] {command, name, name} : new String[] {command, name}))
                    .isEqualTo(2);
        }
        assertThat(err.toString().lines())
                .containsExactly(
                        "cannot read '" + directory.resolve("none.yml") + "': there is no such file",
                        "cannot read '" + directory + "': it is a directory",
                        "cannot read '': the name is empty");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void anEmptyFileIsAFinding() throws IOException {
        String file = file("empty.yml", "");
        assertThat(run("validate", file)).isEqualTo(1);
        assertThat(run("test", file)).isEqualTo(1);
        assertThat(run("explain", file)).isEqualTo(1);
        assertThat(run("ci-config", file)).isEqualTo(1);
        assertThat(run("diff", file, file)).isEqualTo(2);
    }

    @Test
    void withoutOrWithAnUnknownCommandItListsThem() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("valdate")).isEqualTo(2);
        assertThat(err.toString()).contains("Say which command to run.", "Unmatched argument at index 0: 'valdate'");
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("validate", "test", "explain", "diff", "ci-config");
    }

    @Test
    void wrongValuesAreToldWithWhatIsExpected() throws IOException {
        String file = file("file.yml", "{}");
        assertThat(run("validate", "--format=xml", file)).isEqualTo(2);
        assertThat(err.toString()).contains("expected one of [TEXT, JSON, SARIF]");
        assertThat(run("ci-config", "--now=tomorrow", file)).isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "Invalid value for option '--now': 'tomorrow' is no instant; write it as 2026-11-24T12:00:00Z\n");
    }

    @Test
    void nothingIsRepairedWhereAnotherFileCannotBeRead() throws IOException {
        String old = "scan_result_policy: []\n";
        String file = file("old.yml", old);
        assertThat(run("validate", "--fix", file, directory.resolve("none.yml").toString()))
                .isEqualTo(2);
        assertThat(Files.readString(Path.of(file))).isEqualTo(old);
    }

    @Test
    void aReportThatCannotBeWrittenEndsWithTwoBehindTheResults() throws IOException {
        Path junit = directory.resolve("none").resolve("junit.xml");
        assertThat(run("test", "--junit", junit.toString(), file("cases.yaml", "")))
                .isEqualTo(2);
        assertThat(out.toString()).endsWith("0 passed, 1 failed\n");
        assertThat(err.toString()).isEqualTo("cannot write '" + junit + "': there is no such folder\n");
    }

    @Test
    void aFailureOfTheProgramIsNoFinding() throws IOException {
        Writer broken = new Writer() {
            @Override
            public void write(char[] text, int offset, int length) {
                throw new IllegalStateException("broken");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        String file = file("empty.yml", "");
        assertThat(PortcullisCli.run(new PrintWriter(broken), new PrintWriter(err), "validate", file))
                .isEqualTo(2);
        assertThat(err.toString()).contains("IllegalStateException: broken");
    }

    private int run(String... args) {
        return PortcullisCli.run(new PrintWriter(out), new PrintWriter(err), args);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}

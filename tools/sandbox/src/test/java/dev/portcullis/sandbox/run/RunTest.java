// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTest {
    @TempDir
    Path root;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Progress progress = new Progress(new PrintStream(printed, true, StandardCharsets.UTF_8));

    @Test
    void aSecretIsMadeOnceAndOnlyTheUserReadsIt() throws Exception {
        Home home = new Home(root);
        String first = new Secrets(home.secrets()).get("webhook-token");

        assertThat(new Secrets(home.secrets()).get("webhook-token"))
                .isEqualTo(first)
                .hasSize(43);
        assertThat(new Secrets(home.secrets()).get("other")).isNotEqualTo(first);
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(home.secrets().resolve("webhook-token"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aBusyPortGetsASentence() throws Exception {
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.requireFree(busy.getLocalPort(), "--port N"))
                    .isInstanceOf(RunFailure.class)
                    .hasMessageContaining("taken")
                    .hasMessageContaining("--port N");
        }
    }

    @Test
    void aSecondUpIsRefusedWhileTheFirstRuns() {
        Home home = new Home(root);
        state(ProcessHandle.current().pid(), Map.of()).write(home);

        assertThatThrownBy(() -> Stale.clear(home, progress))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("running already")
                .hasMessageContaining("./portcullis down");
    }

    @Test
    void whatAKilledRunLeftIsEnded() throws Exception {
        Home home = new Home(root);
        Path source = Files.writeString(root.resolve("Sleep.java"), """
                void main() throws Exception {
                    Thread.sleep(60_000);
                }
                """);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process left = new ProcessBuilder(java, source.toString()).start();
        try {
            state(deadPid(), Map.of("audit-service", left.pid())).write(home);

            Stale.clear(home, progress);

            assertThat(left.onExit().get()).isNotNull();
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("audit-service");
            assertThat(RunState.read(home)).isEmpty();
        } finally {
            left.destroyForcibly();
        }
    }

    @Test
    void dataOfAnotherVersionGetsASentence() throws Exception {
        Home home = new Home(root);
        Home.createPrivate(home.state());
        String said = "Migration checksum mismatch for migration version 1";
        Child child = Child.start(
                "policy-service",
                List.of("bash", "-c", "echo '" + said + "'; exit 1"),
                home.state(),
                home.log("policy-service"),
                Map.of(),
                false);
        child.process().waitFor();

        assertThat(child.failure("ended while starting"))
                .hasMessageContaining(said)
                .hasMessageEndingWith("Delete it with ./portcullis down --clean, or run that version.");
    }

    @Test
    void aDamagedRunFileGetsASentence() throws Exception {
        Home home = new Home(root);
        Home.writePrivate(home.runFile(), "{");

        assertThatThrownBy(() -> RunState.read(home))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void downWithoutUpSaysSoAndCleanDeletesTheData() throws Exception {
        Home home = new Home(root);
        Home.writePrivate(home.data().resolve("postgres/file"), "x");

        assertThat(new Down(home, progress).run(true)).isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("Nothing is running")
                .contains("deleted");
        assertThat(home.data()).doesNotExist();
    }

    @Test
    void aRealGitLabNeedsItsToken() {
        assertThatThrownBy(() -> new UpOptions(
                        8080,
                        8081,
                        "",
                        Optional.of("https://gitlab.example"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()))
                .isInstanceOf(RunFailure.class)
                .hasMessageContaining("--gitlab-token-file");
    }

    @Test
    void aPostgresOfOnesOwnIsReadFromItsUrl() {
        Database database = Database.parse("postgresql://me:pa:ss@db.example:6432");

        assertThat(database.jdbcUrl("policy")).isEqualTo("jdbc:postgresql://db.example:6432/policy");
        assertThat(database.password()).isEqualTo("pa:ss");
        for (String bad : List.of("db.example", "postgresql://db.example:6432", "::")) {
            assertThatThrownBy(() -> Database.parse(bad)).isInstanceOf(RunFailure.class);
        }
    }

    private static RunState state(long pid, Map<String, Long> processes) {
        return new RunState(pid, true, "http://localhost:1", "http://localhost:2", true, processes, Map.of());
    }

    private static long deadPid() throws Exception {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return process.pid();
    }
}

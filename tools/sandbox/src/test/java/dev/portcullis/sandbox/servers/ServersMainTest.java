// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.sandbox.testing.ProjectRoot;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServersMainTest {
    @TempDir
    private static Path data;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatIsLeft() throws Exception {
        for (Process process : started) {
            stop(process);
        }
        StalePostgres.stop(data.resolve("postgres"));
    }

    @Test
    void dataSurvivesAKillOfTheProcess() throws Exception {
        ServersOptions options = ServersOptions.in(data);
        Process killed = start(options);
        ServersAddress before = ready(killed);
        try (Connection connection = connect(before);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS kept");
            statement.execute("CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (Admin admin = admin(before)) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }
        killed.destroyForcibly().waitFor();
        assertThat(isOpen(before.postgresPort()))
                .as("PostgreSQL outlives its parent")
                .isTrue();

        Process next = start(options.withPorts(before.kafkaPort(), before.postgresPort()));
        ServersAddress after = ready(next);

        assertThat(after.postgresPort()).isEqualTo(before.postgresPort());
        assertThat(after.token()).isNotEqualTo(before.token());
        assertThat(answer(after)).isEqualTo(42);
        try (Admin admin = admin(after)) {
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).contains("kept");
        }
    }

    @Test
    void aSecondProcessIsKeptOut() throws Exception {
        ready(start(ServersOptions.in(data).running(false, true)));

        Process second = start(ServersOptions.in(data));

        assertThat(refusal(second))
                .contains("already run in " + data)
                .contains(Long.toString(started.getFirst().pid()));
    }

    @Test
    void aBusyPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = other.getLocalPort();

            Process process = start(ServersOptions.in(data).withPorts(0, port));

            assertThat(refusal(process))
                    .contains("Port " + port + " of 127.0.0.1, wanted for PostgreSQL, is in use by another program.");
        }
    }

    @Test
    void theyEndWithTheParentThatHoldsTheirInput() throws Exception {
        Process process =
                start(ServersOptions.in(data).running(false, true).endingWhen(EndsWhen.STDIN_CLOSES, Duration.ZERO));
        ServersAddress address = ready(process);
        assertThat(isOpen(address.postgresPort())).isTrue();

        process.getOutputStream().close();

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(isOpen(address.postgresPort())).isFalse();
        assertThat(data.resolve("servers.json")).doesNotExist();
    }

    @Test
    void theyEndWhenTheLastUserHasGone() throws Exception {
        Process process =
                start(ServersOptions.in(data).running(false, true).endingWhen(EndsWhen.UNUSED, Duration.ofSeconds(2)));
        ServersAddress address = ready(process);
        try (Socket lease = new Socket(InetAddress.getLoopbackAddress(), address.leasePort())) {
            assertThat(new String(lease.getInputStream().readNBytes(36), StandardCharsets.UTF_8))
                    .isEqualTo(address.token());
            assertThat(process.waitFor(4, TimeUnit.SECONDS))
                    .as("ends while it is in use")
                    .isFalse();
        }

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void aFreshStartForgets() throws Exception {
        Process first = start(ServersOptions.in(data).running(false, true));
        try (Connection connection = connect(ready(first));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS forgotten (id int)");
        }
        stop(first);

        ServersAddress address =
                ready(start(ServersOptions.in(data).running(false, true).startingFresh()));

        try (Connection connection = connect(address);
                ResultSet rows = connection.getMetaData().getTables(null, null, "forgotten", null)) {
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void aDirectoryThatWasLeftHalfMadeIsMadeAnew(@TempDir Path interrupted) throws Exception {
        Files.createDirectories(interrupted.resolve("postgres/base"));
        Files.writeString(interrupted.resolve("postgres/postgresql.conf"), "");
        Files.createDirectories(interrupted.resolve("kafka/log"));
        Files.writeString(interrupted.resolve("kafka/log/meta.properties"), "");
        Files.createSymbolicLink(interrupted.resolve("binaries"), Files.createDirectories(data.resolve("binaries")));

        ServersAddress address = ready(start(ServersOptions.in(interrupted)));

        try (Connection connection = connect(address)) {
            assertThat(connection.isValid(5)).isTrue();
        }
        try (Admin admin = admin(address)) {
            assertThat(admin.listTopics().names().get(30, TimeUnit.SECONDS)).isEmpty();
        }
        stop(started.getLast());
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private Process start(ServersOptions options) throws IOException {
        Process process = new ProcessBuilder(ServersCommand.of(ProjectRoot.find(), options))
                .redirectError(data.resolve("stderr").toFile())
                .start();
        started.add(process);
        return process;
    }

    private static ServersAddress ready(Process process) throws IOException {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        String line = reader.readLine();
        assertThat(line).as(Files.readString(data.resolve("stderr"))).isNotNull();
        return ServersAddress.parse(line);
    }

    private static String refusal(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        return Files.readAllLines(data.resolve("stderr")).getLast();
    }

    private static Connection connect(ServersAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl("postgres"), ServersAddress.POSTGRES_USER, "");
    }

    private static int answer(ServersAddress address) throws SQLException {
        try (Connection connection = connect(address);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT answer FROM kept")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static Admin admin(ServersAddress address) {
        return Admin.create(Map.of("bootstrap.servers", address.bootstrapServers()));
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.portcullis.sandbox.servers.EndsWhen;
import dev.portcullis.sandbox.servers.ServersAddress;
import dev.portcullis.sandbox.servers.ServersCommand;
import dev.portcullis.sandbox.servers.ServersFailure;
import dev.portcullis.sandbox.servers.ServersOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The servers of one checkout, started by whichever test run comes first and used by all that follow. They run in a
 * process of their own and end some time after the last user has gone.
 */
final class SharedServers implements RealServers {
    private static final Duration IDLE = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ServersAddress address;
    private final Socket lease;

    private SharedServers(ServersAddress address, Socket lease) {
        this.address = address;
        this.lease = lease;
    }

    /** Joins the servers of the checkout at {@code root}, starting them where they do not run. */
    static SharedServers join(Path root) {
        return join(root, root.resolve(".portcullis/test"), IDLE);
    }

    static SharedServers join(Path root, Path directory, Duration idle) {
        try {
            Files.createDirectories(directory);
            try (FileChannel lock = FileChannel.open(directory.resolve("start.lock"), CREATE, WRITE)) {
                lock(lock);
                Path data = directory.resolve("data");
                Optional<SharedServers> running = leaseRunning(data);
                return running.isPresent() ? running.get() : start(root, data, idle);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServersAddress address() {
        return address;
    }

    @Override
    public String bootstrapServers() {
        return address.bootstrapServers();
    }

    @Override
    public String jdbcUrl(String database) {
        return address.jdbcUrl(database);
    }

    @Override
    public String username() {
        return ServersAddress.POSTGRES_USER;
    }

    @Override
    public String password() {
        return ServersAddress.POSTGRES_USER;
    }

    @Override
    public void close() {
        try {
            lease.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<SharedServers> leaseRunning(Path data) throws IOException {
        Path readyFile = data.resolve("servers.json");
        if (!Files.exists(readyFile)) {
            return Optional.empty();
        }
        ServersAddress address = ServersAddress.parse(Files.readString(readyFile));
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.leasePort());
            socket.setSoTimeout(5_000);
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            if (address.token().equals(reader.readLine())) {
                return Optional.of(new SharedServers(address, socket));
            }
            socket.close();
            return Optional.empty();
        } catch (IOException e) {
            // The file is left over from servers that were killed, or are ending just now.
            return Optional.empty();
        }
    }

    private static SharedServers start(Path root, Path data, Duration idle) throws IOException {
        Files.createDirectories(data.resolve("logs"));
        Files.deleteIfExists(data.resolve("servers.json"));
        Path log = data.resolve("logs/servers.log");
        ServersOptions options = ServersOptions.in(data).startingFresh().endingWhen(EndsWhen.UNUSED, idle);
        Process process = new ProcessBuilder(detached(ServersCommand.of(root, options)))
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.to(log.toFile()))
                .start();
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Optional<SharedServers> running = leaseRunning(data);
            if (running.isPresent()) {
                return running.get();
            }
            if (ended(process)) {
                throw new ServersFailure("Kafka and PostgreSQL for the tests did not start:\n" + tail(log));
            }
        }
        process.destroy();
        throw new ServersFailure("Kafka and PostgreSQL for the tests were not ready after " + PATIENCE.toSeconds()
                + " s:\n" + tail(log));
    }

    /** In a session of its own, so that a Ctrl-C at the terminal of one test run does not end it for the others. */
    private static List<String> detached(List<String> command) {
        List<String> detached = new ArrayList<>(command);
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            detached.addFirst("/usr/bin/setsid");
        }
        return detached;
    }

    private static boolean ended(Process process) {
        try {
            return process.waitFor(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServersFailure("interrupted while waiting for Kafka and PostgreSQL", e);
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        while (true) {
            try {
                channel.lock();
                return;
            } catch (OverlappingFileLockException e) {
                // Another thread of this very JVM is starting them.
                Thread.onSpinWait();
            }
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
    }
}

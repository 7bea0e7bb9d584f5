// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Runs Kafka and PostgreSQL until it is told to end. When both take requests, one line of JSON goes to standard output
 * and to {@code servers.json} in the data directory ({@link ServersAddress}). Where they cannot run, one sentence goes
 * to standard error and the exit code is 1; a wrong command line gives 2. See {@link ServersOptions} for the arguments
 * and {@link ServersCommand} for the whole command.
 */
public final class ServersMain {
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    private ServersMain() {}

    public static void main(String[] arguments) {
        ServersOptions options;
        try {
            options = ServersOptions.parse(List.of(arguments));
        } catch (IllegalArgumentException e) {
            System.err.println("portcullis servers: " + e.getMessage());
            System.exit(2);
            return;
        }
        ServersMain servers = new ServersMain();
        Runtime.getRuntime().addShutdownHook(new Thread(servers::stop, "stop servers"));
        try {
            servers.run(options);
            System.exit(0);
        } catch (ServersFailure e) {
            e.printStackTrace();
            System.err.println("portcullis servers: " + e.getMessage());
            System.exit(1);
        } catch (Exception e) {
            e.printStackTrace();
            System.err.println("portcullis servers: unexpected failure: " + e);
            System.exit(1);
        }
    }

    private void run(ServersOptions options) throws IOException, InterruptedException {
        boolean shared = options.endsWhen() == EndsWhen.UNUSED;
        // A shared daemon's successor may start while the predecessor is still shutting down.
        DataDirectory directory = DataDirectory.open(options.data(), Duration.ofSeconds(shared ? 30 : 5));
        opened(directory);
        StalePostgres.stop(directory.postgres());
        if (options.fresh()) {
            directory.wipe();
        }
        int kafkaPort = options.kafka() ? Ports.choose(options.kafkaPort(), "Kafka") : 0;
        int postgresPort = options.postgres() ? Ports.choose(options.postgresPort(), "PostgreSQL") : 0;
        start(directory, kafkaPort, postgresPort);

        String token = UUID.randomUUID().toString();
        Leases leases = shared ? new Leases(token, options.idle()) : null;
        ServersAddress address = new ServersAddress(
                ProcessHandle.current().pid(), token, kafkaPort, postgresPort, leases == null ? 0 : leases.port());
        announce(directory, address);
        awaitEnd(options.endsWhen(), leases);
    }

    private void start(DataDirectory directory, int kafkaPort, int postgresPort) {
        CompletableFuture<@Nullable Void> postgres = CompletableFuture.runAsync(() -> {
            if (postgresPort != 0) {
                opened(PostgresServer.start(directory, postgresPort));
            }
        });
        try {
            if (kafkaPort != 0) {
                opened(KafkaServer.start(directory, kafkaPort));
            }
        } finally {
            join(postgres);
        }
    }

    private static void join(CompletableFuture<@Nullable Void> start) {
        try {
            start.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ServersFailure failure ? failure : e;
        }
    }

    private static void announce(DataDirectory directory, ServersAddress address) throws IOException {
        Path next = directory.readyFile().resolveSibling("servers.json.next");
        Files.writeString(next, address.toJson());
        Files.move(next, directory.readyFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        System.out.println(address.toJson());
        System.out.flush();
    }

    private static void awaitEnd(EndsWhen endsWhen, @Nullable Leases leases) throws IOException, InterruptedException {
        switch (endsWhen) {
            case SIGNALLED -> Thread.currentThread().join();
            case STDIN_CLOSES -> System.in.transferTo(OutputStream.nullOutputStream());
            case UNUSED -> {
                if (leases != null) {
                    leases.awaitUnused();
                    leases.close();
                }
            }
        }
    }

    private synchronized void opened(AutoCloseable part) {
        running.push(part);
    }

    private synchronized void stop() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("portcullis servers: stopping failed: " + e);
            }
        }
    }
}

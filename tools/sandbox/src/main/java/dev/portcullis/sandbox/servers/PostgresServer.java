// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A real PostgreSQL that keeps what it acknowledged: fsync and synchronous commit are on. */
final class PostgresServer implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts it on the directory's cluster, creating the cluster where there is none. */
    static PostgresServer start(DataDirectory directory, int port) {
        try {
            directory.discardUnfinished(directory.postgres());
            Files.createDirectories(directory.binaries());
            PostgresServer started = new PostgresServer(EmbeddedPostgres.builder()
                    .setDataDirectory(directory.postgres())
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(directory.binaries().toFile())
                    .setRegisterShutdownHook(false)
                    .setPort(port)
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "400")
                    .setServerConfig("shared_buffers", "64MB")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .setErrorRedirector(
                            Redirect.appendTo(directory.log("postgres").toFile()))
                    .setOutputRedirector(
                            Redirect.appendTo(directory.log("postgres").toFile()))
                    .start());
            directory.finished(directory.postgres());
            return started;
        } catch (IOException | RuntimeException e) {
            boolean full = directory.isFull();
            StalePostgres.stop(directory.postgres());
            directory.forgetBinaries();
            throw new ServersFailure(why(directory.log("postgres"), e, full), e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String why(Path log, Exception failure, boolean full) {
        List<String> lines = lastLines(log);
        if (full
                || ServersFailure.isFullDisk(failure)
                || String.join("\n", lines).contains("No space left on device")) {
            return "PostgreSQL cannot start: the disk is full. Free some space and start again.";
        }
        return "PostgreSQL cannot start: " + failure.getMessage() + ". Its log, " + log + ", ends with:\n"
                + String.join("\n", lines);
    }

    private static List<String> lastLines(Path log) {
        try {
            List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
            return lines.subList(Math.max(0, lines.size() - 10), lines.size());
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }
}

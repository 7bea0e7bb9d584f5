// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * What is running, as {@code run.json} keeps it for the other commands.
 *
 * @param pid the process of {@code up}
 * @param ready whether everything answered once
 * @param url the origin
 * @param gitLabUrl the GitLab that it works for
 * @param simulated whether that GitLab is the simulated one
 * @param processes the processes that {@code up} started, by name
 * @param ports where the services listen, by name
 */
record RunState(
        long pid,
        boolean ready,
        String url,
        String gitLabUrl,
        boolean simulated,
        Map<String, Long> processes,
        Map<String, Integer> ports) {
    private static final ObjectMapper JSON = new ObjectMapper();

    RunState {
        requireNonNull(url, "url is null");
        requireNonNull(gitLabUrl, "gitLabUrl is null");
        processes = Map.copyOf(processes);
        ports = Map.copyOf(ports);
    }

    /** What the run file says, empty where nothing was started or it ended in good order. */
    static Optional<RunState> read(Home home) {
        if (!Files.exists(home.runFile())) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(home.runFile()), RunState.class));
        } catch (IOException e) {
            throw new RunFailure(home.runFile() + " is damaged. Delete it when `ps` shows no Portcullis.", e);
        }
    }

    void write(Home home) {
        Path next = home.runFile().resolveSibling("run.json.next");
        try {
            Home.writePrivate(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this) + "\n");
            Files.move(next, home.runFile(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + home.runFile(), e);
        }
    }

    static void delete(Home home) {
        try {
            Files.deleteIfExists(home.runFile());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + home.runFile(), e);
        }
    }

    /** Whether the process of {@code up} is still there. */
    boolean alive() {
        return isOurs(pid);
    }

    /** Whether {@code pid} is a living JVM: a process id may have been given to somebody else since. */
    static boolean isOurs(long pid) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(handle -> handle.info().command())
                .filter(command -> command.endsWith("java"))
                .isPresent();
    }
}

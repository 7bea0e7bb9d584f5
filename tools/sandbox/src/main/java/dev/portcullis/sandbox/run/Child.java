// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that {@code up} started. */
final class Child {
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final long MAX_LOG = 20L * 1024 * 1024;
    private static final int TAIL = 15;
    private static final int SEARCHED = 500;

    private final String name;
    private final Path log;
    private final Process process;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /**
     * Starts a process whose standard error, and output unless {@code readsOutput}, goes to its log file.
     *
     * @param directory the working directory
     */
    static Child start(
            String name,
            List<String> command,
            Path directory,
            Path log,
            Map<String, String> environment,
            boolean readsOutput) {
        try {
            Files.createDirectories(requireNonNull(log.getParent(), "log has no parent"));
            if (Files.exists(log) && Files.size(log) > MAX_LOG) {
                Files.move(
                        log,
                        log.resolveSibling(log.getFileName() + ".1"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
            builder.environment().putAll(environment);
            ProcessBuilder.Redirect append = ProcessBuilder.Redirect.appendTo(log.toFile());
            builder.redirectError(append);
            if (!readsOutput) {
                builder.redirectOutput(append);
            }
            return new Child(name, log, builder.start());
        } catch (IOException e) {
            throw new RunFailure("Cannot start " + name + ": " + e.getMessage(), e);
        }
    }

    String name() {
        return name;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    Process process() {
        return process;
    }

    /** Asks the process to end, and ends it if it does not. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the process without asking it. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** A failure that shows the end of the log, and says what to do where that is known. */
    RunFailure failure(String what) {
        List<String> lines;
        try {
            lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            lines = List.of("(the log cannot be read: " + e.getMessage() + ")");
        }
        return new RunFailure(name + " " + what + ". The end of its log " + log + ":\n    "
                + String.join("\n    ", last(lines, TAIL)) + advice(last(lines, SEARCHED)));
    }

    private static String advice(List<String> lines) {
        return lines.stream().anyMatch(line -> line.contains("Migration checksum mismatch"))
                ? "\nThe data is of another version of Portcullis. Delete it with ./portcullis down --clean, or run that"
                        + " version."
                : "";
    }

    private static List<String> last(List<String> lines, int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
    }
}

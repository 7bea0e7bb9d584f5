// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.servers;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The directory that one process's servers live in, held by a lock that the operating system drops with the process. */
final class DataDirectory implements AutoCloseable {
    private static final long LEAST_FREE_BYTES = 300L << 20;
    private static final long FULL_BYTES = 32L << 20;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the directory, creating it where it is missing.
     *
     * @param patience how long to wait for another process that is about to leave it
     * @throws ServersFailure where another process holds it, it cannot be written, or the disk is nearly full
     */
    static DataDirectory open(Path path, Duration patience) {
        try {
            Files.createDirectories(path.resolve("logs"));
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < LEAST_FREE_BYTES) {
                throw new ServersFailure("The disk that holds " + path + " is full: " + (free >> 20)
                        + " MB are free, Kafka and PostgreSQL need at least " + (LEAST_FREE_BYTES >> 20)
                        + " MB. Free some space and start again.");
            }
            FileChannel channel = FileChannel.open(path.resolve("servers.lock"), CREATE, READ, WRITE);
            lock(path, channel, patience);
            channel.truncate(0).write(ByteBuffer.wrap(pid().getBytes(StandardCharsets.UTF_8)), 0);
            return new DataDirectory(path, channel);
        } catch (IOException e) {
            throw new ServersFailure("The directory " + path + " cannot be used: " + e, e);
        }
    }

    Path postgres() {
        return path.resolve("postgres");
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    /** PostgreSQL's programs, unpacked once. */
    Path binaries() {
        return path.resolve("binaries");
    }

    Path log(String name) {
        return path.resolve("logs").resolve(name + ".log");
    }

    /** Where the ready line stands for as long as the servers run. */
    Path readyFile() {
        return readyFile(path);
    }

    static Path readyFile(Path path) {
        return path.resolve("servers.json");
    }

    /** Whether the disk has run full, which neither Kafka nor PostgreSQL always says. */
    boolean isFull() {
        try {
            return Files.getFileStore(path).getUsableSpace() < FULL_BYTES;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Deletes a server's directory if the server never came up in it: it may have been interrupted while making it, and
     * there is nothing in it to lose.
     */
    void discardUnfinished(Path part) {
        if (!Files.exists(mark(part))) {
            delete(part);
        }
    }

    /** Notes that the server has come up in its directory, which is kept from now on. */
    void finished(Path part) {
        try {
            Files.writeString(mark(part), "This server's directory is complete.\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path mark(Path part) {
        return path.resolve(part.getFileName() + ".complete");
    }

    /** Deletes all databases and topics. Nothing may run in the directory. */
    void wipe() {
        delete(postgres());
        delete(kafka());
    }

    /** Has PostgreSQL's programs unpacked anew next time: after a failure nobody knows whether they are whole. */
    void forgetBinaries() {
        delete(binaries());
    }

    private static void delete(Path part) {
        try (Stream<Path> files = Files.exists(part) ? Files.walk(part) : Stream.empty()) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(readyFile());
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lock(Path path, FileChannel channel, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        @Nullable FileLock lock = channel.tryLock();
        while (lock == null) {
            if (System.nanoTime() > end) {
                throw new ServersFailure("Kafka and PostgreSQL already run in " + path + " (process " + holder(channel)
                        + "). Stop that process first.");
            }
            pause();
            lock = channel.tryLock();
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        return StandardCharsets.UTF_8.decode(text.flip()).toString();
    }

    private static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServersFailure("interrupted while waiting for the data directory", e);
        }
    }
}

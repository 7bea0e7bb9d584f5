// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directories of one checkout. All that a run leaves behind lies in its state directory, so that two checkouts do
 * not meet.
 *
 * @param root the project's root directory
 * @param state where a run keeps what it needs and leaves
 */
public record Home(Path root, Path state) {
    public Home {
        root = requireNonNull(root, "root is null").toAbsolutePath().normalize();
        state = requireNonNull(state, "state is null").toAbsolutePath().normalize();
    }

    /** The home of a checkout, with its state under {@code .portcullis/}. */
    public Home(Path root) {
        this(root, root.resolve(".portcullis"));
    }

    /** Databases, topics and the simulated GitLab's state; they outlive a run. */
    Path data() {
        return state().resolve("data");
    }

    Path logs() {
        return state().resolve("logs");
    }

    Path secrets() {
        return state().resolve("secrets");
    }

    /** The working directory of a service's process; its configuration lies in {@code config/}. */
    Path service(String name) {
        return state().resolve("run").resolve(name);
    }

    Path runFile() {
        return state().resolve("run.json");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** Creates {@code directory} so that nobody but the user looks into it. */
    static Path createPrivate(Path directory) {
        try {
            return Files.createDirectories(
                    directory, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create " + directory, e);
        }
    }

    /** Writes {@code text} so that nobody but the user reads it. */
    static void writePrivate(Path file, String text) {
        try {
            createPrivate(requireNonNull(file.getParent(), "file has no parent"));
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that a person named and that cannot be read or written; the message says which and why. */
final class UnreadableFile extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private UnreadableFile(String message, IOException cause) {
        super(message, cause);
    }

    static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UnreadableFile("cannot read '" + file + "': " + reason(file, "file", e), e);
        }
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UnreadableFile("cannot write '" + file + "': " + reason(file, "folder", e), e);
        }
    }

    private static String reason(Path file, String missing, IOException e) {
        if (file.toString().isEmpty()) {
            return "the name is empty";
        }
        if (Files.isDirectory(file)) {
            return "it is a directory";
        }
        return switch (e) {
            case NoSuchFileException _ -> "there is no such " + missing;
            case AccessDeniedException _ -> "permission is denied";
            case FileSystemException reasoned when reasoned.getReason() != null -> reasoned.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file from GitLab, kept in a temporary file until it is closed. */
public final class Download implements AutoCloseable {
    /** What the first bytes say that the file is, whatever its name. */
    enum Format {
        RAW,
        GZIP,
        ZIP;

        static Format of(byte[] head, int length) {
            if (length >= 2 && head[0] == 'P' && head[1] == 'K') {
                return ZIP;
            }
            return length >= 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b ? GZIP : RAW;
        }
    }

    private final Path file;
    private final Format format;

    Download(Path file, Format format) {
        this.file = file;
        this.format = format;
    }

    static Path newFile() throws IOException {
        return Files.createTempFile("portcullis-", ".download");
    }

    /** How many bytes came over the wire. */
    public long size() {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The content, unpacked where it came as gzip. Its length after unpacking is not bounded: whoever reads has to
     * stop.
     */
    public InputStream open() throws IOException {
        InputStream stream = Files.newInputStream(file);
        return format == Format.GZIP ? new GZIPInputStream(stream, 1 << 16) : stream;
    }

    Format format() {
        return format;
    }

    Path file() {
        return file;
    }

    /** Deletes the temporary file. */
    @Override
    public void close() {
        delete(file);
    }

    static void delete(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

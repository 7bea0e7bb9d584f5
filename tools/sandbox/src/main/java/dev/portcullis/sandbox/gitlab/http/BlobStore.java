// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** File contents by their Git blob id, in memory and, where a directory is given, on disk. */
public final class BlobStore {
    private final Map<String, byte[]> blobs = new HashMap<>();
    private final Set<String> unsaved = new TreeSet<>();
    private final @Nullable Path directory;

    /** Blobs of an earlier run in {@code directory} are found again. */
    public BlobStore(@Nullable Path directory) {
        this.directory = directory;
    }

    /** Keeps bytes; returns their id. */
    public String put(byte[] content) {
        String id = id(content);
        if (blobs.putIfAbsent(id, content) == null) {
            unsaved.add(id);
        }
        return id;
    }

    /** The bytes with this id; throws if they were never put. */
    public byte[] get(String id) {
        byte[] content = blobs.get(id);
        if (content == null && directory != null) {
            try {
                content = Files.readAllBytes(directory.resolve(id));
                blobs.put(id, content);
            } catch (IOException e) {
                throw new UncheckedIOException("The contents of blob " + id + " are gone", e);
            }
        }
        if (content == null) {
            throw new IllegalStateException("There is no blob " + id);
        }
        return content;
    }

    /** What was put since the last call: to be handed to {@link #write}. */
    Map<String, byte[]> takeUnsaved() {
        Map<String, byte[]> taken = new HashMap<>();
        unsaved.forEach(id -> taken.put(id, get(id)));
        unsaved.clear();
        return taken;
    }

    /** Writes blobs to the directory, each whole or not at all. */
    static void write(Path directory, Map<String, byte[]> blobs) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, byte[]> blob : blobs.entrySet()) {
            Path partial = directory.resolve(blob.getKey() + ".part");
            Files.write(partial, blob.getValue());
            Files.move(partial, directory.resolve(blob.getKey()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static String id(byte[] content) {
        ByteArrayOutputStream object = new ByteArrayOutputStream(content.length + 20);
        object.writeBytes(("blob " + content.length + "\0").getBytes(StandardCharsets.UTF_8));
        object.writeBytes(content);
        return Digests.sha1(object.toByteArray());
    }
}

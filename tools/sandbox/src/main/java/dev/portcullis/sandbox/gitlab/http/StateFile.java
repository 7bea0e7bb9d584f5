// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import dev.portcullis.sandbox.gitlab.state.GitLabState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Keeps the state in a directory: {@code state.json}, always whole, and the blobs beside it. */
public final class StateFile {
    private final Path directory;

    public StateFile(Path directory) {
        this.directory = directory;
    }

    /** Where the blobs lie. */
    public Path blobs() {
        return directory.resolve("blobs");
    }

    /** The state of an earlier run, or an empty one. */
    public GitLabState load() {
        Path file = directory.resolve("state.json");
        try {
            return Files.exists(file) ? Json.mapper().readValue(file.toFile(), GitLabState.class) : new GitLabState();
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated GitLab's state in " + file + " cannot be read", e);
        }
    }

    /** What has to be written now; to be taken on the event loop. */
    public Snapshot snapshot(GitLabState state, BlobStore blobs) {
        try {
            return new Snapshot(Json.mapper().writeValueAsBytes(state), blobs.takeUnsaved());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a snapshot; blobs first, so that the state never points to one that is not there. */
    public void save(Snapshot snapshot) {
        try {
            BlobStore.write(blobs(), snapshot.blobs);
            Path partial = directory.resolve("state.json.part");
            Files.write(partial, snapshot.state);
            Files.move(partial, directory.resolve("state.json"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated GitLab's state in " + directory + " cannot be written", e);
        }
    }

    /** Bytes of one moment. */
    public static final class Snapshot {
        private final byte[] state;
        private final Map<String, byte[]> blobs;

        Snapshot(byte[] state, Map<String, byte[]> blobs) {
            this.state = state;
            this.blobs = blobs;
        }
    }
}

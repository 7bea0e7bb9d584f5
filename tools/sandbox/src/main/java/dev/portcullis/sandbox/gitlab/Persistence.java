// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import dev.portcullis.sandbox.gitlab.http.BlobStore;
import dev.portcullis.sandbox.gitlab.http.StateFile;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state some time after it changed, so that many changes are one write; at the end at once. A large state is
 * written less often: the event loop spends at most a twentieth of its time on it.
 */
final class Persistence {
    private static final Logger LOG = Logger.getLogger(Persistence.class.getName());
    private static final long DELAY_MILLIS = 300;

    private final Vertx vertx;
    private final @Nullable StateFile file;
    private final GitLabState state;
    private final BlobStore blobs;
    private boolean waiting;
    private long lastMillis;
    private Future<Void> last = Future.succeededFuture();

    Persistence(Vertx vertx, @Nullable StateFile file, GitLabState state, BlobStore blobs) {
        this.vertx = vertx;
        this.file = file;
        this.state = state;
        this.blobs = blobs;
    }

    /** To be told on the event loop after each change. */
    void changed() {
        if (file == null || waiting) {
            return;
        }
        waiting = true;
        vertx.setTimer(Math.max(DELAY_MILLIS, 20 * lastMillis), ignored -> {
            waiting = false;
            saveNow();
        });
    }

    /** Writes now, after the writes that are under way. */
    Future<Void> saveNow() {
        if (file == null) {
            return Future.succeededFuture();
        }
        StateFile target = file;
        long start = System.nanoTime();
        StateFile.Snapshot snapshot = target.snapshot(state, blobs);
        lastMillis = (System.nanoTime() - start) / 1_000_000;
        last = last.transform(ignored -> vertx.<Void>executeBlocking(() -> {
            target.save(snapshot);
            return null;
        }));
        last.onFailure(e -> LOG.log(Level.SEVERE, "The simulated GitLab's state was not saved", e));
        return last;
    }
}

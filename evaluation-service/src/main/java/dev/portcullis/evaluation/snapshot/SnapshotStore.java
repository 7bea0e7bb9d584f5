// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.SnapshotParts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table {@code snapshot_part}. */
@ApplicationScoped
class SnapshotStore {
    private static final HexFormat HEX = HexFormat.of();

    private final Database database;

    SnapshotStore(Database database) {
        this.database = database;
    }

    void save(SnapshotParts snapshot) {
        // In the order of the digests, so that two that share parts wait for each other instead of deadlocking.
        new TreeMap<>(snapshot.parts()).forEach(this::save);
        save(snapshot.digest(), snapshot.root());
    }

    Optional<Snapshot> load(String digest) {
        return Optional.ofNullable(part(digest)).map(root -> SnapshotParts.join(root, this::part));
    }

    private void save(String digest, byte[] content) {
        database.update(
                "insert into snapshot_part (sha256, content) values (?, ?) on conflict do nothing",
                HEX.parseHex(digest),
                content);
    }

    private byte @Nullable [] part(String digest) {
        return database.first(
                        "select content from snapshot_part where sha256 = ?",
                        row -> row.getBytes(1),
                        HEX.parseHex(digest))
                .orElse(null);
    }
}

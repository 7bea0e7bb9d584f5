// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.finding.Scans;
import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.SnapshotParts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table {@code snapshot_part}; findings are not in it but where scans have them, as bitmaps. */
@ApplicationScoped
class SnapshotStore {
    private static final HexFormat HEX = HexFormat.of();
    private static final String INSERT = """
            insert into snapshot_part (sha256, content, parts)
            values (?, ?, array(select decode(part, 'hex') from unnest(?) as part)) on conflict do nothing""";

    private final Database database;
    private final Scans scans;

    SnapshotStore(Database database, Scans scans) {
        this.database = database;
        this.scans = scans;
    }

    void save(SnapshotParts snapshot) {
        // In the order of the digests, so that two that share parts wait for each other instead of deadlocking.
        NavigableMap<String, byte[]> parts = new TreeMap<>(snapshot.parts());
        scans.keep(parts.keySet()).forEach(parts::remove);
        for (Map.Entry<String, byte[]> part : parts.entrySet()) {
            insert(part.getKey(), part.getValue());
        }
        insert(snapshot.digest(), snapshot.root(), snapshot.parts().keySet().toArray(String[]::new));
    }

    /**
     * Puts the snapshot together again.
     *
     * @throws IllegalArgumentException where a part of it is lost or not what it was
     */
    Optional<Snapshot> load(String digest) {
        return Optional.ofNullable(part(digest)).map(root -> SnapshotParts.join(root, this::part));
    }

    private void insert(String digest, byte[] content, String... parts) {
        database.update(INSERT, HEX.parseHex(digest), content, parts);
    }

    private byte @Nullable [] part(String digest) {
        Optional<byte[]> content = database.first(
                        "select content from snapshot_part where sha256 = ? limit 1",
                        row -> row.getBytes(1),
                        HEX.parseHex(digest))
                .or(() -> scans.content(digest));
        if (content.isPresent() && !CanonicalJson.sha256(content.get()).equals(digest)) {
            throw new IllegalArgumentException(
                    "the snapshot's part " + digest + " is no longer what was stored under that digest");
        }
        return content.orElse(null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.model.ScanType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A stored snapshot stays readable, and keeps its digest, for ever. The file holds a root in its first line and its parts
 * in the others, as they were stored by the first version; a change of the format adds a file and leaves this one alone.
 */
class SnapshotGoldenTest {
    private static final String DIGEST = "b16a60265e4ad9385a96ee7f54fd0d9207f268240c32c9383691343f74f90d1e";

    @Test
    void theFirstFormatIsReadAndKeepsItsDigest() throws IOException {
        List<String> lines = lines();
        Map<String, byte[]> parts = new HashMap<>();
        for (String line : lines.subList(1, lines.size())) {
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            parts.put(CanonicalJson.sha256(bytes), bytes);
        }

        Snapshot snapshot = SnapshotParts.join(lines.getFirst().getBytes(StandardCharsets.UTF_8), parts::get);

        Scan scan = snapshot.source().pipelines().getFirst().scans().getFirst();
        assertThat(scan.type()).isEqualTo(ScanType.SAST);
        assertThat(scan.findings().byOrdinal().keySet()).containsExactly(0, 2);
        assertThat(scan.findings().facts().getLast().epss()).isEqualTo(0.25);
        assertThat(snapshot.source().pipelines().getFirst().dependencies()).hasSize(2);
        assertThat(snapshot.unavailable()).containsEntry(Fact.SIGNATURES, "403");
        SnapshotParts again = SnapshotParts.of(snapshot);
        assertThat(again.digest()).isEqualTo(DIGEST);
        assertThat(new String(again.root(), StandardCharsets.UTF_8)).isEqualTo(lines.getFirst());
        assertThat(again.parts().keySet()).isEqualTo(parts.keySet());
    }

    @Test
    void aLostPartIsNamed() throws IOException {
        byte[] root = lines().getFirst().getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> SnapshotParts.join(root, digest -> null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("the snapshot's part [0-9a-f]{64} is lost");
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = SnapshotGoldenTest.class.getResourceAsStream("/golden/snapshot-1.txt")) {
            return Arrays.asList(new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        }
    }
}

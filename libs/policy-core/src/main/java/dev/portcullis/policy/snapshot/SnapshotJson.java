// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.json.RecordJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/** Snapshots, and any record that holds findings, as canonical JSON. */
public final class SnapshotJson {
    /** Knows how {@link Findings} are written: their ordinals and, in the same order, their facts. */
    public static final RecordJson RECORDS = new RecordJson(Map.of(Findings.class, new FindingsCodec()));

    private SnapshotJson() {}

    /** The whole of a snapshot in one piece. */
    public static byte[] write(Snapshot snapshot) {
        return CanonicalJson.write(RECORDS.write(snapshot));
    }

    /**
     * Reads what {@link #write} wrote, now or at any earlier time.
     *
     * @throws IllegalArgumentException where the bytes are no snapshot
     */
    public static Snapshot read(byte[] bytes) {
        return RECORDS.read(Snapshot.class, CanonicalJson.read(bytes));
    }

    private static final class FindingsCodec implements RecordJson.Codec<Findings> {
        private static final RecordJson FACTS = new RecordJson(Map.of());

        @Override
        public Object write(Findings findings) {
            List<Object> ordinals = new ArrayList<>();
            findings.ordinals().forEach((int ordinal) -> ordinals.add((long) ordinal));
            return Map.of(
                    "ordinals",
                    ordinals,
                    "facts",
                    findings.facts().stream().map(FACTS::write).toList());
        }

        @Override
        public Findings read(Object json) {
            if (!(json instanceof Map<?, ?> object
                    && object.get("ordinals") instanceof List<?> ordinals
                    && object.get("facts") instanceof List<?> facts)) {
                throw new IllegalArgumentException("findings need ordinals and facts");
            }
            RoaringBitmap bitmap = new RoaringBitmap();
            ordinals.forEach(ordinal -> bitmap.add((int) ((Number) ordinal).longValue()));
            List<FindingFacts> all = new ArrayList<>();
            facts.forEach(fact -> all.add(FACTS.read(FindingFacts.class, fact)));
            return Findings.of(bitmap, all);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.snapshot.SnapshotJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;

/** The table {@code scan_set}. */
@ApplicationScoped
class SetStore {
    /** The month of now, in which snapshots are kept. */
    static final String THIS_MONTH = "";

    private static final String FINDINGS = "findings";
    private static final String COMPONENTS = "components";
    private static final HexFormat HEX = HexFormat.of();
    private static final String INSERT = """
            insert into scan_set (sha256, month, kind, instance, project_id, ordinals, fact_ids)
            values (?, coalesce(nullif(?, '')::date, history_month()), ?, ?, ?, ?, ?) on conflict do nothing""";
    private static final String COPY = """
            insert into scan_set (sha256, kind, instance, project_id, ordinals, fact_ids)
            select distinct on (sha256) sha256, kind, instance, project_id, ordinals, fact_ids from scan_set
            where sha256 = any(?) order by sha256 on conflict do nothing""";
    private static final String PRESENT = """
            select sha256 from scan_set where sha256 = any(?) and month = history_month()""";
    private static final String FIND = """
            select kind, instance, project_id, ordinals, fact_ids from scan_set where sha256 = ? limit 1""";

    private final Sql sql;
    private final FindingStore findings;
    private final ComponentStore components;

    SetStore(Sql sql, FindingStore findings, ComponentStore components) {
        this.sql = sql;
        this.findings = findings;
        this.components = components;
    }

    /**
     * Keeps a set of findings.
     *
     * @param month the month of what refers to it, or {@link #THIS_MONTH}
     * @return its digest
     */
    String save(String instance, long projectId, ScanSet set, String month) {
        return save(FINDINGS, instance, projectId, set, month);
    }

    /** Keeps a set of components, like {@link #save}. */
    String saveComponents(String instance, long projectId, ScanSet set, String month) {
        return save(COMPONENTS, instance, projectId, set, month);
    }

    private String save(String kind, String instance, long projectId, ScanSet set, String month) {
        String digest = CanonicalJson.sha256(content(kind, instance, projectId, set));
        sql.update(
                INSERT,
                HEX.parseHex(digest),
                month,
                kind,
                instance,
                projectId,
                bytes(set.ordinals()),
                new Sql.Elements("int8", set.factIds()));
        return digest;
    }

    /** Keeps sets that are stored already for this month too; returns those that are. */
    Set<String> keep(Collection<String> digests) {
        Sql.Elements wanted =
                new Sql.Elements("bytea", digests.stream().map(HEX::parseHex).toList());
        sql.update(COPY, wanted);
        return new HashSet<>(sql.list(PRESENT, row -> HEX.formatHex(row.getBytes(1)), wanted));
    }

    /** What a set holds as snapshots have it, in canonical JSON. */
    Optional<byte[]> content(String digest) {
        return sql.first(FIND, StoredSet::read, HEX.parseHex(digest))
                .map(stored -> content(stored.kind(), stored.instance(), stored.projectId(), stored.set()));
    }

    private record StoredSet(String kind, String instance, long projectId, ScanSet set) {
        static StoredSet read(ResultSet row) throws SQLException {
            return new StoredSet(row.getString(1), row.getString(2), row.getLong(3), SetStore.read(row, 4));
        }
    }

    private byte[] content(String kind, String instance, long projectId, ScanSet set) {
        Object held = kind.equals(FINDINGS) ? findings.read(instance, projectId, set) : components.read(set);
        return CanonicalJson.write(SnapshotJson.RECORDS.write(held));
    }

    /** Reads a set from the columns {@code ordinals} and {@code fact_ids}, the first of which is {@code column}. */
    static ScanSet read(ResultSet row, int column) throws SQLException {
        return new ScanSet(bitmap(row.getBytes(column)), List.of((Long[])
                row.getArray(column + 1).getArray()));
    }

    private static byte[] bytes(RoaringBitmap bitmap) {
        RoaringBitmap compressed = bitmap.clone();
        compressed.runOptimize();
        ByteBuffer buffer = ByteBuffer.allocate(compressed.serializedSizeInBytes());
        compressed.serialize(buffer);
        return buffer.array();
    }

    private static RoaringBitmap bitmap(byte[] bytes) {
        try {
            RoaringBitmap bitmap = new RoaringBitmap();
            bitmap.deserialize(ByteBuffer.wrap(bytes));
            return bitmap;
        } catch (IOException e) {
            throw new UncheckedIOException("a stored bitmap cannot be read", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.policy.model.ScanType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/** The tables {@code scan} and {@code ingested_pipeline}. */
@ApplicationScoped
class ScanStore {
    private static final String COLUMNS =
            "id, job_id, job_name, type, status, reason, outdated, report_sha256, ordinals, fact_ids";
    private static final String OF_PIPELINE = "select " + COLUMNS + " from scan where id = any((select scan_ids"
            + " from ingested_pipeline where instance = ? and project_id = ? and pipeline_id = ?)::bigint[]) order by id";
    private static final String OF_JOB = "select " + COLUMNS + " from scan"
            + " where instance = ? and project_id = ? and job_id = ? and type = ? order by id desc";
    private static final String INSERT = """
            insert into scan (instance, project_id, pipeline_id, job_id, job_name, type, status, reason, outdated,
                report_sha256, ordinals, fact_ids, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""";
    private static final String SAVE_PIPELINE = """
            insert into ingested_pipeline (instance, project_id, pipeline_id, sha, ref, status, jobs_sha256, scan_ids,
                ingested_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (instance, project_id, pipeline_id) do update set status = excluded.status,
                jobs_sha256 = excluded.jobs_sha256, scan_ids = excluded.scan_ids, ingested_at = excluded.ingested_at""";

    private final Sql sql;

    ScanStore(Sql sql) {
        this.sql = sql;
    }

    /** A scan and its row. */
    record Found(long id, StoredScan scan) {}

    /** What the pipeline's scans were read from, or empty where it was never ingested. */
    Optional<byte[]> jobsSha256(PipelineKey key) {
        return sql.first(
                "select jobs_sha256 from ingested_pipeline where instance = ? and project_id = ? and pipeline_id = ?",
                row -> row.getBytes(1),
                key.instance(),
                key.projectId(),
                key.pipelineId());
    }

    List<StoredScan> ofPipeline(PipelineKey key) {
        return sql.list(OF_PIPELINE, ScanStore::read, key.instance(), key.projectId(), key.pipelineId()).stream()
                .map(Found::scan)
                .toList();
    }

    /** The scans of one type that a job was found to have, the newest first. */
    List<Found> ofJob(PipelineKey key, long jobId, ScanType type) {
        return sql.list(OF_JOB, ScanStore::read, key.instance(), key.projectId(), jobId, type.word());
    }

    /** Adds a scan and returns its row's id; an equal one of the same job is used again. */
    long save(PipelineKey key, StoredScan scan, Instant now) {
        Optional<Found> same = ofJob(key, scan.jobId(), scan.type()).stream()
                .filter(found -> found.scan().equals(scan))
                .findFirst();
        return same.map(Found::id).orElseGet(() -> insert(key, scan, now));
    }

    void savePipeline(
            PipelineKey key, String sha, String ref, String status, byte[] jobsSha256, List<Long> scans, Instant now) {
        sql.update(
                SAVE_PIPELINE,
                key.instance(),
                key.projectId(),
                key.pipelineId(),
                sha,
                ref,
                status,
                jobsSha256,
                new Sql.Elements("int8", scans),
                now);
    }

    private long insert(PipelineKey key, StoredScan scan, Instant now) {
        String sha256 = scan.reportSha256();
        return sql.first(
                        INSERT,
                        row -> row.getLong(1),
                        key.instance(),
                        key.projectId(),
                        key.pipelineId(),
                        scan.jobId(),
                        scan.jobName(),
                        scan.type().word(),
                        scan.outcome().word(),
                        scan.reason(),
                        scan.outdated(),
                        sha256 == null ? null : HexFormat.of().parseHex(sha256),
                        bytes(scan.findings().ordinals()),
                        new Sql.Elements("int8", scan.findings().factIds()),
                        now)
                .orElseThrow(() -> new IllegalStateException("an insert returned no row"));
    }

    private static Found read(ResultSet row) throws SQLException {
        byte @Nullable [] sha256 = row.getBytes(8);
        StoredScan scan = new StoredScan(
                row.getLong(2),
                row.getString(3),
                ScanType.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                ScanOutcome.ofWord(row.getString(5)),
                row.getString(6),
                row.getBoolean(7),
                sha256 == null ? null : HexFormat.of().formatHex(sha256),
                new FindingSet(bitmap(row.getBytes(9)), List.of((Long[])
                        row.getArray(10).getArray())));
        return new Found(row.getLong(1), scan);
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

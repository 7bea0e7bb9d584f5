// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.policy.model.ScanType;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables {@code scan} and {@code ingested_pipeline}. */
@ApplicationScoped
class ScanStore {
    private static final String SELECT = """
            select s.id, s.job_id, s.job_name, s.type, s.status, s.reason, s.outdated, s.report_sha256, t.ordinals,
                t.fact_ids
            from scan s join scan_set t on (t.sha256, t.month) = (s.set_sha256, s.month)
            where s.type <> 'cyclonedx' and\s""";
    private static final String OF_PIPELINE = SELECT + "s.id = any((select scan_ids from ingested_pipeline"
            + " where instance = ? and project_id = ? and pipeline_id = ?)::bigint[]) order by s.id";
    private static final String OF_JOB =
            SELECT + "s.instance = ? and s.project_id = ? and s.job_id = ? and s.type = ? order by s.id desc";
    private static final String INSERT = """
            insert into scan (instance, project_id, pipeline_id, month, job_id, job_name, type, status, reason, outdated,
                report_sha256, set_sha256, created_at)
            values (?, ?, ?, ?::date, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""";
    private static final String MONTH = """
            select coalesce((select month from ingested_pipeline
                where instance = ? and project_id = ? and pipeline_id = ?), history_month())::text""";
    private static final String DELETE_PIPELINE = """
            delete from ingested_pipeline where instance = ? and project_id = ? and pipeline_id = ?""";
    private static final String INSERT_PIPELINE = """
            insert into ingested_pipeline (instance, project_id, pipeline_id, month, sha, ref, status, jobs_sha256,
                scan_ids, ingested_at)
            values (?, ?, ?, ?::date, ?, ?, ?, ?, ?, ?)""";

    private final Sql sql;
    private final SetStore sets;

    ScanStore(Sql sql, SetStore sets) {
        this.sql = sql;
        this.sets = sets;
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

    /** The partition of what is stored of the pipeline: its own where it was ingested before, else that of now. */
    String month(PipelineKey key) {
        return sql.first(MONTH, row -> row.getString(1), key.instance(), key.projectId(), key.pipelineId())
                .orElseThrow(() -> new IllegalStateException("there is always a month"));
    }

    /** Adds a scan and returns its row's id; an equal one of the same job is used again. */
    long save(PipelineKey key, String month, StoredScan scan, Instant now) {
        Optional<Found> same = ofJob(key, scan.jobId(), scan.type()).stream()
                .filter(found -> found.scan().equals(scan))
                .findFirst();
        return same.map(Found::id).orElseGet(() -> insert(key, month, scan, now));
    }

    /** A pipeline and the scans that it has now. */
    record IngestedPipeline(String sha, String ref, String status, List<Long> scans) {}

    void savePipeline(PipelineKey key, String month, IngestedPipeline pipeline, byte[] jobsSha256, Instant now) {
        sql.update(DELETE_PIPELINE, key.instance(), key.projectId(), key.pipelineId());
        sql.update(
                INSERT_PIPELINE,
                key.instance(),
                key.projectId(),
                key.pipelineId(),
                month,
                pipeline.sha(),
                pipeline.ref(),
                pipeline.status(),
                jobsSha256,
                new Sql.Elements("int8", pipeline.scans()),
                now);
    }

    private long insert(PipelineKey key, String month, StoredScan scan, Instant now) {
        String sha256 = scan.reportSha256();
        String set = sets.save(key.instance(), key.projectId(), scan.findings(), month);
        return sql.first(
                        INSERT,
                        row -> row.getLong(1),
                        key.instance(),
                        key.projectId(),
                        key.pipelineId(),
                        month,
                        scan.jobId(),
                        scan.jobName(),
                        scan.type().word(),
                        scan.outcome().word(),
                        scan.reason(),
                        scan.outdated(),
                        sha256 == null ? null : HexFormat.of().parseHex(sha256),
                        HexFormat.of().parseHex(set),
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
                SetStore.read(row, 9));
        return new Found(row.getLong(1), scan);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the table {@code scan} that are SBOMs. */
@ApplicationScoped
class SbomStore {
    private static final String SELECT = """
            select s.id, s.job_id, s.job_name, s.status, s.reason, s.report_sha256, t.ordinals, t.fact_ids
            from scan s join scan_set t on (t.sha256, t.month) = (s.set_sha256, s.month)
            where s.type = 'cyclonedx' and\s""";
    private static final String OF_PIPELINE = SELECT + "s.id = any((select scan_ids from ingested_pipeline"
            + " where instance = ? and project_id = ? and pipeline_id = ?)::bigint[]) order by s.id";
    private static final String OF_JOB =
            SELECT + "s.instance = ? and s.project_id = ? and s.job_id = ? order by s.id desc";
    private static final String INSERT = """
            insert into scan (instance, project_id, pipeline_id, month, job_id, job_name, type, status, reason, outdated,
                report_sha256, set_sha256, created_at)
            values (?, ?, ?, ?::date, ?, ?, 'cyclonedx', ?, ?, false, ?, ?, ?) returning id""";

    private final Sql sql;
    private final SetStore sets;

    SbomStore(Sql sql, SetStore sets) {
        this.sql = sql;
        this.sets = sets;
    }

    private record Found(long id, StoredSbom sbom) {}

    List<StoredSbom> ofPipeline(PipelineKey key) {
        return sql.list(OF_PIPELINE, SbomStore::read, key.instance(), key.projectId(), key.pipelineId()).stream()
                .map(Found::sbom)
                .toList();
    }

    /** The last SBOMs of a job that could be read. */
    Optional<StoredSbom> lastRead(PipelineKey key, long jobId) {
        return ofJob(key, jobId).stream()
                .map(Found::sbom)
                .filter(sbom -> sbom.outcome() == ScanOutcome.SUCCESS)
                .findFirst();
    }

    /** Adds an SBOM and returns its row's id; an equal one of the same job is used again. */
    long save(PipelineKey key, String month, StoredSbom sbom, Instant now) {
        return ofJob(key, sbom.jobId()).stream()
                .filter(found -> found.sbom().equals(sbom))
                .map(Found::id)
                .findFirst()
                .orElseGet(() -> insert(key, month, sbom, now));
    }

    private List<Found> ofJob(PipelineKey key, long jobId) {
        return sql.list(OF_JOB, SbomStore::read, key.instance(), key.projectId(), jobId);
    }

    private long insert(PipelineKey key, String month, StoredSbom sbom, Instant now) {
        String sha256 = sbom.sha256();
        String set = sets.saveComponents(key.instance(), key.projectId(), sbom.components(), month);
        return sql.first(
                        INSERT,
                        row -> row.getLong(1),
                        key.instance(),
                        key.projectId(),
                        key.pipelineId(),
                        month,
                        sbom.jobId(),
                        sbom.jobName(),
                        sbom.outcome().word(),
                        sbom.remark(),
                        sha256 == null ? null : HexFormat.of().parseHex(sha256),
                        HexFormat.of().parseHex(set),
                        now)
                .orElseThrow(() -> new IllegalStateException("an insert returned no row"));
    }

    private static Found read(ResultSet row) throws SQLException {
        byte @Nullable [] sha256 = row.getBytes(6);
        return new Found(
                row.getLong(1),
                new StoredSbom(
                        row.getLong(2),
                        row.getString(3),
                        ScanOutcome.ofWord(row.getString(4)),
                        row.getString(5),
                        sha256 == null ? null : HexFormat.of().formatHex(sha256),
                        SetStore.read(row, 7)));
    }
}

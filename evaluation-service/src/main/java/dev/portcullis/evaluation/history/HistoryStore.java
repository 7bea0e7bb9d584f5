// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.history;

import dev.portcullis.evaluation.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.YearMonth;
import java.util.List;

/**
 * The partitions of the tables that are history. They belong to other packages, which read and write them without
 * knowing of months; only here rows move from one partition to another.
 */
@ApplicationScoped
class HistoryStore {
    private static final List<String> TABLES =
            List.of("scan_set", "scan", "ingested_pipeline", "snapshot_part", "decision");
    private static final String MONTHS = """
            select distinct substring(relid::text from '_(\\d{4}_\\d{2})$') from pg_partition_tree('decision')
            where relid::text ~ '_\\d{4}_\\d{2}$' order by 1""";

    /** One replica at a time: "if not exists" alone does not stop two from making the same table. */
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('portcullis history'))";

    private static final List<String> MOVE = List.of("""
            update decision set month = '-infinity' where month = ?::date and id in (select id from decision_in_use)""", """
            update ingested_pipeline p set month = '-infinity'
            where p.month = ?::date and exists (select from pipeline_in_use u
                where (u.instance, u.project_id, u.pipeline_id) = (p.instance, p.project_id, p.pipeline_id))""", """
            update scan set month = '-infinity'
            where month = ?::date
                and id in (select unnest(scan_ids) from ingested_pipeline where month = '-infinity')""", """
            insert into scan_set (sha256, month, kind, instance, project_id, ordinals, fact_ids)
            select sha256, '-infinity', kind, instance, project_id, ordinals, fact_ids from scan_set
            where month = ?::date and sha256 in (
                select set_sha256 from scan where month = '-infinity'
                union select unnest(p.parts) from snapshot_part p join decision d on d.snapshot_sha256 = p.sha256
                    where d.month = '-infinity')
            on conflict do nothing""", """
            insert into snapshot_part (sha256, month, content, parts)
            select sha256, '-infinity', content, parts from snapshot_part
            where month = ?::date and sha256 in (
                select snapshot_sha256 from decision where month = '-infinity'
                union select unnest(p.parts) from snapshot_part p join decision d on d.snapshot_sha256 = p.sha256
                    where d.month = '-infinity')
            on conflict do nothing""");

    private static final List<String> FORGET = List.of(
            "delete from decision where month = '-infinity' and id not in (select id from decision_in_use)",
            """
            delete from ingested_pipeline p where p.month = '-infinity' and not exists (select from pipeline_in_use u
                where (u.instance, u.project_id, u.pipeline_id) = (p.instance, p.project_id, p.pipeline_id))""",
            """
            delete from scan where month = '-infinity'
                and id not in (select unnest(scan_ids) from ingested_pipeline where month = '-infinity')""",
            """
            delete from scan_set where month = '-infinity' and sha256 not in (
                select set_sha256 from scan where month = '-infinity'
                union select unnest(p.parts) from snapshot_part p join decision d on d.snapshot_sha256 = p.sha256
                    where d.month = '-infinity' and p.month = '-infinity')""",
            """
            delete from snapshot_part where month = '-infinity' and sha256 not in (
                select snapshot_sha256 from decision where month = '-infinity'
                union select unnest(p.parts) from snapshot_part p join decision d on d.snapshot_sha256 = p.sha256
                    where d.month = '-infinity' and p.month = '-infinity')""");

    private final Database database;

    HistoryStore(Database database) {
        this.database = database;
    }

    /** A project. */
    record ProjectKey(String instance, long projectId) {}

    void lock() {
        database.first(LOCK, row -> true);
    }

    /** The months that have partitions, the oldest first. */
    List<YearMonth> months() {
        return database.list(MONTHS, row -> YearMonth.parse(row.getString(1).replace('_', '-')));
    }

    /** Makes a month's partitions; where they are there already, nothing changes. */
    void create(YearMonth month) {
        for (String table : TABLES) {
            database.update("create table if not exists " + partition(table, month) + " partition of " + table
                    + " for values in ('" + month.atDay(1) + "')");
        }
    }

    /** Moves what is still in use out of a month's partitions, then drops them. */
    void drop(YearMonth month) {
        // Dropping waits for whoever reads, and all others wait behind it: better to try again later.
        database.update("set local lock_timeout = '10s'");
        MOVE.forEach(statement -> database.update(statement, month.atDay(1).toString()));
        TABLES.forEach(table -> database.update("drop table " + partition(table, month)));
    }

    /** Deletes what had outlived its month and is no longer in use. */
    void forget() {
        FORGET.forEach(database::update);
    }

    List<ProjectKey> projects() {
        return database.list(
                "select instance, project_id from project order by instance, project_id",
                row -> new ProjectKey(row.getString(1), row.getLong(2)));
    }

    /** Deletes facts that no stored set names; the project's row is locked, as it is while scans are stored. */
    void forgetFacts(ProjectKey project) {
        database.first(
                "select 1 from project where instance = ? and project_id = ? for update",
                row -> true,
                project.instance(),
                project.projectId());
        forgetFacts(project, "finding_fact", "findings");
        forgetFacts(project, "component_fact", "components");
    }

    private void forgetFacts(ProjectKey project, String table, String kind) {
        database.update(
                "delete from " + table + " f where f.instance = ? and f.project_id = ? and not exists ("
                        + "select from scan_set s, unnest(s.fact_ids) as used (id) where s.kind = ?"
                        + " and (s.instance, s.project_id, used.id) = (f.instance, f.project_id, f.id))",
                project.instance(),
                project.projectId(),
                kind);
    }

    private static String partition(String table, YearMonth month) {
        return table + "_" + month.toString().replace('-', '_');
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.service.access.NamespaceFilter;
import dev.portcullis.service.paging.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Findings of a pipeline, read in pages. */
@ApplicationScoped
class FindingList {
    private static final String PAGE = """
            select i.uuid, i.type, f.severity, f.scanner, f.name, f.identifiers, f.place, f.line, f.false_positive,
                f.fix_available, s.job_id, f.ordinal, s.id
            from ingested_pipeline p
                join project using (instance, project_id)
                join scan s on s.id = any(p.scan_ids) and s.month = p.month and s.status = 'success'
                    and s.type <> 'cyclonedx'
                join scan_set t on (t.sha256, t.month) = (s.set_sha256, s.month)
                cross join lateral unnest(t.fact_ids) as listed (fact_id)
                join finding_fact f on f.id = listed.fact_id
                left join finding_alias a on (a.instance, a.project_id, a.ordinal)
                    = (f.instance, f.project_id, f.ordinal)
                join finding_identity i on (i.instance, i.project_id, i.ordinal)
                    = (f.instance, f.project_id, coalesce(a.canonical, f.ordinal))
            where project.namespace = ? and p.pipeline_id = ? and {readable} and (-f.severity, f.ordinal, s.id) > (?, ?, ?)
            order by -f.severity, f.ordinal, s.id
            limit ?""";

    private static final String LATEST = """
            select p.pipeline_id from ingested_pipeline p join project using (instance, project_id)
            where project.namespace = ? and p.ref = project.default_branch and {readable}
            order by p.pipeline_id desc limit 1""";

    private final Sql sql;

    FindingList(Sql sql) {
        this.sql = sql;
    }

    /** The newest ingested pipeline of a project's default branch, if the caller may see it. */
    Optional<Long> latestPipeline(String namespace, NamespaceFilter readable) {
        List<Object> parameters = new ArrayList<>(List.of(namespace));
        parameters.addAll(readable.parameters());
        return sql.first(filtered(LATEST, readable), row -> row.getLong(1), parameters.toArray());
    }

    List<FindingItem> page(
            String namespace, long pipelineId, NamespaceFilter readable, @Nullable Cursor after, int limit) {
        List<Object> parameters = new ArrayList<>(List.of(namespace, pipelineId));
        parameters.addAll(readable.parameters());
        parameters.add(
                after == null
                        ? Integer.valueOf(-100)
                        : Integer.valueOf(after.keys().get(0)));
        parameters.add(
                after == null
                        ? Integer.valueOf(-1)
                        : Integer.valueOf(after.keys().get(1)));
        parameters.add(
                after == null ? Long.valueOf(-1) : Long.valueOf(after.keys().get(2)));
        parameters.add(limit);
        String query = filtered(PAGE, readable);
        return sql.list(query, FindingList::read, parameters.toArray());
    }

    private static String filtered(String query, NamespaceFilter readable) {
        return query.replace("{readable}", readable.condition("project.namespace"));
    }

    private static FindingItem read(ResultSet row) throws SQLException {
        return new FindingItem(
                row.getObject(1, UUID.class),
                row.getString(2),
                Severities.of(row.getInt(3)).word(),
                row.getString(4),
                row.getString(5),
                List.of((String[]) row.getArray(6).getArray()),
                row.getString(7),
                row.getObject(8, Integer.class),
                row.getBoolean(9),
                row.getBoolean(10),
                row.getLong(11),
                new FindingItem.Position(-row.getInt(3), row.getInt(12), row.getLong(13)));
    }
}

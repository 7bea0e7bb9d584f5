// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.finding.IdentifyFindings.Identified;
import dev.portcullis.evaluation.report.ReportedFinding;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Findings;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table {@code finding_fact}. */
@ApplicationScoped
class FindingStore {
    private static final String INSERT_FACT = """
            insert into finding_fact (instance, project_id, ordinal, sha256, severity, scanner, name, identifiers, place,
                line, false_positive, fix_available)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";
    private static final String FACT_IDS = """
            select f.ordinal, f.id
            from unnest(?::int[], ?::bytea[]) as wanted (ordinal, sha256)
                join finding_fact f using (ordinal, sha256)
            where f.instance = ? and f.project_id = ?""";
    private static final String FACTS = """
            select i.uuid, i.type, f.severity, f.name, f.identifiers, f.place, f.false_positive, f.fix_available
            from unnest(?::int[], ?::bigint[]) as listed (ordinal, fact_id)
                join finding_fact f on f.id = listed.fact_id
                join finding_identity i on (i.instance, i.project_id, i.ordinal) = (?, ?, listed.ordinal)
            order by listed.ordinal""";
    private static final String SEVERITIES = "select id, severity from finding_fact where id = any(?)";

    private final Sql sql;

    FindingStore(Sql sql) {
        this.sql = sql;
    }

    /** Keeps what a report says of its findings. */
    ScanSet save(String instance, long projectId, List<ReportedFinding> findings, Identified identified) {
        SortedMap<Integer, ReportedFinding> wanted = new TreeMap<>();
        findings.forEach(finding -> wanted.put(identified.ordinal(finding), finding));
        SortedMap<Integer, Long> ids = ids(instance, projectId, wanted);
        SortedMap<Integer, ReportedFinding> missing = new TreeMap<>(wanted);
        missing.keySet().removeAll(ids.keySet());
        List<@Nullable Object[]> rows = new ArrayList<>();
        missing.forEach((ordinal, finding) -> rows.add(row(instance, projectId, ordinal, finding)));
        sql.batch(INSERT_FACT, rows);
        ids.putAll(ids(instance, projectId, missing));
        return ScanSet.of(ids);
    }

    /** The ids of exactly these facts, as far as they are stored. */
    private SortedMap<Integer, Long> ids(
            String instance, long projectId, SortedMap<Integer, ReportedFinding> byOrdinal) {
        SortedMap<Integer, Long> ids = new TreeMap<>();
        if (!byOrdinal.isEmpty()) {
            List<byte[]> digests =
                    byOrdinal.values().stream().map(FactDigest::of).toList();
            sql.list(
                    FACT_IDS,
                    row -> ids.put(row.getInt(1), row.getLong(2)),
                    new Sql.Elements("int4", List.copyOf(byOrdinal.keySet())),
                    new Sql.Elements("bytea", digests),
                    instance,
                    projectId);
        }
        return ids;
    }

    /** The findings of a set, with their identities' UUIDs and the facts that it names. */
    Findings read(String instance, long projectId, ScanSet set) {
        if (set.factIds().isEmpty()) {
            return Findings.EMPTY;
        }
        List<FindingFacts> facts = sql.list(
                FACTS,
                FindingStore::facts,
                new Sql.Elements("int4", set.ordinalList()),
                new Sql.Elements("int8", set.factIds()),
                instance,
                projectId);
        return Findings.of(set.ordinals(), facts);
    }

    /** The set with canonical ordinals only; where two become one, the more severe facts count. */
    ScanSet resolve(ScanSet set, Map<Integer, Integer> canonicalByAlias) {
        Map<Long, Integer> severities = new HashMap<>();
        return set.resolve(canonicalByAlias, (one, other) -> {
            if (severities.isEmpty()) {
                sql.list(
                        SEVERITIES,
                        row -> severities.put(row.getLong(1), row.getInt(2)),
                        new Sql.Elements("int8", set.factIds()));
            }
            int difference = severities.getOrDefault(one, 0) - severities.getOrDefault(other, 0);
            return difference == 0 ? Long.valueOf(Math.min(one, other)) : difference > 0 ? one : other;
        });
    }

    private static @Nullable Object[] row(String instance, long projectId, int ordinal, ReportedFinding finding) {
        return new @Nullable Object[] {
            instance,
            projectId,
            ordinal,
            FactDigest.of(finding),
            Severities.number(finding.severity()),
            finding.scanner().id(),
            finding.name(),
            new Sql.Elements("text", finding.labels()),
            finding.place(),
            finding.line(),
            finding.falsePositive(),
            finding.fixAvailable()
        };
    }

    private static FindingFacts facts(ResultSet row) throws SQLException {
        return new FindingFacts(
                row.getString(1),
                ScanType.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                Severities.of(row.getInt(3)),
                row.getString(4),
                List.of((String[]) row.getArray(5).getArray()),
                row.getString(6),
                row.getBoolean(7),
                row.getBoolean(8),
                null,
                null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.report.ReportedFinding;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.snapshot.FindingFacts;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tables {@code finding_identity} and {@code finding_fact}. */
@ApplicationScoped
class FindingStore {
    private static final String ORDINALS = """
            select uuid, ordinal from finding_identity where instance = ? and project_id = ? and uuid = any(?)""";
    private static final String INSERT_IDENTITIES = """
            insert into finding_identity (instance, project_id, ordinal, uuid, type, first_seen_at)
            select ?, ?, ?::int + place::int - 1, uuid, type, ?
            from unnest(?::uuid[], ?::text[]) with ordinality as given (uuid, type, place)""";
    private static final String INSERT_FACT = """
            insert into finding_fact (instance, project_id, ordinal, sha256, severity, scanner, name, identifiers, place,
                line, false_positive, fix_available)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";
    private static final String FACT_IDS = """
            select id, ordinal, sha256 from finding_fact where instance = ? and project_id = ? and ordinal = any(?)""";
    private static final String FACTS = """
            select f.id, i.uuid, i.type, f.severity, f.name, f.identifiers, f.place, f.false_positive, f.fix_available
            from finding_fact f join finding_identity i using (instance, project_id, ordinal)
            where f.id = any(?)""";

    private final Sql sql;
    private final ProjectStore projects;

    FindingStore(Sql sql, ProjectStore projects) {
        this.sql = sql;
        this.projects = projects;
    }

    /** The ordinals of findings, new ones in the order of their UUIDs; the project's row is locked. */
    Map<UUID, Integer> ordinals(String instance, long projectId, Collection<ReportedFinding> findings, Instant now) {
        SortedMap<UUID, ScanType> missing = new TreeMap<>();
        findings.forEach(finding -> missing.put(finding.uuid(), finding.type()));
        Map<UUID, Integer> ordinals = new HashMap<>();
        Sql.Elements uuids = new Sql.Elements("uuid", List.copyOf(missing.keySet()));
        sql.list(
                ORDINALS, row -> ordinals.put(row.getObject(1, UUID.class), row.getInt(2)), instance, projectId, uuids);
        missing.keySet().removeAll(ordinals.keySet());
        if (missing.isEmpty()) {
            return ordinals;
        }
        int first = projects.takeOrdinals(instance, projectId, missing.size());
        List<String> types = missing.values().stream().map(ScanType::word).toList();
        sql.update(
                INSERT_IDENTITIES,
                instance,
                projectId,
                first,
                now,
                new Sql.Elements("uuid", List.copyOf(missing.keySet())),
                new Sql.Elements("text", types));
        int next = first;
        for (UUID uuid : missing.keySet()) {
            ordinals.put(uuid, next++);
        }
        return ordinals;
    }

    /** The ids of the facts of findings, by ordinal. */
    SortedMap<Integer, Long> facts(
            String instance, long projectId, List<ReportedFinding> findings, Map<UUID, Integer> ordinals) {
        SortedMap<Integer, String> wanted = new TreeMap<>();
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (ReportedFinding finding : findings) {
            Integer ordinal = ordinals.get(finding.uuid());
            if (ordinal == null) {
                throw new IllegalStateException("finding " + finding.uuid() + " has no ordinal");
            }
            byte[] digest = FactDigest.of(finding);
            wanted.put(ordinal, HexFormat.of().formatHex(digest));
            rows.add(row(instance, projectId, ordinal, digest, finding));
        }
        sql.batch(INSERT_FACT, rows);
        SortedMap<Integer, Long> ids = new TreeMap<>();
        Sql.Elements all = new Sql.Elements("int4", List.copyOf(wanted.keySet()));
        for (Version version : sql.list(FACT_IDS, Version::read, instance, projectId, all)) {
            if (version.sha256().equals(wanted.get(version.ordinal()))) {
                ids.put(version.ordinal(), version.id());
            }
        }
        return ids;
    }

    private record Version(long id, int ordinal, String sha256) {
        static Version read(ResultSet row) throws SQLException {
            return new Version(row.getLong(1), row.getInt(2), HexFormat.of().formatHex(row.getBytes(3)));
        }
    }

    /** Facts by id. */
    Map<Long, FindingFacts> read(Collection<Long> ids) {
        Map<Long, FindingFacts> found = new HashMap<>();
        sql.list(FACTS, row -> found.put(row.getLong(1), facts(row)), new Sql.Elements("int8", new ArrayList<>(ids)));
        return found;
    }

    private static @Nullable Object[] row(
            String instance, long projectId, int ordinal, byte[] digest, ReportedFinding finding) {
        return new @Nullable Object[] {
            instance,
            projectId,
            ordinal,
            digest,
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
                row.getString(2),
                ScanType.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                Severities.of(row.getInt(4)),
                row.getString(5),
                List.of((String[]) row.getArray(6).getArray()),
                row.getString(7),
                row.getBoolean(8),
                row.getBoolean(9),
                null,
                null);
    }
}

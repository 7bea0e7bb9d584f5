// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.report.ReportedFinding;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** The tables {@code finding_identity}, {@code finding_place} and {@code finding_alias}. */
@ApplicationScoped
class IdentityStore {
    private static final String KNOWN = """
            with given as (select ?::text as instance, ?::bigint as project_id, ?::uuid[] as uuids, ?::text[] as places),
            seen as (
                select i.ordinal from finding_identity i join given g using (instance, project_id)
                    where i.uuid = any(g.uuids)
                union
                select p.ordinal from finding_place p join given g using (instance, project_id)
                    where p.place = any(g.places)),
            aliases as (select a.ordinal, a.canonical from finding_alias a join given using (instance, project_id)),
            wanted as (
                select distinct coalesce(a.canonical, s.ordinal) as canonical
                from seen s left join aliases a using (ordinal)),
            members as (
                select canonical, canonical as ordinal from wanted
                union all
                select canonical, a.ordinal from aliases a join wanted using (canonical))
            select m.canonical, i.ordinal, i.uuid, i.type, i.scanner, i.primary_sha1,
                array(select p.place from finding_place p
                    where (p.instance, p.project_id, p.ordinal) = (i.instance, i.project_id, i.ordinal))
            from members m join finding_identity i using (ordinal) join given using (instance, project_id)
            order by m.canonical, i.ordinal""";
    private static final String INSERT = """
            insert into finding_identity (instance, project_id, ordinal, uuid, type, scanner, primary_sha1, first_seen_at)
            select ?, ?, ordinal, uuid, type, scanner, primary_sha1, ?
            from unnest(?::int[], ?::uuid[], ?::text[], ?::text[], ?::text[])
                as given (ordinal, uuid, type, scanner, primary_sha1)""";
    private static final String INSERT_PLACES = """
            insert into finding_place (instance, project_id, ordinal, place)
            select ?, ?, ordinal, place from unnest(?::int[], ?::text[]) as given (ordinal, place)
            on conflict do nothing""";
    private static final String DELETE_PLACES = """
            delete from finding_place p using unnest(?::int[], ?::text[]) as given (ordinal, place)
            where p.instance = ? and p.project_id = ? and (p.ordinal, p.place) = (given.ordinal, given.place)""";
    private static final String REDIRECT = """
            update finding_alias a set canonical = given.canonical
            from unnest(?::int[], ?::int[]) as given (ordinal, canonical)
            where a.instance = ? and a.project_id = ? and a.canonical = given.ordinal""";
    private static final String INSERT_ALIASES = """
            insert into finding_alias (instance, project_id, ordinal, canonical)
            select ?, ?, ordinal, canonical from unnest(?::int[], ?::int[]) as given (ordinal, canonical)""";
    private static final String ALIASES = """
            select ordinal, canonical from finding_alias where instance = ? and project_id = ? order by ordinal""";

    private final Sql sql;

    IdentityStore(Sql sql) {
        this.sql = sql;
    }

    /** A new identity and the finding it is for. */
    record Added(int ordinal, UUID uuid, ReportedFinding finding) {}

    /** A place of an identity. */
    record Place(int ordinal, String text) {}

    /** The identities that share a UUID or a place with one of the findings. */
    List<KnownIdentity> known(String instance, long projectId, Collection<ReportedFinding> findings) {
        List<UUID> uuids = findings.stream().map(ReportedFinding::uuid).toList();
        List<String> places = findings.stream()
                .flatMap(finding -> finding.locations().stream())
                .distinct()
                .toList();
        List<Row> rows = sql.list(
                KNOWN,
                Row::read,
                instance,
                projectId,
                new Sql.Elements("uuid", uuids),
                new Sql.Elements("text", places));
        SortedMap<Integer, List<Row>> byCanonical = new TreeMap<>();
        rows.forEach(row -> byCanonical
                .computeIfAbsent(row.canonical(), unused -> new ArrayList<>())
                .add(row));
        return byCanonical.values().stream().map(Row::join).toList();
    }

    private record Row(int canonical, int ordinal, UUID uuid, KnownIdentity.Key key, List<String> places) {
        static Row read(ResultSet row) throws SQLException {
            return new Row(
                    row.getInt(1),
                    row.getInt(2),
                    row.getObject(3, UUID.class),
                    new KnownIdentity.Key(row.getString(4), row.getString(5), row.getString(6)),
                    List.of((String[]) row.getArray(7).getArray()));
        }

        static KnownIdentity join(List<Row> members) {
            SortedSet<Integer> ordinals = new TreeSet<>();
            Set<UUID> uuids = new LinkedHashSet<>();
            Set<String> places = new LinkedHashSet<>();
            members.forEach(member -> {
                ordinals.add(member.ordinal());
                uuids.add(member.uuid());
                places.addAll(member.places());
            });
            return new KnownIdentity(ordinals, members.getFirst().key(), uuids, places);
        }
    }

    void insert(String instance, long projectId, List<Added> added, Instant now) {
        if (added.isEmpty()) {
            return;
        }
        List<KnownIdentity.Key> keys =
                added.stream().map(one -> KnownIdentity.Key.of(one.finding())).toList();
        sql.update(
                INSERT,
                instance,
                projectId,
                now,
                new Sql.Elements("int4", added.stream().map(Added::ordinal).toList()),
                new Sql.Elements("uuid", added.stream().map(Added::uuid).toList()),
                new Sql.Elements(
                        "text", keys.stream().map(KnownIdentity.Key::type).toList()),
                new Sql.Elements(
                        "text", keys.stream().map(KnownIdentity.Key::scanner).toList()),
                new Sql.Elements(
                        "text",
                        keys.stream().map(KnownIdentity.Key::primarySha1).toList()));
    }

    void insertPlaces(String instance, long projectId, List<Place> places) {
        if (!places.isEmpty()) {
            sql.update(INSERT_PLACES, instance, projectId, ordinals(places), texts(places));
        }
    }

    void deletePlaces(String instance, long projectId, List<Place> places) {
        if (!places.isEmpty()) {
            sql.update(DELETE_PLACES, ordinals(places), texts(places), instance, projectId);
        }
    }

    /** Makes ordinals aliases of others; whatever had one of them for its canonical ordinal follows. */
    void insertAliases(String instance, long projectId, SortedMap<Integer, Integer> canonicalByOrdinal) {
        Sql.Elements ordinals = new Sql.Elements("int4", List.copyOf(canonicalByOrdinal.keySet()));
        Sql.Elements canonical = new Sql.Elements("int4", List.copyOf(canonicalByOrdinal.values()));
        sql.update(REDIRECT, ordinals, canonical, instance, projectId);
        sql.update(INSERT_ALIASES, instance, projectId, ordinals, canonical);
    }

    /** The canonical ordinals of those that are aliases. */
    Map<Integer, Integer> aliases(String instance, long projectId) {
        Map<Integer, Integer> canonical = new TreeMap<>();
        sql.list(ALIASES, row -> canonical.put(row.getInt(1), row.getInt(2)), instance, projectId);
        return canonical;
    }

    private static Sql.Elements ordinals(List<Place> places) {
        return new Sql.Elements("int4", places.stream().map(Place::ordinal).toList());
    }

    private static Sql.Elements texts(List<Place> places) {
        return new Sql.Elements("text", places.stream().map(Place::text).toList());
    }
}

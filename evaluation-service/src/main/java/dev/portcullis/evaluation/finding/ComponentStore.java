// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.license.PackageUrl;
import dev.portcullis.policy.snapshot.Component;
import dev.portcullis.policy.snapshot.SnapshotJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tables {@code component} and {@code component_fact}. A package, whatever its version, has an ordinal in its
 * project; which versions an SBOM lists, and under which licences, is a fact.
 */
@ApplicationScoped
class ComponentStore {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ORDINALS = """
            select package, ordinal from component where instance = ? and project_id = ? and package = any(?)""";
    private static final String INSERT = """
            insert into component (instance, project_id, ordinal, package)
            select ?, ?, ?::int + place::int - 1, package
            from unnest(?::text[]) with ordinality as given (package, place)""";
    private static final String INSERT_FACTS = """
            insert into component_fact (instance, project_id, ordinal, sha256, content)
            select ?, ?, ordinal, sha256, content from unnest(?::int[], ?::bytea[], ?::bytea[])
                as given (ordinal, sha256, content)
            on conflict do nothing""";
    private static final String FACT_IDS = """
            select f.ordinal, f.id
            from unnest(?::int[], ?::bytea[]) as wanted (ordinal, sha256)
                join component_fact f using (ordinal, sha256)
            where f.instance = ? and f.project_id = ?""";
    private static final String FACTS = """
            select f.content
            from unnest(?::int[], ?::bigint[]) as listed (ordinal, fact_id)
                join component_fact f on f.id = listed.fact_id
            order by listed.ordinal""";

    private final Sql sql;
    private final ProjectStore projects;

    ComponentStore(Sql sql, ProjectStore projects) {
        this.sql = sql;
        this.projects = projects;
    }

    /** Keeps an SBOM's components in a project whose row is locked. */
    ScanSet save(String instance, long projectId, List<Component> components) {
        SortedMap<String, List<Component>> byPackage = new TreeMap<>();
        components.forEach(component -> byPackage
                .computeIfAbsent(PackageUrl.withoutVersion(component.purl()), unused -> new ArrayList<>())
                .add(component));
        if (byPackage.isEmpty()) {
            return ScanSet.EMPTY;
        }
        Map<String, Integer> ordinals = ordinals(instance, projectId, List.copyOf(byPackage.keySet()));
        SortedMap<Integer, byte[]> facts = new TreeMap<>();
        byPackage.forEach((name, versions) ->
                facts.put(ordinals.getOrDefault(name, -1), CanonicalJson.write(SnapshotJson.RECORDS.write(versions))));
        Sql.Elements places = new Sql.Elements("int4", List.copyOf(facts.keySet()));
        Sql.Elements digests = new Sql.Elements(
                "bytea",
                facts.values().stream()
                        .map(content -> HEX.parseHex(CanonicalJson.sha256(content)))
                        .toList());
        sql.update(
                INSERT_FACTS,
                instance,
                projectId,
                places,
                digests,
                new Sql.Elements("bytea", List.copyOf(facts.values())));
        SortedMap<Integer, Long> ids = new TreeMap<>();
        sql.list(FACT_IDS, row -> ids.put(row.getInt(1), row.getLong(2)), places, digests, instance, projectId);
        return ScanSet.of(ids);
    }

    private Map<String, Integer> ordinals(String instance, long projectId, List<String> packages) {
        Map<String, Integer> ordinals = new HashMap<>();
        sql.list(
                ORDINALS,
                row -> ordinals.put(row.getString(1), row.getInt(2)),
                instance,
                projectId,
                new Sql.Elements("text", packages));
        List<String> missing =
                packages.stream().filter(name -> !ordinals.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            int next = projects.takeComponentOrdinals(instance, projectId, missing.size());
            sql.update(INSERT, instance, projectId, next, new Sql.Elements("text", missing));
            for (String name : missing) {
                ordinals.put(name, next++);
            }
        }
        return ordinals;
    }

    /** The components of a set, by ordinal. */
    List<Component> read(ScanSet set) {
        List<Component> components = new ArrayList<>();
        List<byte[]> facts = sql.list(
                FACTS,
                row -> row.getBytes(1),
                new Sql.Elements("int4", set.ordinalList()),
                new Sql.Elements("int8", set.factIds()));
        for (byte[] fact : facts) {
            if (CanonicalJson.read(fact) instanceof List<?> versions) {
                versions.forEach(version -> components.add(SnapshotJson.RECORDS.read(Component.class, version)));
            }
        }
        return components;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import dev.portcullis.evaluation.finding.KnownIdentity.Likeness;
import dev.portcullis.evaluation.report.ReportedFinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Finds the stored identities of a pipeline's findings. A stored identity is given to one finding at most, the surest
 * first, so that two findings which a report tells apart stay two. Identities that are left over and are like a finding
 * too are the same as the one it was given.
 */
final class MatchIdentities {
    private static final Comparator<Candidate> SUREST_FIRST = Comparator.comparing(Candidate::likeness)
            .reversed()
            .thenComparing(candidate -> candidate.finding().uuid())
            .thenComparing(candidate -> candidate.identity().canonical());

    private final Map<UUID, List<KnownIdentity>> byUuid = new HashMap<>();
    private final Map<String, List<KnownIdentity>> byPlace = new HashMap<>();
    private final Map<UUID, List<KnownIdentity>> given = new TreeMap<>();
    private final Set<Integer> taken = new HashSet<>();

    /**
     * A finding and what is stored of it.
     *
     * @param identities none where it is new; several where they turn out to be one, the surest first
     */
    record Match(ReportedFinding finding, List<KnownIdentity> identities) {
        Match {
            identities = List.copyOf(identities);
        }

        boolean isNew() {
            return identities.isEmpty();
        }

        /** The ordinal of the identity that it is most surely. */
        int surest() {
            return identities.getFirst().canonical();
        }

        /** The lowest ordinal, which was given out first, stands for all. */
        int canonical() {
            return identities.stream()
                    .mapToInt(KnownIdentity::canonical)
                    .min()
                    .orElseThrow(() -> new IllegalStateException("a new finding has no ordinal yet"));
        }
    }

    private record Candidate(ReportedFinding finding, KnownIdentity identity, Likeness likeness) {}

    private MatchIdentities(Collection<KnownIdentity> known) {
        for (KnownIdentity identity : known) {
            identity.uuids().forEach(uuid -> add(byUuid, uuid, identity));
            identity.places().forEach(place -> add(byPlace, place, identity));
        }
    }

    private static <K> void add(Map<K, List<KnownIdentity>> index, K key, KnownIdentity identity) {
        index.computeIfAbsent(key, unused -> new ArrayList<>()).add(identity);
    }

    /** The findings, which have different UUIDs, in the order of these; the result depends on nothing else. */
    static List<Match> match(Collection<ReportedFinding> findings, Collection<KnownIdentity> known) {
        MatchIdentities matching = new MatchIdentities(known);
        Map<UUID, ReportedFinding> sorted = new TreeMap<>();
        findings.forEach(finding -> sorted.put(finding.uuid(), finding));
        List<Candidate> candidates = new ArrayList<>();
        sorted.values().forEach(finding -> candidates.addAll(matching.candidates(finding)));
        candidates.sort(SUREST_FIRST);
        candidates.forEach(matching::give);
        candidates.forEach(matching::giveLeftOver);
        return sorted.values().stream()
                .map(finding -> new Match(finding, matching.given.getOrDefault(finding.uuid(), List.of())))
                .toList();
    }

    private List<Candidate> candidates(ReportedFinding finding) {
        Set<KnownIdentity> near = new LinkedHashSet<>(byUuid.getOrDefault(finding.uuid(), List.of()));
        finding.locations().forEach(place -> near.addAll(byPlace.getOrDefault(place, List.of())));
        List<Candidate> candidates = new ArrayList<>();
        for (KnownIdentity identity : near) {
            identity.likeness(finding)
                    .ifPresent(likeness -> candidates.add(new Candidate(finding, identity, likeness)));
        }
        return candidates;
    }

    private void give(Candidate candidate) {
        UUID uuid = candidate.finding().uuid();
        if (!given.containsKey(uuid) && taken.add(candidate.identity().canonical())) {
            given.computeIfAbsent(uuid, unused -> new ArrayList<>()).add(candidate.identity());
        }
    }

    private void giveLeftOver(Candidate candidate) {
        List<KnownIdentity> identities = given.get(candidate.finding().uuid());
        if (identities != null && taken.add(candidate.identity().canonical())) {
            identities.add(candidate.identity());
        }
    }
}

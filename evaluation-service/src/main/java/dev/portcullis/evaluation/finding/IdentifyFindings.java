// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import dev.portcullis.evaluation.finding.IdentityStore.Added;
import dev.portcullis.evaluation.finding.IdentityStore.Place;
import dev.portcullis.evaluation.report.ReportedFinding;
import dev.portcullis.messaging.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Gives each finding of a pipeline the ordinal of the stored identity that it is, and with it that one's UUID: lines may
 * move and scanners learn to track without making an old finding a new one. What is not known gets the next ordinals, in
 * the order of the UUIDs. What is stored of a finding changes by reports of the default branch alone: whoever may run a
 * job on a branch of their own must not make a new finding pass for an old one elsewhere.
 */
@ApplicationScoped
class IdentifyFindings {
    private final IdentityStore identities;
    private final ProjectStore projects;

    IdentifyFindings(IdentityStore identities, ProjectStore projects) {
        this.identities = identities;
        this.projects = projects;
    }

    /**
     * The findings' ordinals.
     *
     * @param ordinals by the UUID that the report alone gives
     * @param merged whether identities were found to be one, so that what was decided before may not hold
     */
    record Identified(Map<UUID, Integer> ordinals, boolean merged) {
        Identified {
            ordinals = Map.copyOf(ordinals);
        }

        int ordinal(ReportedFinding finding) {
            return requireNonNull(ordinals.get(finding.uuid()), () -> "finding " + finding.uuid() + " has no ordinal");
        }
    }

    /** Identifies findings of a project whose row is locked. */
    Identified identify(
            String instance,
            long projectId,
            Collection<ReportedFinding> findings,
            boolean onDefaultBranch,
            Instant now) {
        List<KnownIdentity> known = identities.known(instance, projectId, findings);
        List<MatchIdentities.Match> matches = MatchIdentities.match(findings, known);
        Map<UUID, Integer> ordinals = new HashMap<>();
        SortedMap<Integer, Integer> aliases = new TreeMap<>();
        for (MatchIdentities.Match match : matches) {
            if (!match.isNew()) {
                int ordinal = onDefaultBranch ? match.canonical() : match.surest();
                ordinals.put(match.finding().uuid(), ordinal);
                match.identities().stream()
                        .map(KnownIdentity::canonical)
                        .filter(other -> onDefaultBranch && other != ordinal)
                        .forEach(other -> aliases.put(other, ordinal));
            }
        }
        add(instance, projectId, matches, known, now)
                .forEach(one -> ordinals.put(one.finding().uuid(), one.ordinal()));
        if (!aliases.isEmpty()) {
            identities.insertAliases(instance, projectId, aliases);
        }
        Identified identified = new Identified(ordinals, !aliases.isEmpty());
        learn(instance, projectId, matches, identified, onDefaultBranch);
        return identified;
    }

    private List<Added> add(
            String instance,
            long projectId,
            List<MatchIdentities.Match> matches,
            List<KnownIdentity> known,
            Instant now) {
        List<ReportedFinding> fresh = matches.stream()
                .filter(MatchIdentities.Match::isNew)
                .map(MatchIdentities.Match::finding)
                .toList();
        if (fresh.isEmpty()) {
            return List.of();
        }
        Set<UUID> taken = new HashSet<>();
        known.forEach(identity -> taken.addAll(identity.uuids()));
        int next = projects.takeOrdinals(instance, projectId, fresh.size());
        List<Added> added = new ArrayList<>();
        for (ReportedFinding finding : fresh) {
            // The place that this UUID was made from belongs to a finding that has moved on.
            UUID uuid =
                    taken.contains(finding.uuid()) ? Ids.named(finding.uuid(), String.valueOf(next)) : finding.uuid();
            added.add(new Added(next++, uuid, finding));
        }
        identities.insert(instance, projectId, added, now);
        return added;
    }

    private void learn(
            String instance,
            long projectId,
            List<MatchIdentities.Match> matches,
            Identified identified,
            boolean onDefaultBranch) {
        List<Place> learned = new ArrayList<>();
        List<Place> left = new ArrayList<>();
        for (MatchIdentities.Match match : matches) {
            ReportedFinding finding = match.finding();
            if (!match.isNew() && !onDefaultBranch) {
                continue;
            }
            for (String place : finding.locations()) {
                if (match.identities().stream()
                        .noneMatch(identity -> identity.places().contains(place))) {
                    learned.add(new Place(identified.ordinal(finding), place));
                }
            }
            if (onDefaultBranch) {
                left.addAll(left(match));
            }
        }
        identities.deletePlaces(instance, projectId, left);
        identities.insertPlaces(instance, projectId, learned);
    }

    /** The plain locations at which the finding is no longer. */
    private static List<Place> left(MatchIdentities.Match match) {
        List<Place> left = new ArrayList<>();
        for (KnownIdentity identity : match.identities()) {
            for (String place : identity.places()) {
                if (!KnownIdentity.isSignature(place)
                        && !place.equals(match.finding().location())) {
                    identity.ordinals().forEach(ordinal -> left.add(new Place(ordinal, place)));
                }
            }
        }
        return left;
    }
}

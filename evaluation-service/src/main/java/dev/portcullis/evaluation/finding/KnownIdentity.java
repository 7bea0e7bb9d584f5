// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static java.util.Objects.requireNonNull;

import dev.portcullis.evaluation.report.ReportedFinding;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;

/**
 * A stored finding, as far as it takes to know it again; ordinals that were found equal are one of these.
 *
 * @param ordinals all that stand for it, the canonical one first
 * @param key what never changes of it
 * @param uuids the ones it is stored under
 * @param places {@code <algorithm>:<SHA-1>} of its signatures, and the bare SHA-1 of its location
 */
record KnownIdentity(SortedSet<Integer> ordinals, Key key, Set<UUID> uuids, Set<String> places) {
    KnownIdentity {
        requireNonNull(key, "key is null");
        ordinals = Collections.unmodifiableSortedSet(new TreeSet<>(ordinals));
        uuids = Set.copyOf(uuids);
        places = Set.copyOf(places);
        if (ordinals.isEmpty()) {
            throw new IllegalArgumentException("an identity has an ordinal");
        }
    }

    /** Two findings with different keys are never the same, unless their UUIDs are. */
    record Key(String type, String scanner, String primarySha1) {
        Key {
            requireNonNull(type, "type is null");
            requireNonNull(scanner, "scanner is null");
            requireNonNull(primarySha1, "primarySha1 is null");
        }

        static Key of(ReportedFinding finding) {
            return new Key(finding.type().word(), finding.scanner().id(), finding.primaryFingerprint());
        }
    }

    /** How sure it is that two findings are the same, the least sure first. */
    enum Likeness {
        LOCATION,
        UUID,
        SIGNATURE
    }

    /** The ordinal by which snapshots know it. */
    int canonical() {
        return ordinals.first();
    }

    /**
     * Whether a report's finding is this one, as GitLab tells findings of two pipelines: by the most telling signature
     * that both have, whatever the others say; else by the UUID; by the location only where one has no signature.
     */
    Optional<Likeness> likeness(ReportedFinding finding) {
        boolean sameUuid = uuids.contains(finding.uuid());
        if (Key.of(finding).equals(key)) {
            Optional<String> common = finding.signatures().stream()
                    .filter(signature -> hasAlgorithm(algorithm(signature)))
                    .findFirst();
            if (common.isPresent() && places.contains(common.get())) {
                return Optional.of(Likeness.SIGNATURE);
            }
            boolean untracked = finding.signatures().isEmpty() || !isTracked();
            if (!sameUuid && untracked && places.contains(finding.location())) {
                return Optional.of(Likeness.LOCATION);
            }
        }
        return sameUuid ? Optional.of(Likeness.UUID) : Optional.empty();
    }

    private boolean hasAlgorithm(String algorithm) {
        return places.stream().anyMatch(place -> place.startsWith(algorithm));
    }

    private boolean isTracked() {
        return places.stream().anyMatch(KnownIdentity::isSignature);
    }

    static boolean isSignature(String place) {
        return place.indexOf(':') >= 0;
    }

    private static String algorithm(String signature) {
        return signature.substring(0, signature.indexOf(':') + 1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a finding is by the structure of the source, so that it stays the same when lines move. */
final class Tracking {
    /** The known algorithms, the least telling first. */
    enum Algorithm {
        HASH,
        LOCATION,
        SCOPE_OFFSET,
        SCOPE_OFFSET_COMPRESSED,
        RULE_VALUE;

        static Optional<Algorithm> named(String name) {
            for (Algorithm algorithm : values()) {
                if (algorithm.word().equals(name)) {
                    return Optional.of(algorithm);
                }
            }
            return Optional.empty();
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Algorithm, List<String>> values = new EnumMap<>(Algorithm.class);

    /** Adds an item's signature; those of an unknown algorithm are ignored. */
    void add(String algorithm, String value) {
        Algorithm.named(algorithm)
                .ifPresent(known -> values.computeIfAbsent(known, unused -> new ArrayList<>())
                        .add(value));
    }

    /** {@code <algorithm>:<SHA-1>} of each algorithm, the most telling first. */
    List<String> signatures() {
        return values.keySet().stream()
                .sorted(Comparator.reverseOrder())
                .map(algorithm ->
                        algorithm.word() + ":" + Sha1.hex(String.join("|", values.getOrDefault(algorithm, List.of()))))
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.roaringbitmap.RoaringBitmap;

/**
 * Findings, or components of an SBOM, as they are stored.
 *
 * @param ordinals which ones
 * @param factIds what was said of each, in ascending order of ordinal
 */
record ScanSet(RoaringBitmap ordinals, List<Long> factIds) {
    static final ScanSet EMPTY = new ScanSet(new RoaringBitmap(), List.of());

    ScanSet {
        factIds = List.copyOf(factIds);
        if (ordinals.getLongCardinality() != factIds.size()) {
            throw new IllegalArgumentException("a set has facts for each of its findings");
        }
    }

    static ScanSet of(SortedMap<Integer, Long> factIdByOrdinal) {
        RoaringBitmap ordinals = new RoaringBitmap();
        factIdByOrdinal.keySet().forEach(ordinals::add);
        return new ScanSet(ordinals, List.copyOf(factIdByOrdinal.values()));
    }

    /** The ordinals in the order of the facts. */
    List<Integer> ordinalList() {
        List<Integer> list = new ArrayList<>(factIds.size());
        ordinals.forEach((int ordinal) -> list.add(ordinal));
        return list;
    }

    /**
     * The same with canonical ordinals only.
     *
     * @param canonicalByAlias those that are aliases
     * @param choose which of two facts to keep where two ordinals become one
     */
    ScanSet resolve(Map<Integer, Integer> canonicalByAlias, BinaryOperator<Long> choose) {
        if (canonicalByAlias.keySet().stream().noneMatch(ordinals::contains)) {
            return this;
        }
        SortedMap<Integer, Long> resolved = new TreeMap<>();
        int index = 0;
        for (int ordinal : ordinalList()) {
            resolved.merge(canonicalByAlias.getOrDefault(ordinal, ordinal), factIds.get(index++), choose);
        }
        return of(resolved);
    }
}

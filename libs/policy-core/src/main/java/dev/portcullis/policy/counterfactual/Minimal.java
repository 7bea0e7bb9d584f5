// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes away from a set that suffices what it does not need; of few changes, takes the fewest. */
final class Minimal {
    private Minimal() {}

    /** What is left of {@code all}; the last are taken away first. */
    static List<Change> of(List<Change> all, Predicate<List<Change>> suffices) {
        List<Change> left = new ArrayList<>(all);
        boolean shrunk = true;
        while (shrunk) {
            shrunk = false;
            for (int i = left.size() - 1; i >= 0; i--) {
                Change taken = left.remove(i);
                if (suffices.test(left)) {
                    shrunk = true;
                } else {
                    left.add(i, taken);
                }
            }
        }
        List<Change> from = all.size() > WaysOut.MOST_CHECKED ? left : all;
        return from.size() > WaysOut.MOST_CHECKED ? left : smallest(from, left, suffices);
    }

    /** The smallest part of {@code from} that suffices and is smaller than {@code found}, or else {@code found}. */
    private static List<Change> smallest(List<Change> from, List<Change> found, Predicate<List<Change>> suffices) {
        for (int size = 1; size < found.size(); size++) {
            for (int mask = 1; mask < 1 << from.size(); mask++) {
                if (Integer.bitCount(mask) == size) {
                    List<Change> part = part(from, mask);
                    if (suffices.test(part)) {
                        return part;
                    }
                }
            }
        }
        return found;
    }

    private static List<Change> part(List<Change> set, int mask) {
        List<Change> part = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            if ((mask & (1 << i)) != 0) {
                part.add(set.get(i));
            }
        }
        return part;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Takes away from a set that suffices what it does not need. */
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
        return left.size() > WaysOut.MOST_CHECKED ? left : smallest(left, suffices);
    }

    /** The smallest part that suffices, the whole if none does: two changes can be needless together only. */
    private static List<Change> smallest(List<Change> set, Predicate<List<Change>> suffices) {
        int all = (1 << set.size()) - 1;
        for (int size = 1; size < set.size() - 1; size++) {
            for (int mask = 1; mask < all; mask++) {
                if (Integer.bitCount(mask) == size) {
                    List<Change> part = part(set, mask);
                    if (suffices.test(part)) {
                        return part;
                    }
                }
            }
        }
        return set;
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

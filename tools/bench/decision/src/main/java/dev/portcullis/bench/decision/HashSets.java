// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import dev.portcullis.bench.decision.MergeRequestFacts.Item;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The simple version: for each policy the set of the target's findings, and those of the source that it lacks. Frozen. */
final class HashSets implements Contestant<List<int[]>> {
    private final List<Criteria> criteria;

    HashSets(List<Criteria> criteria) {
        this.criteria = criteria;
    }

    @Override
    public List<int[]> decide(MergeRequestFacts facts) {
        List<int[]> counted = new ArrayList<>();
        for (Criteria one : criteria) {
            Set<String> known = new HashSet<>();
            for (Item item : facts.target()) {
                if (one.fit(item.facts())) {
                    known.add(item.facts().uuid());
                }
            }
            List<Integer> fresh = new ArrayList<>();
            for (Item item : facts.source()) {
                if (one.fit(item.facts()) && !known.contains(item.facts().uuid())) {
                    fresh.add(item.ordinal());
                }
            }
            counted.add(fresh.stream().mapToInt(Integer::intValue).toArray());
        }
        return counted;
    }

    @Override
    public List<int[]> counted(List<int[]> answer) {
        return answer;
    }
}

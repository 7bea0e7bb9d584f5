// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.bench.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What everybody has to judge; the same for the same size. */
record Course(List<Criteria> criteria, List<MergeRequestFacts> facts) {
    private static final int MERGE_REQUESTS = 4;

    /** Makes one from, e.g., {@code 20x500}: policies, and findings on each side. */
    static Course of(String size) {
        Random random = new Random(20_261_124);
        int policies = Integer.parseInt(size.substring(0, size.indexOf('x')));
        int findings = Integer.parseInt(size.substring(size.indexOf('x') + 1));
        return new Course(
                Criteria.random(policies, random),
                Stream.generate(() -> MergeRequestFacts.random(findings, random))
                        .limit(MERGE_REQUESTS)
                        .toList());
    }

    /** Fails where somebody counts otherwise than the simple version. */
    void checkThatAllAgree() {
        Contestant<?> simple = Entrant.HASH_SETS.make(criteria);
        for (Entrant entrant : Entrant.values()) {
            Contestant<?> other = entrant.make(criteria);
            for (MergeRequestFacts one : facts) {
                if (!Arrays.deepEquals(
                        answer(other, one).toArray(), answer(simple, one).toArray())) {
                    throw new IllegalStateException(entrant + " counts otherwise than the simple version");
                }
            }
        }
    }

    private static <R> List<int[]> answer(Contestant<R> contestant, MergeRequestFacts facts) {
        return contestant.counted(contestant.decide(facts));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.counterfactual;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class MinimalTest {
    @Test
    void whatIsNotNeededIsTakenAwayTheLastFirst() {
        assertThat(users(Minimal.of(approvals(4), changes -> changes.size() >= 2)))
                .containsExactly(1L, 2L);
        assertThat(users(Minimal.of(approvals(20), changes -> changes.size() >= 10)))
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 10).boxed().toList());
        assertThat(users(Minimal.of(approvals(3), changes -> changes.size() == 3)))
                .containsExactly(1L, 2L, 3L);
        assertThat(users(Minimal.of(approvals(1), changes -> changes.size() == 1)))
                .containsExactly(1L);
    }

    /** Six policies in a ring, each of which two neighbours can approve: every second person suffices. */
    @Test
    void ofFewChangesTheFewestAreTaken() {
        List<Long> ring = List.of(6L, 5L, 1L, 3L, 2L, 4L);
        Predicate<List<Change>> suffices = changes -> IntStream.range(0, 6)
                .allMatch(i ->
                        users(changes).contains(ring.get(i)) || users(changes).contains(ring.get((i + 1) % 6)));
        assertThat(users(Minimal.of(approvals(6), suffices))).containsExactly(3L, 4L, 5L);
        assertThat(users(Minimal.of(approvals(8), suffices))).containsExactly(3L, 4L, 5L);
        assertThat(users(Minimal.of(approvals(9), suffices))).containsExactly(1L, 2L, 4L, 5L);
    }

    /** Two changes can be needless together though neither is alone. */
    @Test
    void noPartOfWhatIsLeftSuffices() {
        Predicate<List<Change>> suffices =
                changes -> changes.equals(approvals(4)) || users(changes).equals(List.of(2L, 4L));
        assertThat(users(Minimal.of(approvals(4), suffices))).containsExactly(2L, 4L);
        Predicate<List<Change>> ofMany = changes ->
                changes.size() > 4 ? users(changes).containsAll(users(approvals(4))) : suffices.test(changes);
        assertThat(users(Minimal.of(approvals(12), ofMany))).containsExactly(2L, 4L);
    }

    @Test
    void aLargeSetIsOnlyRidOfSingleChanges() {
        Predicate<List<Change>> suffices = changes -> changes.size() == 9 || changes.size() == 1;
        assertThat(Minimal.of(approvals(9), suffices)).hasSize(9);
        Predicate<List<Change>> ofEight = changes -> changes.size() == 8 || changes.size() == 1;
        assertThat(Minimal.of(approvals(8), ofEight)).hasSize(1);
    }

    @Test
    void theFirstOfMoreThanEightIsTakenAwayToo() {
        assertThat(users(Minimal.of(approvals(9), changes -> users(changes).contains(2L))))
                .containsExactly(2L);
    }

    @Test
    void whatWasFoundIsKeptWhereNothingSmallerSuffices() {
        List<List<Long>> suffice =
                List.of(List.of(1L, 2L), List.of(3L, 4L), List.of(1L, 3L, 4L), List.of(1L, 2L, 3L, 4L));
        assertThat(users(Minimal.of(approvals(4), changes -> suffice.contains(users(changes)))))
                .containsExactly(3L, 4L);
    }

    @Test
    void noChangeAtAllIsNeverAWay() {
        assertThat(users(Minimal.of(approvals(3), changes -> changes.isEmpty() || changes.size() == 2)))
                .containsExactly(1L, 2L);
    }

    private static List<Change> approvals(int count) {
        return LongStream.rangeClosed(1, count)
                .<Change>mapToObj(Change.Approve::new)
                .toList();
    }

    private static List<Long> users(List<Change> changes) {
        return changes.stream().map(change -> ((Change.Approve) change).user()).toList();
    }
}

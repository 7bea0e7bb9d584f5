// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;

class FindingsTest {
    private static final Findings EVEN = head(0, 2, 4, 6);
    private static final Findings THREES = baseline(0, 3, 6, 9);

    @Test
    void bothHoldsEachOnceWithTheFactsOfTheFirst() {
        Map<Integer, String> both = new LinkedHashMap<>();
        both.put(0, "head");
        both.put(2, "head");
        both.put(3, "baseline");
        both.put(4, "head");
        both.put(6, "head");
        both.put(9, "baseline");
        assertThat(reports(EVEN.or(THREES))).containsExactlyEntriesOf(both);
        assertThat(EVEN.or(Findings.EMPTY)).isSameAs(EVEN);
        assertThat(Findings.EMPTY.or(EVEN)).isSameAs(EVEN);
        assertThat(reports(head(7).or(baseline(1, 2)))).containsOnlyKeys(1, 2, 7);
        assertThat(reports(head(1, 2).or(baseline(7, 8, 9)))).containsOnlyKeys(1, 2, 7, 8, 9);
    }

    @Test
    void whatIsNewIsTheDifference() {
        assertThat(reports(EVEN.minus(THREES))).isEqualTo(Map.of(2, "head", 4, "head"));
        assertThat(EVEN.minus(EVEN)).isEqualTo(Findings.EMPTY);
        assertThat(EVEN.minus(Findings.EMPTY)).isSameAs(EVEN);
        assertThat(EVEN.minus(baseline(1, 3))).isSameAs(EVEN);
        assertThat(Findings.EMPTY.minus(EVEN)).isSameAs(Findings.EMPTY);
    }

    @Test
    void whatIsInBothHasTheFactsOfTheFirst() {
        assertThat(reports(EVEN.and(THREES))).isEqualTo(Map.of(0, "head", 6, "head"));
        assertThat(EVEN.and(EVEN)).isSameAs(EVEN);
        assertThat(EVEN.and(Findings.EMPTY)).isEqualTo(Findings.EMPTY);
    }

    @Test
    void filtersKeepFactsWithTheirOrdinals() {
        Findings mixed = head(1, 5).or(baseline(3));
        assertThat(reports(mixed.filter(facts -> "baseline".equals(facts.name()))))
                .isEqualTo(Map.of(3, "baseline"));
        assertThat(reports(mixed.filterOrdinals(ordinal -> ordinal != 3))).isEqualTo(Map.of(1, "head", 5, "head"));
        assertThat(mixed.filter(facts -> true)).isSameAs(mixed);
    }

    @Test
    void oneFindingIsFoundByItsOrdinal() {
        assertThat(EVEN.contains(4)).isTrue();
        assertThat(EVEN.get(4)).isEqualTo(facts(4, "head"));
        assertThat(EVEN.get(0)).isEqualTo(facts(0, "head"));
        assertThat(EVEN.contains(3)).isFalse();
        assertThat(EVEN.get(3)).isNull();
        assertThat(EVEN.get(7)).isNull();
    }

    @Test
    void allAreGivenInAscendingOrder() {
        assertThat(EVEN.size()).isEqualTo(4);
        assertThat(EVEN.isEmpty()).isFalse();
        assertThat(Findings.EMPTY.isEmpty()).isTrue();
        assertThat(EVEN.facts()).extracting(FindingFacts::uuid).containsExactly("f0", "f2", "f4", "f6");
        List<String> seen = new ArrayList<>();
        EVEN.forEach((facts, ordinal) -> seen.add(ordinal + " " + facts.uuid()));
        assertThat(seen).containsExactly("0 f0", "2 f2", "4 f4", "6 f6");
        assertThat(EVEN.byOrdinal().keySet()).containsExactly(0, 2, 4, 6);
        assertThat(EVEN.toString()).isEqualTo(EVEN.byOrdinal().toString()).startsWith("{0=");
    }

    @Test
    void theSetDoesNotChangeWithWhatItWasMadeFrom() {
        RoaringBitmap ordinals = RoaringBitmap.bitmapOf(1, 2);
        Findings findings = Findings.of(ordinals, List.of(facts(1, "head"), facts(2, "head")));
        ordinals.add(3);
        findings.ordinals().add(4);
        assertThat(findings.ordinals().toArray()).containsExactly(1, 2);
        assertThat(Findings.of(new TreeMap<>())).isSameAs(Findings.EMPTY);
    }

    @Test
    void ordinalsAndFactsAreAsMany() {
        assertThatThrownBy(() -> Findings.of(RoaringBitmap.bitmapOf(1, 2), List.of(facts(1, "head"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 ordinals cannot have 1 facts");
    }

    @Test
    void anOrdinalIsNotNegative() {
        List<FindingFacts> two = List.of(facts(1, "head"), facts(2, "head"));
        assertThatThrownBy(() -> Findings.of(RoaringBitmap.bitmapOf(1, -1), two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an ordinal is a number from 0 to 2147483647");
        assertThatThrownBy(() -> Findings.of(new TreeMap<>(Map.of(-1, facts(1, "head")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an ordinal is a number from 0 to 2147483647");
    }

    @Test
    void gatheringTakesAscendingOrdinalsOnly() {
        Findings.Ascending gathered = new Findings.Ascending();
        assertThat(gathered.findings()).isSameAs(Findings.EMPTY);
        assertThat(gathered.endsWith(0)).isFalse();
        IntStream.range(0, 20).forEach(ordinal -> gathered.add(3 * ordinal, facts(3 * ordinal, "head")));
        assertThat(gathered.endsWith(57)).isTrue();
        assertThat(gathered.endsWith(54)).isFalse();
        assertThatThrownBy(() -> gathered.add(57, facts(57, "head")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("57 does not come after 57");
        assertThat(gathered.findings())
                .isEqualTo(
                        head(IntStream.range(0, 20).map(ordinal -> 3 * ordinal).toArray()));
    }

    @Test
    void setsAreEqualIfOrdinalsAndFactsAre() {
        assertThat(head(1, 2)).isEqualTo(head(1, 2)).hasSameHashCodeAs(head(1, 2));
        assertThat(head(1, 2))
                .isNotEqualTo(baseline(1, 2))
                .isNotEqualTo(head(1))
                .isNotEqualTo(List.of());
        Findings moved = Findings.of(RoaringBitmap.bitmapOf(3), List.of(facts(1, "head")));
        assertThat(moved).isNotEqualTo(head(1));
        assertThat(moved.hashCode()).isNotEqualTo(head(1).hashCode());
        assertThat(head(1).hashCode()).isNotEqualTo(baseline(1).hashCode());
    }

    private static Map<Integer, String> reports(Findings findings) {
        Map<Integer, String> reports = new LinkedHashMap<>();
        findings.byOrdinal().forEach((ordinal, facts) -> {
            assertThat(facts.uuid()).isEqualTo("f" + ordinal);
            reports.put(ordinal, String.valueOf(facts.name()));
        });
        return reports;
    }

    private static Findings head(int... ordinals) {
        return findings("head", ordinals);
    }

    private static Findings baseline(int... ordinals) {
        return findings("baseline", ordinals);
    }

    private static Findings findings(String report, int... ordinals) {
        SortedMap<Integer, FindingFacts> byOrdinal = new TreeMap<>();
        IntStream.of(ordinals).forEach(ordinal -> byOrdinal.put(ordinal, facts(ordinal, report)));
        return Findings.of(byOrdinal);
    }

    private static FindingFacts facts(int ordinal, String report) {
        return new FindingFacts(
                "f" + ordinal, ScanType.SAST, Severity.HIGH, report, List.of(), null, false, false, null, null);
    }
}

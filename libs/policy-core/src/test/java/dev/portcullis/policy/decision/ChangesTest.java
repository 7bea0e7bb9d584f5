// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.FindingAttributes;
import dev.portcullis.policy.model.FindingCriteria;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.scenario.ScenarioFile;
import dev.portcullis.policy.snapshot.FindingFacts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is new to a rule of what scans found. */
class ChangesTest {
    private static final FindingFacts SAST = facts(ScanType.SAST);

    @Test
    void theyComeInTheOrderOfOrdinalsAndThenOfScans() {
        Changes changes = new Changes();
        for (int ordinal = 99; ordinal >= 0; ordinal--) {
            changes.add(ordinal, ScanType.SAST, SAST);
        }
        changes.add(7, ScanType.DAST, facts(ScanType.DAST));
        changes.sort();
        assertThat(changes.size()).isEqualTo(101);
        assertThat(changes.ordinalAt(0)).isZero();
        assertThat(changes.ordinalAt(7)).isEqualTo(7);
        assertThat(changes.ordinalAt(8)).isEqualTo(7);
        assertThat(changes.factsAt(7)).isSameAs(SAST);
        assertThat(changes.factsAt(8).scanner()).isEqualTo(ScanType.DAST);
        assertThat(changes.ordinalAt(100)).isEqualTo(99);
    }

    @Test
    void ofAnotherScannerThanTheScanBothHaveToBeMeant() {
        Changes changes = new Changes();
        changes.add(1, ScanType.DAST, SAST);
        changes.sort();
        assertThat(newTo(changes, ScanType.SAST)).isEmpty();
        assertThat(newTo(changes, ScanType.DAST)).isEmpty();
        assertThat(newTo(changes, ScanType.SAST, ScanType.DAST)).containsExactly(1);
        changes.addBefore(0, ScanType.DAST, SAST);
        assertThat(newTo(changes, ScanType.SAST, ScanType.DAST)).isEmpty();
    }

    @Test
    void whatAnyScanOfTheBaselineSaysTheSameOfIsNotNew() {
        Changes changes = new Changes();
        changes.add(1, ScanType.SAST, SAST);
        changes.add(2, ScanType.SAST, SAST);
        changes.sort();
        changes.addBefore(0, ScanType.SAST, SAST);
        changes.addBefore(0, ScanType.DAST, facts(ScanType.DAST));
        changes.addBefore(1, ScanType.DAST, facts(ScanType.DAST));
        assertThat(newTo(changes, ScanType.SAST)).containsExactly(2);
        assertThat(newTo(changes, ScanType.SAST, ScanType.DAST)).isEmpty();
        assertThat(newTo(changes, ScanType.SECRET_DETECTION)).isEmpty();
    }

    private static List<Integer> newTo(Changes changes, ScanType... scanners) {
        FindingCriteria criteria = new FindingCriteria(0, Set.of(), FindingAttributes.NONE);
        Selection selection = new Selection(Set.of(scanners), criteria);
        FindingFilter filter = new FindingFilter(selection, evaluation(), policy());
        List<Integer> ordinals = new ArrayList<>();
        for (int i = changes.choose(selection) - 1; i >= 0; i--) {
            if (changes.isNewTo(filter, changes.chosen(i))) {
                ordinals.addFirst(changes.ordinalAt(changes.chosen(i)));
            }
        }
        return ordinals;
    }

    private static ScenarioFile file() {
        String text =
                "policies: {approval_policy: [{name: A, enabled: true, actions: [], rules: [{type: any_merge_request,"
                        + " branches: [], commits: any}]}]}\nscenarios: [{name: a, now: 2026-11-24T12:00:00Z, expect: {}}]\n";
        return ScenarioFile.parse(text.getBytes(StandardCharsets.UTF_8), "changes.yaml", _ -> null);
    }

    private static Evaluation evaluation() {
        return new Evaluation(
                PolicySet.EMPTY, file().scenarios().getFirst().snapshot(), Instant.parse("2026-11-24T12:00:00Z"));
    }

    private static AppliedPolicy policy() {
        return file().policies().all().getFirst();
    }

    private static FindingFacts facts(ScanType scanner) {
        return new FindingFacts("u", scanner, Severity.HIGH, "x", List.of(), "a.py", false, false, null, null);
    }
}

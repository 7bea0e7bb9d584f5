// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindingFactsTest {
    private static final FindingFacts PLAIN = facts(ScanType.SAST, Severity.HIGH, false, false, null, null, "CWE-89");

    @Test
    void everyCombinationOfScannerSeverityAndFlagsIsAClass() {
        Set<Integer> classes = new HashSet<>();
        for (ScanType scanner : ScanType.values()) {
            for (Severity severity : Severity.values()) {
                for (boolean falsePositive : new boolean[] {false, true}) {
                    for (boolean fixAvailable : new boolean[] {false, true}) {
                        FindingFacts facts = facts(scanner, severity, falsePositive, fixAvailable, null, null, "CWE-1");
                        assertThat(facts.findingClass()).isBetween(0, FindingFacts.CLASSES - 1);
                        classes.add(facts.findingClass());
                    }
                }
            }
        }
        assertThat(classes).hasSize(FindingFacts.CLASSES);
    }

    @Test
    void findingsOfAClassAreAlikeWhateverElseIsSaid() {
        FindingFacts other =
                new FindingFacts("v", ScanType.SAST, Severity.HIGH, "y", List.of(), "b.py", false, false, null, null);
        assertThat(PLAIN.isLike(other, false)).isTrue();
        assertThat(PLAIN.isLike(other, true)).isTrue();
        for (boolean enrichment : new boolean[] {false, true}) {
            assertThat(PLAIN.isLike(sast(Severity.LOW, null, null, "CWE-89"), enrichment))
                    .isFalse();
        }
    }

    @Test
    void whatIsKnownOfExploitationTellsApartWhereItIsReadAlone() {
        for (FindingFacts other : List.of(
                sast(Severity.HIGH, true, null, "CWE-89"),
                sast(Severity.HIGH, null, 0.5, "CWE-89"),
                sast(Severity.HIGH, null, null, "CVE-2026-1"))) {
            assertThat(PLAIN.isLike(other, true)).as("%s", other).isFalse();
            assertThat(PLAIN.isLike(other, false)).as("%s", other).isTrue();
        }
    }

    private static FindingFacts sast(
            Severity severity, @Nullable Boolean knownExploited, @Nullable Double epss, String identifier) {
        return facts(ScanType.SAST, severity, false, false, knownExploited, epss, identifier);
    }

    private static FindingFacts facts(
            ScanType scanner,
            Severity severity,
            boolean falsePositive,
            boolean fixAvailable,
            @Nullable Boolean knownExploited,
            @Nullable Double epss,
            String identifier) {
        return new FindingFacts(
                "u",
                scanner,
                severity,
                "x",
                List.of(identifier),
                "a.py",
                falsePositive,
                fixAvailable,
                knownExploited,
                epss);
    }
}

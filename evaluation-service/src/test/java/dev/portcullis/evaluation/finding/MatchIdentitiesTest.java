// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.finding.MatchIdentities.Match;
import dev.portcullis.evaluation.report.Identifier;
import dev.portcullis.evaluation.report.ReportedFinding;
import dev.portcullis.evaluation.report.Scanner;
import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MatchIdentitiesTest {
    private static final String RULE = "rule";

    @Test
    void aSignatureIsKnownAgainOnAnotherLine() {
        KnownIdentity stored = known(1, id(1), "scope_offset:a", "line 10");

        assertThat(ordinals(List.of(stored), finding(id(7), RULE, "rule_value:b", "scope_offset:a", "line 90")))
                .containsExactly("[1]");
    }

    @Test
    void theMostTellingCommonSignatureDecidesAlone() {
        KnownIdentity stored = known(1, id(1), "scope_offset_compressed:a", "hash:same", "line 10");

        assertThat(ordinals(List.of(stored), finding(id(7), RULE, "scope_offset_compressed:b", "hash:same", "line 10")))
                .as("a copy of the code in another function is another finding")
                .containsExactly("[]");
    }

    @Test
    void aScannerThatLearnsToTrackKeepsWhatItFoundAtThatPlace() {
        assertThat(ordinals(List.of(known(1, id(1), "line 10")), finding(id(7), RULE, "hash:a", "line 10")))
                .containsExactly("[1]");
        assertThat(ordinals(List.of(known(1, id(1), "hash:a", "line 10")), finding(id(7), RULE, "line 10")))
                .containsExactly("[1]");
        assertThat(ordinals(
                        List.of(known(1, id(1), "hash:a", "line 10")), finding(id(7), RULE, "location:b", "line 10")))
                .as("both are tracked, and nothing that both have says that they are one")
                .containsExactly("[]");
    }

    @Test
    void aShiftedLineWithoutTrackingIsNew() {
        assertThat(ordinals(List.of(known(1, id(1), "line 10")), finding(id(7), RULE, "line 11")))
                .containsExactly("[]");
    }

    @Test
    void anotherPrimaryIdentifierOrScannerIsNew() {
        KnownIdentity stored = known(1, id(1), "hash:a", "line 10");

        assertThat(ordinals(List.of(stored), finding(id(7), "other rule", "hash:a", "line 10")))
                .containsExactly("[]");
        assertThat(ordinals(List.of(stored), finding(id(7), ScanType.SAST, "bandit", RULE, "hash:a", "line 10")))
                .containsExactly("[]");
        assertThat(ordinals(
                        List.of(stored),
                        finding(id(7), ScanType.SECRET_DETECTION, "semgrep", RULE, "hash:a", "line 10")))
                .containsExactly("[]");
        assertThat(ordinals(List.of(stored), finding(id(1), ScanType.SAST, "bandit", RULE, "line 99")))
                .as("an equal UUID is the same finding, whoever reports it")
                .containsExactly("[1]");
    }

    @Test
    void twoFindingsOfOneReportStayTwo() {
        KnownIdentity stored = known(1, id(1), "line 10");

        assertThat(ordinals(
                        List.of(stored),
                        finding(id(7), RULE, "hash:a", "line 10"),
                        finding(id(8), RULE, "hash:b", "line 10")))
                .containsExactly("[1]", "[]");
    }

    @Test
    void theSurerMatchGoesFirst() {
        KnownIdentity stored = known(1, id(1), "hash:a", "line 10");

        assertThat(ordinals(
                        List.of(stored), finding(id(2), RULE, "line 10"), finding(id(9), RULE, "hash:a", "line 20")))
                .containsExactly("[]", "[1]");
    }

    @Test
    void whatMatchesTwoIdentitiesMakesThemOne() {
        KnownIdentity untracked = known(1, id(1), "line 10");
        KnownIdentity tracked = known(4, id(2), "hash:a", "line 20");

        List<Match> matches =
                MatchIdentities.match(List.of(finding(id(2), RULE, "hash:a", "line 10")), List.of(tracked, untracked));

        assertThat(matches.getFirst().canonical()).isEqualTo(1);
        assertThat(matches.getFirst().identities()).containsExactlyInAnyOrder(untracked, tracked);
    }

    @Test
    void whatAReportTellsApartIsNotMadeOne() {
        KnownIdentity untracked = known(1, id(1), "line 10");
        KnownIdentity tracked = known(4, id(2), "hash:a", "line 20");

        assertThat(ordinals(
                        List.of(untracked, tracked),
                        finding(id(1), RULE, "line 10"),
                        finding(id(2), RULE, "hash:a", "line 10")))
                .containsExactly("[1]", "[4]");
    }

    @Test
    void theResultDoesNotDependOnTheOrder() {
        List<KnownIdentity> stored =
                List.of(known(1, id(1), "line 10"), known(2, id(2), "line 10", "hash:a"), known(3, id(3), "line 20"));
        List<ReportedFinding> findings = List.of(
                finding(id(4), RULE, "hash:a", "line 20"),
                finding(id(5), RULE, "hash:b", "line 10"),
                finding(id(6), RULE, "line 20"));

        assertThat(MatchIdentities.match(findings.reversed(), stored.reversed()))
                .isEqualTo(MatchIdentities.match(findings, stored));
    }

    private static List<String> ordinals(List<KnownIdentity> stored, ReportedFinding... findings) {
        return MatchIdentities.match(List.of(findings), stored).stream()
                .map(match -> match.identities().stream()
                        .map(KnownIdentity::canonical)
                        .toList()
                        .toString())
                .collect(Collectors.toList());
    }

    private static KnownIdentity known(int ordinal, UUID uuid, String... places) {
        return new KnownIdentity(
                new TreeSet<>(Set.of(ordinal)),
                KnownIdentity.Key.of(finding(uuid, RULE, places)),
                Set.of(uuid),
                Set.copyOf(Arrays.asList(places)));
    }

    private static ReportedFinding finding(UUID uuid, String rule, String... places) {
        return finding(uuid, ScanType.SAST, "semgrep", rule, places);
    }

    private static ReportedFinding finding(UUID uuid, ScanType type, String scanner, String rule, String... places) {
        return new ReportedFinding(
                uuid,
                type,
                new Scanner(scanner, scanner, ""),
                Severity.HIGH,
                rule,
                List.of(new Identifier("id", rule, rule)),
                "a.py",
                1,
                false,
                false,
                new ArrayList<>(List.of(places)));
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }
}

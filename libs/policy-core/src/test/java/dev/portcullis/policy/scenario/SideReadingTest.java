// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.scenario;

import static dev.portcullis.policy.scenario.ScenarioReadingTest.shown;
import static dev.portcullis.policy.scenario.ScenarioReadingTest.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import dev.portcullis.policy.snapshot.FindingFacts;
import dev.portcullis.policy.snapshot.Pipeline;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.policy.snapshot.StoredVulnerability;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a pipeline takes from its side, and what a finding takes from its other descriptions. */
class SideReadingTest {
    private static final String FOUND = "findings: [{id: f1, scanner: sast, severity: high}]";

    @Test
    void pipelinesWithoutScansRanThoseThatTheirSideStatesOrElseThoseOfItsFindings() {
        assertThat(pipelines("{" + FOUND + ", pipelines: [{}, {}]}")).containsExactly("SAST[f1]", "SAST[f1]");
        assertThat(pipelines("{scans: [dast], pipelines: [{}, {}]}")).containsExactly("DAST[]", "DAST[]");
        assertThat(pipelines("{" + FOUND + ", scans: [dast], pipelines: [{scans: [sast]}, {}]}"))
                .containsExactly("SAST[f1]", "DAST[]");
        assertThat(pipelines("{" + FOUND + ", pipelines: [{scans: [sast]}, {}]}"))
                .containsExactly("SAST[f1]", "");
    }

    @Test
    void aTargetAloneIsTheMergeBaseAndBesideCandidatesTheLatest() {
        assertThat(candidates("{scans: [sast]}")).containsExactly("BASE SAST[]");
        assertThat(candidates("{candidates: [{of: start, scans: [dast]}], scans: [sast]}"))
                .containsExactly("START DAST[]", "LATEST SAST[]");
        assertThat(candidates("{candidates: [{of: start, scans: [dast]}]}")).containsExactly("START DAST[]");
        assertThat(candidates("{}")).isEmpty();
    }

    @Test
    void aBareIdStandsForADescriptionAnywhereBeItInPart() {
        Snapshot read = snapshot("""
                source: {findings: [f1, f2, f3]}
                target: {findings: [{id: f1, scanner: dast, severity: low}, {id: f2, scanner: dast}]}
                vulnerabilities: [{id: f3, severity: critical}]
                """);
        assertThat(read.source().pipelines().getFirst().scans())
                .flatExtracting(scan -> scan.findings().facts())
                .extracting(FindingFacts::uuid, FindingFacts::scanner, FindingFacts::severity)
                .containsExactlyInAnyOrder(
                        tuple("f1", ScanType.DAST, Severity.LOW),
                        tuple("f2", ScanType.DAST, Severity.UNKNOWN),
                        tuple("f3", ScanType.SAST, Severity.CRITICAL));
    }

    @Test
    void aFindingThatIsDescribedAgainHasWhatStandsThere() {
        Snapshot read = snapshot("""
                source: {findings: [{id: f1, scanner: sast, severity: high}]}
                target: {candidates: [{of: base, findings: [{id: f1, scanner: dast, severity: low}]}]}
                """);
        assertThat(read.target().candidates().getFirst().pipelines().getFirst().scans())
                .flatExtracting(scan -> scan.findings().facts())
                .extracting(FindingFacts::scanner, FindingFacts::severity)
                .containsExactly(tuple(ScanType.DAST, Severity.LOW));
    }

    @Test
    void aVulnerabilityIsAsOldAsItSaysOrElseNew() {
        assertThat(snapshot(
                                "vulnerabilities: [{id: v1, severity: low, first_detected: 2026-01-02}, {id: v2, severity: low}]")
                        .vulnerabilities())
                .extracting(StoredVulnerability::firstDetected)
                .containsExactly(Instant.parse("2026-01-02T00:00:00Z"), Instant.parse("2026-11-24T00:00:00Z"));
    }

    private static List<String> pipelines(String source) {
        return snapshot("source: " + source).source().pipelines().stream()
                .map(SideReadingTest::scans)
                .toList();
    }

    private static List<String> candidates(String target) {
        return snapshot("target: " + target).target().candidates().stream()
                .map(candidate ->
                        candidate.of() + " " + scans(candidate.pipelines().getFirst()))
                .toList();
    }

    private static String scans(Pipeline pipeline) {
        return shown(pipeline).replaceAll("^\\d+ \\S+ \\S+ | \\S+$", "");
    }
}

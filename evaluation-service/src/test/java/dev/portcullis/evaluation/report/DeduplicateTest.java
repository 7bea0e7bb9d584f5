// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeduplicateTest {
    @Test
    void dropsWhatAnotherScannerOfHigherPriorityFoundToo() throws ReportException {
        String bandit = finding("bandit_test_id", "B303", "a.py", "High");
        String semgrep = bandit.replace("[", "[{\"type\":\"semgrep_id\",\"name\":\"s\",\"value\":\"s\"},");
        Report first = Reports.read(Reports.of("semgrep", semgrep));
        Report second = Reports.read(Reports.of("bandit", bandit));

        List<Report> left = Deduplicate.across(List.of(first, second));

        assertThat(left.get(0).findings()).as("semgrep comes after bandit").isEmpty();
        assertThat(left.get(1).findings()).hasSize(1);
    }

    @Test
    void dropsRepeatsWithinAReport() throws ReportException {
        String finding = finding("semgrep_id", "x", "a.py", "High");

        assertThat(left(Reports.of("semgrep", finding, finding))).hasSize(1);
    }

    @Test
    void takesNoWeaknessForAnIdentifier() throws ReportException {
        String one = finding("cwe", "79", "a.py", "High");
        String two = finding("CWE", "79", "a.py", "High");

        assertThat(left(Reports.of("semgrep", one, two))).hasSize(2);
        assertThat(left(Reports.of("semgrep", one, one)))
                .as("the UUID still tells")
                .hasSize(1);
    }

    @Test
    void neverMixesTypes() throws ReportException {
        String finding = finding("cve", "CVE-2026-1", "a.py", "High");
        Report sast = Reports.read(ScanType.SAST, Reports.of("x", finding));
        Report secrets = Reports.read(ScanType.SECRET_DETECTION, Reports.of("x", finding));

        assertThat(Deduplicate.across(List.of(sast, secrets)))
                .allSatisfy(report -> assertThat(report.findings()).hasSize(1));
    }

    @Test
    void sortsTheWorstFirst() throws ReportException {
        String low = finding("semgrep_id", "a", "a.py", "Low");
        String critical = finding("semgrep_id", "b", "a.py", "Critical");
        String unknown = finding("semgrep_id", "c", "a.py", "Unknown");

        assertThat(left(Reports.of("semgrep", low, critical, unknown)))
                .extracting(ReportedFinding::severity)
                .containsExactly(Severity.CRITICAL, Severity.LOW, Severity.UNKNOWN);
    }

    private static List<ReportedFinding> left(String report) throws ReportException {
        return Deduplicate.across(List.of(Reports.read(report))).getFirst().findings();
    }

    private static String finding(String type, String value, String file, String severity) {
        return """
                {"id":"x","severity":"%s","identifiers":[{"type":"%s","name":"%s","value":"%s"}],
                 "location":{"file":"%s","start_line":1}}""".formatted(severity, type, value, value, file);
    }
}

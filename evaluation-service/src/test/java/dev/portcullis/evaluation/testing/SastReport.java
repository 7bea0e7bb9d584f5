// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import java.util.Arrays;
import java.util.stream.Collectors;

/** A report as semgrep's analyzer writes it for GitLab. */
final class SastReport {
    private SastReport() {}

    /** {@code findings}: each {@code <severity> <name>}; equal names are the same finding. */
    static String of(String... findings) {
        String vulnerabilities =
                Arrays.stream(findings).map(SastReport::finding).collect(Collectors.joining(","));
        return """
                {"version": "15.0.7",
                 "scan": {
                   "type": "sast", "status": "success",
                   "start_time": "2026-11-24T10:00:00", "end_time": "2026-11-24T10:01:00",
                   "analyzer": {"id": "semgrep", "name": "Semgrep", "version": "5.0.0", "vendor": {"name": "GitLab"}},
                   "scanner": {"id": "semgrep", "name": "Semgrep", "version": "1.50.0", "vendor": {"name": "GitLab"}}},
                 "vulnerabilities": [%s]}""".formatted(vulnerabilities);
    }

    private static String finding(String finding) {
        String severity = finding.substring(0, finding.indexOf(' '));
        String name = finding.substring(finding.indexOf(' ') + 1);
        return """
                {"id": "%s", "name": "%s", "description": "What %s is.", "severity": "%s",
                 "scanner": {"id": "semgrep", "name": "Semgrep"},
                 "identifiers": [{"type": "semgrep_id", "name": "%s", "value": "%s"}],
                 "location": {"file": "src/%s.py", "start_line": 10, "end_line": 10}}""".formatted(
                        java.util.UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        name,
                        name,
                        severity,
                        name,
                        name,
                        name);
    }
}

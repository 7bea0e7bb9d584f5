// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import dev.portcullis.policy.model.ScanType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reports for tests, in the format of schema 15. */
final class Reports {
    private Reports() {}

    /** A report with these entries in its list of vulnerabilities. */
    static String of(String scanner, String... vulnerabilities) {
        return """
                {"version":"15.0.7","scan":{"type":"sast","status":"success","start_time":"2026-11-20T09:15:10",
                 "end_time":"2026-11-20T09:16:00",
                 "analyzer":{"id":"%1$s","name":"%1$s","version":"1","vendor":{"name":"GitLab"}},
                 "scanner":{"id":"%1$s","name":"%1$s","version":"1","vendor":{"name":"GitLab"}}},
                 "vulnerabilities":[%2$s],"remediations":[]}""".formatted(scanner, String.join(",", vulnerabilities));
    }

    /** A finding of the rule {@code bandit.B303-1}, with more fields if need be. */
    static String finding(String file, int line, String more) {
        return """
                {"id":"x","severity":"High","identifiers":[
                  {"type":"semgrep_id","name":"bandit.B303-1","value":"bandit.B303-1"},
                  {"type":"cwe","name":"CWE-327","value":"327"}],
                 "location":{"file":"%s","start_line":%d,"end_line":%d}%s}""".formatted(file, line, line, more);
    }

    static Report read(String json) throws ReportException {
        return read(ScanType.SAST, json);
    }

    static Report read(ScanType type, String json) throws ReportException {
        try {
            return ReadReport.read(
                    new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
                    new ReadReport.Context(type, 42, false));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

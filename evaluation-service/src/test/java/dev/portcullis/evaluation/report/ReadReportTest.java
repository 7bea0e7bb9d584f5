// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.model.ScanType;
import dev.portcullis.policy.model.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadReportTest {
    @Test
    void readsWhatIsUsedAndNothingElse() throws ReportException {
        String finding = Reports.finding("app/main.py", 12, """
                ,"name":"Weak hash","description":"long","solution":"Use SHA-256","confidence":"High",
                "raw_source_code_extract":"password = hunter2",
                "flags":[{"type":"flagged-as-likely-false-positive","origin":"post-analyzer","description":"d"}],
                "scanner":{"id":"bandit","name":"Bandit","vendor":{"name":"PyCQA"}},
                "details":{"x":{"type":"list","items":[{"type":"text","value":"v"}]}},"links":[{"url":"http://x"}]""");

        Report report = Reports.read(Reports.of("semgrep", finding));

        assertThat(report.outdated()).isFalse();
        assertThat(report.version()).isEqualTo("15.0.7");
        assertThat(report.scanner()).isEqualTo(new Scanner("semgrep", "semgrep", "GitLab"));
        assertThat(report.sha256()).hasSize(64);
        ReportedFinding read = report.findings().getFirst();
        assertThat(read.name()).isEqualTo("Weak hash");
        assertThat(read.severity()).isEqualTo(Severity.HIGH);
        assertThat(read.scanner()).isEqualTo(new Scanner("bandit", "Bandit", "PyCQA"));
        assertThat(read.labels()).containsExactly("bandit.B303-1", "CWE-327");
        assertThat(read.place()).isEqualTo("app/main.py");
        assertThat(read.line()).isEqualTo(12);
        assertThat(read.falsePositive()).isTrue();
        assertThat(read.fixAvailable()).isTrue();
        assertThat(report.toString()).doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"Critical\"', CRITICAL",
        "'\"mEdIuM\"', MEDIUM",
        "'\"Undefined\"', UNKNOWN",
        "null, UNKNOWN",
        "7, UNKNOWN",
        "[], UNKNOWN"
    })
    void readsSeverities(String json, Severity severity) throws ReportException {
        String finding = Reports.finding("a", 1, "").replace("\"High\"", json);

        assertThat(Reports.read(Reports.of("x", finding)).findings().getFirst().severity())
                .isEqualTo(severity);
    }

    @ParameterizedTest
    @CsvSource({
        "15.0.7, false",
        "15.2.2, false",
        "15.9.0, false",
        "14.0.6, true",
        "13.1.0, true",
        "3.0.0, true",
        "3.0, true",
        "2.3, true"
    })
    void readsOldVersionsAndSaysSo(String version, boolean outdated) throws ReportException {
        assertThat(Reports.read(Reports.of("x").replace("15.0.7", version)).outdated())
                .isEqualTo(outdated);
    }

    @Test
    void readsReportsWithoutVersionOrScan() throws ReportException {
        Report bare = Reports.read("{\"vulnerabilities\":[" + Reports.finding("a", 1, "") + "]}");

        assertThat(bare.outdated()).isTrue();
        assertThat(bare.findings()).hasSize(1);
        assertThat(bare.findings().getFirst().scanner()).isEqualTo(Scanner.UNKNOWN);
        assertThat(Reports.read("{\"version\":\"15.0.0\",\"vulnerabilities\":[]}")
                        .outdated())
                .isTrue();
    }

    @Test
    void knowsRemediationsByIdAndByOldKey() throws ReportException {
        String report = """
                {"version":"14.0.0","remediations":[{"fixes":[{"id":"1"},{"cve":"key-2"}],"diff":"ZGlmZg=="}],
                 "vulnerabilities":[%s,%s,%s]}""".formatted(
                        Reports.finding("a", 1, "").replace("\"x\"", "\"1\""),
                        Reports.finding("b", 1, ",\"cve\":\"key-2\"").replace("\"x\"", "\"2\""),
                        Reports.finding("c", 1, ",\"solution\":\" \"").replace("\"x\"", "\"3\""));

        assertThat(Reports.read(report).findings())
                .extracting(ReportedFinding::fixAvailable)
                .containsExactly(true, true, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'name':'Given','message':'m' | Given",
                "'message':'Told' | Told",
                "'name':null | CWE-327 in main.py",
                "'name':'' | CWE-327 in main.py"
            })
    void namesAFinding(String fields, String name) throws ReportException {
        String finding = Reports.finding("app/main.py", 1, "," + fields.replace('\'', '"'));

        assertThat(Reports.read(Reports.of("x", finding)).findings().getFirst().name())
                .isEqualTo(name);
    }

    @Test
    void keepsTheFirstTwentyIdentifiers() throws ReportException {
        String more = "{\"type\":\"ghsa\",\"name\":\"n\",\"value\":\"v\"},".repeat(30);
        String finding = Reports.finding("a", 1, "").replace("[\n", "[\n" + more);

        assertThat(Reports.read(Reports.of("x", finding)).findings().getFirst().identifiers())
                .hasSize(20);
    }

    @Test
    void makesTextStorable() throws ReportException {
        String finding = Reports.finding("a\\u0000b\\ud800", 1, ",\"name\":\"\\ud83d\\ude00 \\u0000\"");

        ReportedFinding read = Reports.read(Reports.of("x", finding)).findings().getFirst();

        assertThat(read.place()).isEqualTo("a\\u0000b\uFFFD");
        assertThat(read.name()).isEqualTo("\uD83D\uDE00 \\u0000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the report is empty",
                "`  ` | the report is empty",
                "[] | the report is not a JSON object at line 1",
                "null | the report is not a JSON object",
                "{} | the report has no list of vulnerabilities",
                "{\"version\":\"15.0.0\",\"vulnerabilities\":null} | 'vulnerabilities' is not a list at line 1",
                "{\"version\":\"15.0.0\",\"vulnerabilities\":{}} | 'vulnerabilities' is not a list",
                "{\"version\":\"16.0.0\",\"vulnerabilities\":[]} | the schema version 16.0.0 is not known",
                "{\"version\":\"1.74.0\",\"vulnerabilities\":[]} | the schema version 1.74.0 is not known",
                "{\"version\":\"<script>\",\"vulnerabilities\":[]} | the schema version given is not known",
                "{\"vulnerabilities\":[]}{} | something follows the report's JSON object",
                "{\"vulnerabilities\":[1]} | a vulnerability is not an object at line 1, column",
                "{\"vulnerabilities\":[{}]} | vulnerability 1, at line 1, has no identifiers",
                "{\"vulnerabilities\":[{\"identifiers\":[]}]} | has no identifiers",
                "{\"vulnerabilities\":[{\"identifiers\":[{\"type\":\"a\"}]}]} | an identifier lacks its type or value",
                "{\"vulnerabilities\":[{\"identifiers\":[{\"type\":\"a\",\"value\":\"b\"}]}]} | has no location",
                "<html>hunter2</html> | the report is not valid JSON at line 1, column 1",
                "{\"vulnerabilities\":[hunter2]} | the report is not valid JSON at line 1"
            })
    void refusesWhatIsNoReportAndSaysWhere(String json, String message) {
        assertThatThrownBy(() -> Reports.read(json))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void refusesAReportThatIsCutOffAnywhere() {
        String whole = Reports.of("semgrep", Reports.finding("a", 1, ""), Reports.finding("b", 2, ""));
        for (int length = 1; length < whole.length(); length++) {
            String part = whole.substring(0, length);
            assertThatThrownBy(() -> Reports.read(part)).isInstanceOf(ReportException.class);
        }
    }

    @Test
    void refusesNestingAndTextWithoutBound() {
        String deep = "{\"vulnerabilities\":[{\"details\":" + "[".repeat(500) + "]".repeat(500) + "}]}";
        assertThatThrownBy(() -> Reports.read(deep)).hasMessageContaining("nested too deeply");

        String longFile = Reports.of("x", Reports.finding("f".repeat(5_000), 1, ""));
        assertThatThrownBy(() -> Reports.read(longFile)).hasMessageContaining("'file' is longer than 4096 characters");
    }

    @ParameterizedTest
    @ValueSource(longs = {ReadReport.MAX_BYTES, ReadReport.MAX_BYTES + 1})
    void readsUpTo100MegabytesAsAStream(long size) throws IOException {
        byte[] head =
                "{\"version\":\"15.0.0\",\"scan\":{},\"vulnerabilities\":[],\"x\":[0".getBytes(StandardCharsets.UTF_8);
        byte[] tail = "]}".getBytes(StandardCharsets.UTF_8);
        InputStream in = new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(head),
                new Filler(size - head.length - tail.length),
                new ByteArrayInputStream(tail))));
        ReadReport.Context context = new ReadReport.Context(ScanType.SAST, 42, true);

        if (size > ReadReport.MAX_BYTES) {
            assertThatThrownBy(() -> ReadReport.read(in, context)).hasMessage("the report is larger than 100 MB");
        } else {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> ReadReport.read(in, context)))
                    .isNull();
        }
    }

    @Test
    void refusesACompressedReportThatIsCutOff() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(Reports.of("x", Reports.finding("a", 1, "")).getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = java.util.Arrays.copyOf(out.toByteArray(), out.size() / 2);

        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(half))) {
            assertThatThrownBy(() -> ReadReport.read(in, new ReadReport.Context(ScanType.SAST, 42, true)))
                    .isInstanceOf(ReportException.class)
                    .hasMessageContaining("cut off");
        }
    }

    /** White space of some length. */
    private static final class Filler extends InputStream {
        private long left;

        Filler(long length) {
            this.left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            int count = (int) Math.min(length, left);
            java.util.Arrays.fill(buffer, offset, offset + count, (byte) ' ');
            left -= count;
            return count;
        }
    }
}

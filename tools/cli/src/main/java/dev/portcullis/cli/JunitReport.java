// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.scenario.ScenarioResult;
import java.util.List;

/** Results in the XML that CI systems read as JUnit's. */
final class JunitReport {
    private JunitReport() {}

    /** What one file gave: results, or errors of the file itself. */
    record Suite(String name, List<ScenarioResult> results, List<Problem> errors) {
        Suite {
            results = List.copyOf(results);
            errors = List.copyOf(errors);
        }

        private long failures() {
            return results.stream().filter(result -> !result.passed()).count();
        }
    }

    static String write(List<Suite> suites) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (Suite suite : suites) {
            int broken = suite.errors().isEmpty() ? 0 : 1;
            xml.append("  <testsuite name=\"").append(escaped(suite.name()));
            xml.append("\" tests=\"").append(suite.results().size() + broken);
            xml.append("\" failures=\"").append(suite.failures());
            xml.append("\" errors=\"").append(broken).append("\">\n");
            suite.results().forEach(result -> testCase(xml, suite.name(), result));
            if (broken > 0) {
                xml.append("    <testcase name=\"the file is readable\" classname=\"")
                        .append(escaped(suite.name()));
                xml.append("\" file=\"").append(escaped(suite.name()));
                xml.append("\"><error message=\"")
                        .append(escaped(suite.errors().getFirst().toString()));
                xml.append("\"/></testcase>\n");
            }
            xml.append("  </testsuite>\n");
        }
        return xml.append("</testsuites>\n").toString();
    }

    private static void testCase(StringBuilder xml, String suite, ScenarioResult result) {
        xml.append("    <testcase name=\"").append(escaped(result.scenario().name()));
        xml.append("\" classname=\"").append(escaped(suite));
        xml.append("\" file=\"").append(escaped(suite)).append('"');
        if (result.passed()) {
            xml.append("/>\n");
        } else {
            String differences = String.join("\n", result.differences());
            xml.append("><failure message=\"")
                    .append(escaped(result.differences().getFirst()));
            xml.append("\">").append(escaped(differences)).append("</failure></testcase>\n");
        }
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '&' -> escaped.append("&amp;");
                case '"' -> escaped.append("&quot;");
                case '\n' -> escaped.append("&#10;");
                default -> escaped.appendCodePoint(c < 0x20 || c == 0xfffe || c == 0xffff ? '?' : c);
            }
        });
        return escaped.toString();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class JunitReportTest {
    private static final String CASES = """
            policies: {approval_policy: []}
            scenarios:
            - {name: "passes <&> \\"𝔸\\" '\\e\\t", now: 2026-11-24T12:00:00Z, expect: {decision: not_required}}
            - {name: fails, now: 2026-11-24T12:00:00Z, expect: {decision: satisfied, approvals_left: 2}}
            """;

    @TempDir
    Path directory;

    @Test
    void isXmlWithASuiteForEachFileAndACaseForEachScenario() throws Exception {
        Path cases = Files.writeString(directory.resolve("a&b.yaml"), CASES);
        Path broken = Files.writeString(directory.resolve("broken.yaml"), "scenario: []\n");
        Path junit = directory.resolve("junit.xml");
        assertThat(run("test", "--junit", junit.toString(), cases.toString(), broken.toString()))
                .isEqualTo(1);

        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile());
        assertThat(xml.getDocumentElement().getTagName()).isEqualTo("testsuites");
        List<Element> suites = elements(xml.getElementsByTagName("testsuite"));
        assertThat(suites)
                .extracting(suite -> suite.getAttribute("name"))
                .containsExactly(cases.toString(), broken.toString());
        assertThat(suites.getFirst().getAttribute("tests")).isEqualTo("2");
        assertThat(suites.getFirst().getAttribute("failures")).isEqualTo("1");
        assertThat(suites.getFirst().getAttribute("errors")).isEqualTo("0");
        assertThat(suites.getLast().getAttribute("tests")).isEqualTo("1");
        assertThat(suites.getLast().getAttribute("errors")).isEqualTo("1");
        List<Element> all = elements(xml.getElementsByTagName("testcase"));
        assertThat(all)
                .extracting(one -> one.getAttribute("name"))
                .containsExactly("passes <&> \"𝔸\" '??", "fails", "the file is readable");
        assertThat(all).extracting(one -> one.getAttribute("file")).contains(cases.toString(), broken.toString());
        assertThat(elements(xml.getElementsByTagName("failure")))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.getParentNode()).isEqualTo(all.get(1));
                    assertThat(failure.getTextContent().lines()).hasSize(2);
                });
        assertThat(elements(xml.getElementsByTagName("error")))
                .singleElement()
                .satisfies(error -> assertThat(error.getAttribute("message")).contains("broken.yaml:1:1: error: "));
    }

    private static List<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }

    private static int run(String... args) {
        return PortcullisCli.run(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), args);
    }
}

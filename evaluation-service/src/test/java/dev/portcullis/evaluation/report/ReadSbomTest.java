// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.policy.snapshot.Component;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadSbomTest {
    @Test
    void readsLibrariesWithTheirLicences() throws Exception {
        Sbom sbom = read(sbom("""
                {"type":"library","name":"left-pad","purl":"pkg:npm/left-pad@1.3.0",
                 "licenses":[{"license":{"id":"MIT"}},{"license":{"name":"Own licence","text":{"content":"..."}}}]},
                {"type":"library","name":"both","purl":"pkg:maven/org.example/both@2","licenses":[{"expression":"MIT OR GPL-2.0-only"}]},
                {"type":"library","name":"none","purl":"pkg:pypi/none@1","licenses":[{"license":{"url":"http://x"}}]},
                {"type":"application","name":"app","purl":"pkg:npm/app@1"}"""));

        assertThat(sbom.components())
                .containsExactly(
                        new Component("pkg:maven/org.example/both@2", List.of("MIT OR GPL-2.0-only")),
                        new Component("pkg:npm/left-pad@1.3.0", List.of("MIT", "Own licence")),
                        new Component("pkg:pypi/none@1", List.of()));
        assertThat(sbom.notes()).isEmpty();
        assertThat(sbom.sha256()).hasSize(64);
    }

    @Test
    void aComponentThatIsListedTwiceCountsOnceWithTheLicencesOfBoth() throws Exception {
        Sbom sbom = read(sbom("""
                {"type":"library","name":"a","purl":"pkg:npm/a@1","licenses":[{"license":{"id":"MIT"}}]},
                {"type":"library","name":"a","purl":"pkg:npm/a@1","licenses":[{"license":{"id":"GPL-3.0-only"}}]}"""));

        assertThat(sbom.components()).containsExactly(new Component("pkg:npm/a@1", List.of("GPL-3.0-only", "MIT")));
    }

    @Test
    void whatDoesNotCountIsSaid() throws Exception {
        Sbom sbom = read(sbom("""
                {"type":"library","name":"a","purl":"npm/a@1"},
                {"type":"library","name":"b","purl":"pkg:npm/"},
                {"type":"library","name":"c","purl":"pkg:github/o/c@1"},
                {"type":"library","group":"org.example","name":"no purl","version":"3"}"""));

        assertThat(sbom.components()).extracting(Component::purl).containsExactly("pkg:generic/org.example/no-purl@3");
        assertThat(sbom.notes())
                .containsExactly(
                        "2 of its components do not count, since their package URL is none; the first is at line 2",
                        "components of types that GitLab does not take in do not count: github");
    }

    @Test
    void severalInOneFileAreOne() throws Exception {
        String one = sbom("{\"type\":\"library\",\"name\":\"a\",\"purl\":\"pkg:npm/a@1\"}");
        String other = sbom("{\"type\":\"library\",\"name\":\"b\",\"purl\":\"pkg:npm/b@1\"}");

        assertThat(read(one + "\n" + other).components())
                .extracting(Component::purl)
                .containsExactly("pkg:npm/a@1", "pkg:npm/b@1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | the report is empty",
                "[] | the report is not a JSON object at line 1, column 1",
                "{\"bomFormat\":\"SPDX\"} | it is no CycloneDX SBOM",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"9.0\"} | the CycloneDX version 9.0 is not known",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"compo | the report is cut off at line 1, column",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":{}} | 'components' is not a list at line 1",
                "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"components\":[3]} | a component is not an object at line 1"
            })
    void whatIsNoSbomIsRefusedWithItsPlace(String text, String reason) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(ReportException.class).hasMessageContaining(reason);
    }

    @Test
    void tooManyComponentsAreRefused() {
        String many = IntStream.rangeClosed(0, 50_000)
                .mapToObj(i -> "{\"type\":\"library\",\"name\":\"n\",\"purl\":\"pkg:npm/n" + i + "@1\"}")
                .collect(Collectors.joining(","));

        assertThatThrownBy(() -> read(sbom(many)))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("more than 50000 components");
    }

    private static String sbom(String components) {
        return "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,\"metadata\":{\"component\":"
                + "{\"type\":\"application\",\"name\":\"self\",\"purl\":\"pkg:npm/self@1\"}},\"components\":[\n"
                + components + "]}";
    }

    private static Sbom read(String text) throws ReportException, IOException {
        return ReadSbom.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}

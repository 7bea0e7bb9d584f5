// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.yaml.YamlError;
import dev.portcullis.policy.yaml.YamlText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the bytes, a file gives policies or problems with a place: no exception, no hang, no more than 64 MiB. */
class BadInputTest {
    @Test
    void theWorstFilesAreReadInAHeapOf64MiB(@TempDir Path directory) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadHostileFiles.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).as("ended").isTrue();
            assertThat(Files.readString(output)).isEmpty();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatIsTooLargeIsRefusedAtThePlace() {
        assertThat(problems(" ".repeat(YamlText.MAX_BYTES + 1))).containsExactly("1:1 the file is larger than 1 MiB");
        assertThat(PolicyDocument.parse(" ".repeat(YamlText.MAX_BYTES + 1), "text")
                        .problems())
                .extracting(Problem::message)
                .containsExactly("the file is larger than 1 MiB");
        assertThat(problems("a: " + "[".repeat(60))).containsExactly("1:54 nested more than 50 levels deep");
        assertThat(problems("a: [" + "1,".repeat(100_000) + "]"))
                .containsExactly("1:199999 more than 100000 values, aliases counted as often as they stand");
        assertThat(problems("a: &a [1, 2, 3]\nb: [" + "*a,".repeat(30_000) + "]"))
                .containsExactly("2:59999 more than 100000 values, aliases counted as often as they stand");
    }

    @Test
    void whatIsNoTextIsRefused() {
        assertThat(PolicyDocument.parse(new byte[] {'a', (byte) 0xff}, "bytes").problems())
                .extracting(Problem::message)
                .containsExactly("the file is not UTF-8 text: the byte 0xFF stands here");
        assertThat(problems("a: \u0007"))
                .containsExactly("1:4 the character U+0007 stands here, which YAML does not allow");
        assertThat(problems("# \ud83d\ude00\nb: \ud83d\ude00\u0007"))
                .containsExactly("2:5 the character U+0007 stands here, which YAML does not allow");
    }

    @Test
    void anEscapeBeyondUnicodeIsAnError() {
        assertThat(problems("a:\n- b\n- \"\\UFFFFFFFF\"")).containsExactly("3:4 this escape stands for no character");
        assertThat(problems("a: \"\\U00110000\"")).hasSize(1);
    }

    @Test
    void aSurrogatePairMayStandAnywhere() {
        for (int before = 1000; before < 1100; before++) {
            assertThat(problems("# " + "x".repeat(before) + "\ud83d\ude00\napproval_policy: []\n"))
                    .isEmpty();
        }
        assertThat(PolicyDocument.parse("\ud83d", "text").problems()).hasSize(1);
    }

    @Test
    void aThousandProblemsAreToldAndOneErrorStandsForTheRest() {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, 1002).forEach(i -> text.append("key").append(i).append(": 1\n"));
        List<Problem> problems = PolicyDocument.parse(text.toString(), "text").problems();
        assertThat(problems).hasSize(1001);
        assertThat(problems.subList(0, 1000)).extracting(Problem::rule).containsOnly("unknown-key");
        assertThat(problems.getLast().rule()).isEqualTo("too-many-problems");
        assertThat(problems.getLast().at().line()).isEqualTo(1001);
    }

    @Test
    void errorsThatAreNotToldStillSpoilTheirPolicy() {
        String policy = """
                approval_policy:
                - name: Many warnings and one error
                  enabled: true
                  rules: [{type: scan_finding, branches: [], vulnerabilities_allowed: 0, severity_levels: [],
                    vulnerability_states: [], scanners: [%s%s]}]
                  actions: [{type: require_approval, approvals_required: 1, role_approvers: [owner]}]
                """;
        assertThat(PolicyDocument.parse(policy.formatted("SAST, ".repeat(1000), "dast"), "text")
                        .isValid())
                .isTrue();
        PolicyDocument broken = PolicyDocument.parse(policy.formatted("SAST, ".repeat(1000), "nothing"), "text");
        assertThat(broken.isValid()).isFalse();
        assertThat(broken.policies()).isEmpty();
    }

    @Test
    void readingEndsAfterAThousandErrorsInTheYaml() {
        assertThat(YamlText.read("a: 1\n".repeat(1001)).errors())
                .hasSize(1000)
                .last()
                .hasToString(
                        "YamlError[message=the key 'a' stands twice, suggestion=it stands in line 1 too; delete one of the"
                                + " two, at=Position[line=1001, column=1, index=5000]]");
        YamlText more = YamlText.read("a: 1\n".repeat(1002));
        assertThat(more.root()).isNull();
        assertThat(more.errors())
                .hasSize(1001)
                .last()
                .extracting(YamlError::message)
                .isEqualTo("more than 1000 errors");
    }

    private static List<String> problems(String text) {
        return PolicyDocument.parse(text.getBytes(StandardCharsets.UTF_8), "bytes").problems().stream()
                .map(problem -> problem.at().line() + ":" + problem.at().column() + " " + problem.message())
                .toList();
    }
}

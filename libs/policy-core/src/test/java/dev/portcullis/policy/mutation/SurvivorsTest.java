// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.mutation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurvivorsTest {
    private static final String REPORT = """
            <mutations>
            <mutation detected='true' status='KILLED'><mutatedClass>dev.portcullis.policy.yaml.YamlText</mutatedClass>
            <mutatedMethod>read</mutatedMethod><description>changed conditional boundary</description></mutation>
            <mutation detected='false' status='SURVIVED'><mutatedClass>dev.portcullis.policy.yaml.YamlText$Line</mutatedClass>
            <mutatedMethod>lambda$read$0</mutatedMethod>
            <description>removed call to dev/portcullis/policy/yaml/YamlText::check</description></mutation>
            <mutation detected='false' status='NO_COVERAGE'><mutatedClass>dev.portcullis.policy.yaml.YamlText$Line</mutatedClass>
            <mutatedMethod>lambda$read$1</mutatedMethod>
            <description>removed call to dev/portcullis/policy/yaml/YamlText::check</description></mutation>
            <mutation detected='false' status='SURVIVED'><mutatedClass>dev.portcullis.policy.yaml.YamlText</mutatedClass>
            <mutatedMethod>read</mutatedMethod><description>replaced boolean return with true</description></mutation>
            </mutations>
            """;

    @TempDir
    Path directory;

    @Test
    void aPageListsEachSurvivorAndKeepsTheReasons() throws IOException {
        Path xml = Files.writeString(directory.resolve("mutations.xml"), REPORT);
        Path pages = directory.resolve("pages");
        MutationReport report = MutationReport.read(xml);
        assertThat(Survivors.write(report, pages))
                .containsExactly(
                        "yaml: YamlText.read: replaced boolean return with true",
                        "yaml: YamlText.Line.read (lambda): removed call to YamlText::check");
        Path page = pages.resolve("yaml.md");
        String row = "| `YamlText` | `read` | replaced boolean return with true | 1 |";
        assertThat(Files.readAllLines(page))
                .contains("1 of 4 killed, 25 %. See [the overview](../mutation.md).", row + "  |")
                .contains("| `YamlText.Line` | `read (lambda)` | removed call to YamlText::check | 2 |  |");
        Files.writeString(page, Files.readString(page).replace(row + "  |", row + " Only speed: nobody asks. |"));
        assertThat(Survivors.write(report, pages))
                .isEqualTo(List.of("yaml: YamlText.Line.read (lambda): removed call to YamlText::check"));
        assertThat(Files.readAllLines(page)).contains(row + " Only speed: nobody asks. |");
    }

    @Test
    void tooFewKilledIsAFailureAndSoIsASurvivorWithoutAReason() throws IOException {
        MutationReport report = MutationReport.read(Files.writeString(directory.resolve("mutations.xml"), REPORT));
        assertThatThrownBy(() -> Survivors.check(report, List.of(), 26))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("3 of 4 mutants survived, and 26 % have to be killed: write tests");
        assertThatThrownBy(() -> Survivors.check(report, List.of("one"), 25))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("1 survivors have no reason");
        assertThatCode(() -> Survivors.check(report, List.of(), 25)).doesNotThrowAnyException();
    }
}

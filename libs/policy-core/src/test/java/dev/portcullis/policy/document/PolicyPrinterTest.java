// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Policies are printed in one form, whatever the file they come from looked like. */
class PolicyPrinterTest {
    private static final Path FILES = Path.of("src/test/resources/printed");

    @Test
    void everyKeyIsPrintedInItsPlaceAndReadBack() throws IOException {
        PolicyDocument document =
                PolicyDocument.parse(Files.readAllBytes(FILES.resolve("everything.yml")), "everything.yml");
        assertThat(document.problems()).isEmpty();

        String printed = PolicyPrinter.print(document.policies());

        assertThat(printed).isEqualTo(Files.readString(FILES.resolve("everything.txt")));
        PolicyDocument again = PolicyDocument.parse(printed, "everything.txt");
        assertThat(again.problems()).isEmpty();
        assertThat(again.policies()).containsExactlyInAnyOrderElementsOf(document.policies());
        assertThat(PolicyPrinter.print(again.policies())).isEqualTo(printed);
    }

    @Test
    void whatIsAbsentIsNotPrinted() {
        String printed = """
                pipeline_execution_policy:
                - name: A
                  enabled: true
                  pipeline_config_strategy: inject_policy
                  content:
                    include:
                    - project: a/b
                      file: c.yml
                  suffix: on_conflict
                """;
        assertThat(PolicyPrinter.print(PolicyDocument.parse(printed, "p").policies()))
                .isEqualTo(printed);
    }

    @Test
    void listsWithoutPoliciesAreLeftOut() {
        assertThat(PolicyPrinter.print(List.<Policy>of())).isEmpty();
    }
}

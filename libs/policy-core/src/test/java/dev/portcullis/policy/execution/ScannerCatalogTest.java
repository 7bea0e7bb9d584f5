// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.model.ScanAction;
import dev.portcullis.policy.model.ScanKind;
import dev.portcullis.policy.model.TemplateEdition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScannerCatalogTest {
    private static final Path PAGE = Path.of("../../docs/reference/execution.md");

    @Test
    void theTableInTheDocsIsWhatIsBundled() throws IOException {
        List<String> rows = new ArrayList<>();
        for (ScanKind kind : ScanKind.values()) {
            for (Recipe recipe : ScannerCatalog.BUNDLED.recipes(kind)) {
                recipe.jobs()
                        .forEach(job -> rows.add("| `" + kind.word() + "` | " + recipe.provider() + " | "
                                + recipe.tier().word()
                                + (recipe.edition() == null
                                        ? ""
                                        : ", template `" + recipe.edition().word() + "`") + " | `"
                                + job.name() + "` | `" + job.image() + "` | `" + job.file() + "` |"));
            }
        }
        assertThat(Files.readAllLines(PAGE).stream().filter(line -> line.startsWith("| `") && line.contains("gl-")))
                .containsExactlyElementsOf(rows);
    }

    @ParameterizedTest
    @EnumSource(ScanKind.class)
    void everyImageIsPinnedAndEveryReportIsOfItsKind(ScanKind kind) {
        for (Recipe recipe : ScannerCatalog.BUNDLED.recipes(kind)) {
            for (Recipe.Job job : recipe.jobs()) {
                assertThat(job.image()).matches(".+/.+:v?[0-9][0-9.]*");
                assertThat(job.report()).isEqualTo(kind.type());
                assertThat(job.script()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void everyScanButThatOfClustersRunsOnEveryTierWithEveryTemplate(Tier tier) {
        for (ScanKind kind : ScanKind.values()) {
            for (TemplateEdition edition : TemplateEdition.values()) {
                ScanAction action = new ScanAction(kind, null, null, Map.of(), List.of(), edition, false);
                assertThat(ScannerCatalog.BUNDLED.recipe(action, tier).isPresent())
                        .as(kind + " on " + tier)
                        .isEqualTo(kind != ScanKind.CLUSTER_IMAGE_SCANNING);
            }
        }
    }

    @Test
    void scriptsAreReadByAShell() throws IOException, InterruptedException {
        for (ScanKind kind : ScanKind.values()) {
            for (Recipe recipe : ScannerCatalog.BUNDLED.recipes(kind)) {
                for (Recipe.Job job : recipe.jobs()) {
                    String template = job.template() == null ? "" : Shell.write(job.template(), "/tmp/template");
                    Process shell = new ProcessBuilder("sh", "-n")
                            .redirectErrorStream(true)
                            .start();
                    try (java.io.BufferedWriter in = shell.outputWriter(StandardCharsets.UTF_8)) {
                        in.write(template + String.join("\n", job.script()) + "\n");
                    }
                    String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(shell.waitFor()).as(job.name() + ": " + said).isZero();
                }
            }
        }
    }

    @Test
    void valuesAreQuotedSoThatVariablesAreFollowedAndCommandsAreNotRun() throws IOException, InterruptedException {
        List<String> lines = new ArrayList<>(Shell.exports(Map.of("A", "a \"b\" $HOME_OF $(id) `id` \\ $$")));
        lines.add("printf '%s' \"$A\"");
        Process shell = new ProcessBuilder("sh", "-c", String.join("\n", lines)).start();
        assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("a \"b\"  $(id) `id` \\ $");
        assertThat(shell.waitFor()).isZero();
    }

    @Test
    void aRulesetIsNamedWithOrWithoutCredentialsAndCommit() {
        assertThat(RulesetReference.parse("gitlab.com/a/b"))
                .isEqualTo(new RulesetReference(null, "gitlab.com/a/b", null));
        assertThat(RulesetReference.parse("https://u:$P@gitlab.com/a/b@abcdef1"))
                .isEqualTo(new RulesetReference("u:$P", "gitlab.com/a/b", "abcdef1"));
        assertThat(RulesetReference.parse("gitlab.com/a/b@abcdef1").fetch())
                .containsExactly(
                        "rm -rf /tmp/portcullis-ruleset && git clone --quiet"
                                + " \"https://gitlab-ci-token:$CI_JOB_TOKEN@gitlab.com/a/b.git\" /tmp/portcullis-ruleset",
                        "git -C /tmp/portcullis-ruleset checkout --quiet abcdef1",
                        "export PORTCULLIS_RULESET=/tmp/portcullis-ruleset");
    }
}

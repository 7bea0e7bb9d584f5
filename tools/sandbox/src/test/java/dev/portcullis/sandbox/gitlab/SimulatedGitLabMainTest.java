// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SimulatedGitLabMainTest {
    @Test
    void optionsAreRead() {
        SimulatedGitLabOptions options = SimulatedGitLabMain.options(
                new String[] {
                    "--port",
                    "8081",
                    "--tier",
                    "premium",
                    "--external-url",
                    "https://gitlab.example.com",
                    "--state",
                    "d",
                    "--client-id",
                    "portcullis",
                    "--redirect-uri",
                    "http://a/",
                    "--redirect-uri",
                    "http://b/"
                },
                "glpat-x");
        assertThat(options.port()).isEqualTo(8081);
        assertThat(options.tier()).isEqualTo(Tier.PREMIUM);
        assertThat(options.externalUrl()).isEqualTo("https://gitlab.example.com");
        assertThat(options.stateDirectory()).isEqualTo(Path.of("d"));
        assertThat(options.rootToken()).isEqualTo("glpat-x");
        assertThat(options.applications().getFirst().redirectUris()).containsExactly("http://a/", "http://b/");
        assertThat(options.toString()).doesNotContain("glpat-x");
    }

    @Test
    void unknownAndIncompleteOptionsAreNamed() {
        assertThatThrownBy(() -> SimulatedGitLabMain.options(new String[] {"--nothing", "x"}, null))
                .hasMessage("There is no option --nothing");
        assertThatThrownBy(() -> SimulatedGitLabMain.options(new String[] {"--port"}, null))
                .hasMessage("The option --port lacks its value");
    }
}

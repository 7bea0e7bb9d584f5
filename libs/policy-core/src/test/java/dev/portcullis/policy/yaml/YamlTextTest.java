// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YamlTextTest {
    @Test
    void aCharacterOfTwoHalvesMayLieAnywhere() {
        for (int before = 1_000; before < 2_100; before++) {
            YamlText read = YamlText.read("# " + "x".repeat(before) + "\uD83D\uDE00\na: b\n");

            assertThat(read.errors()).as("after %d characters", before).isEmpty();
            assertThat(read.root()).isNotNull();
        }
    }

    @Test
    void halfACharacterIsRefusedWithAPlace() {
        assertThat(YamlText.read("a: \uD83D").errors()).singleElement().satisfies(error -> {
            assertThat(error.at().line()).isEqualTo(1);
            assertThat(error.at().column()).isPositive();
        });
    }
}

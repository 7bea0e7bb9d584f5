// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.decision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("R27")
class WildcardTest {
    @ParameterizedTest
    @CsvSource({
        "main, main",
        "*, main",
        "**, main",
        "main*, main",
        "main**, main",
        "*main, main",
        "m*n, main",
        "release/*, release/1/2",
        "*/b, a/b/b",
        "*aab, aaaab",
        "a*b*c, axbxbxc",
        "*, ''",
        "'', ''"
    })
    void aStarStandsForAnything(String pattern, String name) {
        assertThat(Wildcard.matches(pattern, name)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "main, xmain",
        "main, mainx",
        "main, mai",
        "main, Main",
        "main*, mai",
        "*main, mainx",
        "a*b, acbc",
        "a*b*c, axbx",
        "?ain, main",
        "'', main",
        "main*x, main"
    })
    void andNothingElseDoes(String pattern, String name) {
        assertThat(Wildcard.matches(pattern, name)).isFalse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which word somebody meant who wrote another. */
class WordsTest {
    private static final List<String> KNOWN = List.of("secret_detection", "sast", "dast", "container_scanning");

    @ParameterizedTest
    @CsvSource({
        "sast, sast",
        "asst, sast",
        "sats, sast",
        "sas, sast",
        "saast, sast",
        "SAST, sast",
        "past, dast",
        "Secret-Detection, secret_detection",
        "secret detection, secret_detection",
        "secretdetection, secret_detection",
        "secretdetect, secret_detection",
        "contianer_scaning, container_scanning",
    })
    void aNearWordIsMeant(String word, String meant) {
        assertThat(Words.nearest(word, KNOWN)).contains(meant);
        assertThat(Reading.meant(word, KNOWN)).isEqualTo("did you mean '" + meant + "'?");
    }

    @ParameterizedTest
    @CsvSource({"secret", "tool", "s", "detection"})
    void forAnyOtherTheWordsAreListed(String word) {
        assertThat(Words.nearest(word, KNOWN)).isEmpty();
        assertThat(Reading.meant(word, KNOWN))
                .isEqualTo("use one of: secret_detection, sast, dast, container_scanning");
    }

    @Test
    void ofTwoEquallyNearTheFirstInTheAlphabetIsMeant() {
        assertThat(Words.nearest("bat", List.of("cat", "bar"))).contains("bar");
    }

    @Test
    void onlyNeighboursThatSwappedPlacesCountAsOneChange() {
        assertThat(Words.nearest("xc", List.of("cy", "xd"))).contains("xd");
    }

    @Test
    void longTextIsNoWord() {
        String eighty = "a".repeat(80);
        assertThat(Words.nearest(eighty, List.of(eighty))).contains(eighty);
        assertThat(Words.nearest(eighty + "a", List.of(eighty))).isEmpty();
    }

    @Test
    void longTextIsShortenedInMessages() {
        assertThat(Reading.shown("a".repeat(60))).isEqualTo("a".repeat(60));
        assertThat(Reading.shown("a".repeat(61))).isEqualTo("a".repeat(60) + "…");
    }
}

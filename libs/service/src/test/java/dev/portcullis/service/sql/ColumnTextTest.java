// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.service.access.NamespaceFilter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTextTest {
    @Test
    void textIsCutWithoutSplittingACharacterAndHasNoNul() {
        assertThat(ColumnText.fit("abc", 2)).isEqualTo("ab");
        assertThat(ColumnText.fit("a😀", 2)).isEqualTo("a");
        assertThat(ColumnText.fit("a\0b", 9)).isEqualTo("a\uFFFDb");
        assertThat(ColumnText.fits("abc", 3)).isTrue();
        assertThat(ColumnText.fits("abcd", 3)).isFalse();
        assertThat(ColumnText.fits("\0", 3)).isFalse();
    }

    @Test
    void wordsAreWhatLiesBetweenSigns() {
        assertThat(ColumnText.words(List.of("Acme/Shop-Web!7", "Größe"))).isEqualTo("acme shop web 7 größe");
        assertThat(ColumnText.wordQuery(" Web & acme:* | ('")).isEqualTo("web:* & acme:*");
        assertThat(ColumnText.wordQuery("&|!")).isEmpty();
        assertThat(ColumnText.wordQuery("w ".repeat(1_000)).split("&")).hasSize(20);
    }

    @Test
    void conditionsStandInTheOrderOfTheirValues() {
        Where where = new Where()
                .and("a = ?", 1)
                .andIfPresent("b = ?", null)
                .and(new NamespaceFilter(List.of("gitlab/x")), "namespace");

        assertThat(where.sql()).isEqualTo("where a = ? and ((namespace = ? or starts_with(namespace, ?)))");
        assertThat(new Where().sql()).isEmpty();
    }
}

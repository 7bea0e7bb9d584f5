// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkdownTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "@everyone | \\@everyone",
                "/approve | \\/approve",
                "![x](http://evil) | \\!\\[x\\]\\(http\\:\\/\\/evil\\)",
                "<img src=x> | \\<img src\\=x\\>",
                "#1 !2 ~l %m &3 $4 | \\#1 \\!2 \\~l \\%m \\&3 \\$4",
                "**bold** `code` | \\*\\*bold\\*\\* \\`code\\`",
                "naïve ‘quotes’ | naïve ‘quotes’",
            })
    void nothingInForeignTextActs(String text, String shown) {
        assertThat(Markdown.literal(text)).isEqualTo(shown);
    }

    @Test
    void foreignTextStaysOnOneLine() {
        assertThat(Markdown.literal("a\n/close\r\n- b")).isEqualTo("a \\/close  \\- b");
    }

    @Test
    void codeCannotBeLeft() {
        assertThat(Markdown.code("a`\n@all")).isEqualTo("`a  @all`");
        assertThat(Markdown.code("")).isEqualTo("` `");
        assertThat(Markdown.code("x".repeat(500))).hasSize(202).endsWith("…`");
    }
}

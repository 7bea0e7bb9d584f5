// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.yaml.YamlNode;
import dev.portcullis.policy.yaml.YamlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlPrinterTest {
    @Test
    void treesArePrintedAsBlocks() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("number", 1.5);
        tree.put("flag", true);
        tree.put("no", YamlPrinter.NOTHING);
        tree.put("empty", Map.of());
        tree.put("none", List.of());
        tree.put("list", List.of("a", 2, Map.of(), Map.of("b", Map.of("c", List.of(Map.of("d", 1))))));
        tree.put("script", "one\n\n  two\n");
        tree.put("scripts", List.of("one\ntwo\n", "three"));
        assertThat(YamlPrinter.print(tree)).isEqualTo("""
                number: 1.5
                flag: true
                "no": null
                empty: {}
                none: []
                list:
                - a
                - 2
                - {}
                - b:
                    c:
                    - d: 1
                script: |
                  one

                    two
                scripts:
                - |
                  one
                  two
                - three
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "main", "a b", "/path", "v1.2_3-4+x/y", "release/1.0", "yes sir", "x9", "end."})
    void wordsAndPathsStandPlain(String text) {
        assertThat(YamlPrinter.print(Map.of("k", text))).isEqualTo("k: " + text + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1",
                "1a",
                "-",
                "a:",
                "a: b",
                "a #b",
                "*",
                "&a",
                "!a",
                "a ",
                " a",
                "true",
                "No",
                "OFF",
                "null",
                "y",
                "N",
                "on",
                "é",
                "a,b",
                "[a]",
                "{a}",
                "'a'",
                "a-",
                "@a",
                "/",
                "text\n",
                "a\n\n",
                "a\n b\n ",
                "\na\nb\n",
                " a\nb\n",
                "a \nb\n",
                "a\tb\nc\n",
                "a\t\nb\n",
                "é\nb\n",
                "a\nb"
            })
    void anythingElseStandsInQuotes(String text) {
        String printed = YamlPrinter.print(Map.of("k", text));
        assertThat(printed).startsWith("k: \"").endsWith("\"\n");
        assertThat(printed.lines()).hasSize(1);
        assertThat(read(printed)).isEqualTo(text);
    }

    @Test
    void whatCannotBeSeenIsEscaped() {
        assertThat(YamlPrinter.print(Map.of(
                        "k",
                        "\"\\\n\t\r\u0000\u001f ~\u007f\u0080\u009f\u00a0é\u2027\u2028\u2029\u202a\ufeff\uD83D\uDD12")))
                .isEqualTo(
                        "k: \"\\\"\\\\\\n\\t\\r\\u0000\\u001f ~\\u007f\\u0080\\u009f\u00a0é\u2027\\u2028\\u2029\u202a"
                                + "\\ufeff\uD83D\uDD12\"\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b\nc\n", "ab\n\n\ncd\n", "#!/bin/sh\necho \"$A: {x}\"\n", "ab\n  cd\n", "~~\n~~\n"})
    void wholeLinesStandAsTheyAre(String text) {
        String printed = YamlPrinter.print(Map.of("k", Map.of("l", text)));
        assertThat(printed).startsWith("k:\n  l: |\n");
        assertThat(printed.lines().skip(2)).allMatch(line -> line.isEmpty() || line.startsWith("    "));
        YamlNode outer = ((YamlNode.Mapping) YamlText.read(printed).root()).get("k");
        assertThat(((YamlNode.Scalar) ((YamlNode.Mapping) outer).get("l")).text())
                .isEqualTo(text);
    }

    private static String read(String yaml) {
        return ((YamlNode.Scalar) ((YamlNode.Mapping) YamlText.read(yaml).root()).get("k")).text();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(errors("a: \uD83D"))
                .singleElement()
                .asString()
                .matches("1:[45] the character U\\+D83D stands here, which YAML does not allow");
    }

    @Test
    void everyNodeKnowsWhereItStands() {
        String text = "k: [a, 'b c']\n\uD83D\uDD12: \uD83D\uDD12x\nm:\n  - {n: ~}\n  - \"\"\n";
        assertThat(tree(YamlText.read(text).root()))
                .isEqualTo("{k 1:1-1:2=[(a 1:5-1:6, b c 1:8-1:13)] 1:4-1:14,"
                        + " \uD83D\uDD12 2:1-2:2=\uD83D\uDD12x 2:4-2:6,"
                        + " m 3:1-3:2=[{n 4:6-4:7=null 4:9-4:10} 4:5-4:11,  5:5-5:7] 4:3-6:1} 1:1-6:1");
        YamlNode.Mapping root = (YamlNode.Mapping) YamlText.read(text).root();
        assertThat(root.entries())
                .extracting(entry -> text.substring(
                        entry.key().start().index(), entry.key().end().index()))
                .containsExactly("k", "\uD83D\uDD12", "m");
        assertThat(root.get("\uD83D\uDD12").start().index()).isEqualTo(18);
        assertThat(root.get("nothing")).isNull();
        assertThat(root.entry("nothing")).isNull();
    }

    @Test
    void aNodeBeginsBehindItsAnchorAndATagOfYamlsOwn() {
        String text = """
                a: &x !!str 1
                b: &y # said once
                  - !!int 2
                c: !!map {d: *x}
                e: !own 3
                f: &z !own [4]
                g: &n
                h: *n
                """;
        YamlText read = YamlText.read(text);
        assertThat(read.errors()).isEmpty();
        assertThat(tree(read.root()))
                .isEqualTo("{a 1:1-1:2='1' 1:13-1:14, b 2:1-2:2=[2 3:11-3:12] 3:3-4:1,"
                        + " c 4:1-4:2={d 4:11-4:12='1' 1:13-1:14} 4:10-4:17,"
                        + " e 5:1-5:2=3 5:4-5:10, f 6:1-6:2=[(4 6:13-6:14)] 6:4-6:15,"
                        + " g 7:1-7:2=null 7:6-7:6, h 8:1-8:2=null 7:6-7:6} 1:1-9:1");
    }

    @ParameterizedTest
    @CsvSource({"'', true", "~, true", "null, true", "NULL, true", "'''~''', false", "'\"\"', false", "nil, false"})
    void nothingIsWrittenWithoutQuotes(String value, boolean nothing) {
        YamlNode.Mapping root = (YamlNode.Mapping) YamlText.read("a: " + value).root();
        assertThat(((YamlNode.Scalar) root.get("a")).isNull()).isEqualTo(nothing);
    }

    @Test
    void mergedKeysStandBehindTheObjectsOwn() {
        YamlText read = YamlText.read("""
                one: &one {a: 1, b: 1}
                two: &two {b: 2, c: 2}
                own: {<<: *one, a: 0}
                both: {<<: [*one, *two]}
                twice: {<<: *two, <<: *one}
                text: {"<<": x}
                """);
        assertThat(read.errors()).isEmpty();
        assertThat(keys(read, "own")).isEqualTo("a=0 b=1");
        assertThat(keys(read, "both")).isEqualTo("a=1 b=1 c=2");
        assertThat(keys(read, "twice")).isEqualTo("b=2 c=2 a=1");
        assertThat(keys(read, "text")).isEqualTo("<<=x");
        assertThat(errors("a: {<<: 1}")).containsExactly("1:9 '<<' needs an object");
    }

    @Test
    void keysAreWordsAndStandOnce() {
        assertThat(errors("a: 1\nb: 2\na: 3\n")).containsExactly("3:1 the key 'a' stands twice");
        assertThat(errors("%1$s: 1\n%1$s: 2\n".formatted("a".repeat(61))))
                .containsExactly("2:1 the key '" + "a".repeat(60) + "…' stands twice");
        assertThat(errors("%1$s: 1\n%1$s: 2\n".formatted("a".repeat(60))))
                .containsExactly("2:1 the key '" + "a".repeat(60) + "' stands twice");
        assertThat(errors("? [a]\n: 1\n? {b: 2}\n: 3\n"))
                .containsExactly(
                        "1:3 a key has to be a word, not a list or an object",
                        "3:3 a key has to be a word, not a list or an object");
        assertThat(tree(YamlText.read("a: 1\na: 3\n").root())).isEqualTo("{a 1:1-1:2=1 1:4-1:5} 1:1-3:1");
    }

    @Test
    void whatIsNoYamlIsRefusedWithThePlace() {
        assertThat(errors("a: *b")).containsExactly("1:4 the alias *b has no anchor before it");
        assertThat(errors("a: &b [*b]")).containsExactly("1:8 the alias *b has no anchor before it");
        assertThat(errors("a: \u0007"))
                .containsExactly("1:4 the character U+0007 stands here, which YAML does not allow");
        assertThat(errors("# \uD83D\uDE00\nb: \uD83D\uDE00\u0007"))
                .containsExactly("2:5 the character U+0007 stands here, which YAML does not allow");
        assertThat(errors("a:\n- b\n- \"\\UFFFFFFFF\"")).containsExactly("3:4 this escape stands for no character");
        assertThat(YamlText.read("a: [1").root()).isNull();
    }

    @Test
    void theFirstOfTwoDocumentsIsRead() {
        YamlText read = YamlText.read("a: 1\n---\nb: 2\n---\nc: 3\n");
        assertThat(errors("a: 1\n---\nb: 2\n---\nc: 3\n"))
                .containsExactly("2:1 a second document starts here; only the first is read");
        assertThat(tree(read.root())).isEqualTo("{a 1:1-1:2=1 1:4-1:5} 1:1-2:1");
        assertThat(YamlText.read("# nothing\n").root()).isNull();
        assertThat(errors("# nothing\n")).isEmpty();
    }

    @Test
    @Tag("S0-14")
    void bytesAreUtf8() {
        byte[] bytes = "é: \uD83D\uDD12".getBytes(StandardCharsets.UTF_8);
        assertThat(YamlText.read(bytes)).isEqualTo(YamlText.read("é: \uD83D\uDD12"));
        assertThat(YamlText.read("# \u00e9\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo(new YamlText(
                        "",
                        null,
                        List.of(new YamlError(
                                "the file is not UTF-8 text: the byte 0xE9 stands here",
                                "save the file as UTF-8",
                                new Position(1, 3, 0)))));
        byte[] cut = "a: 1\n\uD83D\uDD12: \uD83D\uDD12".getBytes(StandardCharsets.UTF_8);
        assertThat(YamlText.read(Arrays.copyOf(cut, cut.length - 1)).errors())
                .containsExactly(new YamlError(
                        "the file is not UTF-8 text: the byte 0xF0 stands here",
                        "save the file as UTF-8",
                        new Position(2, 4, 0)));
    }

    @Test
    void sizeDepthAndNumberAreBounded() {
        YamlText tooLarge = new YamlText(
                "", null, List.of(new YamlError("the file is larger than 1 MiB", "divide it", Position.START)));
        assertThat(YamlText.read(" ".repeat(1_048_576)).errors()).isEmpty();
        assertThat(YamlText.read(" ".repeat(1_048_577))).isEqualTo(tooLarge);
        assertThat(YamlText.read(new byte[1_048_577])).isEqualTo(tooLarge);
        assertThat(YamlText.read("é".repeat(524_289).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(tooLarge);
        assertThat(YamlText.read(" ".repeat(1_048_576).getBytes(StandardCharsets.UTF_8))
                        .errors())
                .isEmpty();
        assertThat(errors("{".repeat(60))).containsExactly("1:52 nested more than 50 levels deep");
        assertThat(errors("[".repeat(51) + "]".repeat(51))).isEmpty();
        assertThat(errors("a: " + "[".repeat(60))).containsExactly("1:54 nested more than 50 levels deep");
        assertThat(errors("[" + "1,".repeat(99_999) + "]")).isEmpty();
        assertThat(errors("[" + "1,".repeat(100_000) + "]"))
                .containsExactly("1:200000 more than 100000 values, aliases counted as often as they stand");
        assertThat(errors("- &a [1, 2, 3]\n- [" + "*a,".repeat(19_998) + "]")).isEmpty();
        assertThat(errors("- &a [1, 2, 3]\n- [" + "*a,".repeat(19_999) + "]"))
                .containsExactly("2:59998 more than 100000 values, aliases counted as often as they stand");
    }

    @Test
    void readingEndsAfterAThousandErrors() {
        assertThat(errors("a: 1\n".repeat(1001))).hasSize(1000).last().isEqualTo("1001:1 the key 'a' stands twice");
        assertThat(errors("a: 1\n".repeat(1002))).hasSize(1001).last().isEqualTo("1002:1 more than 1000 errors");
    }

    private static List<String> errors(String text) {
        return YamlText.read(text).errors().stream()
                .map(error -> error.at().line() + ":" + error.at().column() + " " + error.message())
                .toList();
    }

    private static String keys(YamlText read, String key) {
        return ((YamlNode.Mapping) ((YamlNode.Mapping) read.root()).get(key))
                .entries().stream()
                        .map(entry -> entry.key().text() + "=" + ((YamlNode.Scalar) entry.value()).text())
                        .collect(Collectors.joining(" "));
    }

    /** A node in one line, with start and end of each; lists in brackets have parentheses inside. */
    private static String tree(YamlNode node) {
        String shown =
                switch (node) {
                    case YamlNode.Scalar scalar when scalar.isNull() -> "null";
                    case YamlNode.Scalar scalar ->
                        scalar.plain() || !scalar.text().matches("[0-9]+") ? scalar.text() : "'" + scalar.text() + "'";
                    case YamlNode.Sequence list ->
                        list.elements().stream()
                                .map(YamlTextTest::tree)
                                .collect(Collectors.joining(", ", list.flow() ? "[(" : "[", list.flow() ? ")]" : "]"));
                    case YamlNode.Mapping mapping ->
                        mapping.entries().stream()
                                .map(entry -> tree(entry.key()) + "=" + tree(entry.value()))
                                .collect(Collectors.joining(", ", "{", "}"));
                };
        return shown + " " + place(node.start()) + "-" + place(node.end());
    }

    private static String place(Position at) {
        return at.line() + ":" + at.column();
    }
}

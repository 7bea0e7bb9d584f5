// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    @Test
    void keysAreSortedAndNothingStandsBetween() {
        Map<String, Object> map = new HashMap<>(Map.of("b", List.of(1, 2L, 0.5), "a", Map.of(), "c", true, "B", "x"));
        map.put("n", null);
        assertThat(written(map)).isEqualTo("{\"B\":\"x\",\"a\":{},\"b\":[1,2,0.5],\"c\":true,\"n\":null}");
        assertThat(written(new ArrayList<>(Arrays.asList(null, false, List.of()))))
                .isEqualTo("[null,false,[]]");
        assertThat(written(null)).isEqualTo("null");
    }

    @Test
    void textHasOnlyTheEscapesThatItNeeds() {
        assertThat(written("\" \\ / \n \r \t \b \u0001 \u001f   \u007f é \u2028 \uD83D\uDD12"))
                .isEqualTo("\"\\\" \\\\ / \\n \\r \\t \\u0008 \\u0001 \\u001f   \u007f é \u2028 \uD83D\uDD12\"");
    }

    @Test
    void halvesOfCharactersSurvive() {
        assertThat(written("\uD83D")).isEqualTo("\"\\ud83d\"");
        assertThat(written("\uDD12x")).isEqualTo("\"\\udd12x\"");
        assertThat(written("\uD83Dx\uDD12")).isEqualTo("\"\\ud83dx\\udd12\"");
        assertThat(written("\uDD12\uD83D")).isEqualTo("\"\\udd12\\ud83d\"");
        assertThat(written("\uD83D\uD83D\uDD12\uDD12")).isEqualTo("\"\\ud83d\uD83D\uDD12\\udd12\"");
    }

    @Test
    void whatJsonHasNotIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.write(Double.NaN))
                .withMessage("JSON has no NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.write(List.of(Double.POSITIVE_INFINITY)))
                .withMessage("JSON has no Infinity");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.write(BigDecimal.ONE))
                .withMessage("cannot be written as JSON: class java.math.BigDecimal");
    }

    @Test
    void whatWasWrittenIsRead() {
        Map<String, Object> value = new HashMap<>(Map.of(
                "text",
                "\" \\ / \n \r \t \b \f \u0001 é \uD83D\uDD12 \uD83D",
                "numbers",
                List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 0.5, -2.0, 1e300, 4.9e-324),
                "nested",
                List.of(List.of(), Map.of(), List.of(Map.of("a", true, "b", false)))));
        value.put("nothing", null);
        assertThat(CanonicalJson.read(CanonicalJson.write(value))).isEqualTo(value);
    }

    @Test
    void anyOtherLayoutIsReadToo() {
        assertThat(
                        read(
                                "\r\n\t {\t\"a\" :\n[ 1 , 2.5 ,\"\\u00e9\\u00E9\\b\\f\\n\\r\\t\\/\\\\\\\"\" ] , \"b\":{ } , \"c\": [ ]} "))
                .isEqualTo(Map.of("a", List.of(1L, 2.5, "éé\b\f\n\r\t/\\\""), "b", Map.of(), "c", List.of()));
        assertThat(read("1e2")).isEqualTo(100.0);
        assertThat(read("-1.5E+2")).isEqualTo(-150.0);
        assertThat(read("{\"a\":1,\"a\":2}")).isEqualTo(Map.of("a", 2L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``           | 0: the text ends too early
            ` `          | 1: the text ends too early
            tru          | 0: unknown word
            nul          | 0: unknown word
            falsch       | 0: unknown word
            x            | 0: neither a value nor a number
            [1, +1]      | 4: neither a value nor a number
            [.5]         | 1: neither a value nor a number
            [-]          | 1: neither a value nor a number
            [01]         | 2: expected ,
            [1.]         | 2: expected ,
            [1e]         | 2: expected ,
            [1 2]        | 3: expected ,
            [1,]         | 3: neither a value nor a number
            [1           | 2: the text ends too early
            [            | 1: the text ends too early
            {            | 1: the text ends too early
            {a: 1}       | 1: expected "
            {"a" 1}      | 5: expected :
            {"a":1 "b"}  | 7: expected ,
            {"a":1,}     | 7: expected "
            {"a":1       | 6: the text ends too early
            1 2          | 2: something follows the value
            "a           | 2: the text ends too early
            "\\x"        | 2: unknown escape
            "\\          | 2: the text ends too early
            "\\u12       | 5: the text ends too early
            "\\u12g4"    | 5: an escape needs four hexadecimal digits
            "\\u+123"    | 3: an escape needs four hexadecimal digits
            9223372036854775808 | 0: the number is too large
            [1e999]      | 1: the number is too large
            """)
    void whatIsNoJsonIsRefusedWithThePlace(String text, String problem) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text))
                .withMessage("not JSON at character " + problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\nb\"", "\"a\u0000b\"", "\"a\u001fb\""})
    void controlCharactersHaveToBeEscaped(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(text))
                .withMessage("not JSON at character 2: a control character in a string");
    }

    @Test
    void aSpaceIsNoControlCharacter() {
        assertThat(read("\"a \u007f\"")).isEqualTo("a \u007f");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.read(new byte[] {'"', (byte) 0xff, '"'}))
                .withMessage("not JSON: the bytes are not UTF-8");
    }

    @Test
    void nestingIsBounded() {
        assertThat(read("[".repeat(201) + "]".repeat(201))).isInstanceOf(List.class);
        assertThat(read("{\"a\":".repeat(200) + "1" + "}".repeat(200))).isInstanceOf(Map.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("[".repeat(100_000)))
                .withMessage("not JSON at character 201: nested too deeply");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{\"a\":".repeat(201) + "1"))
                .withMessage("not JSON at character 1005: nested too deeply");
    }

    @Test
    void aDigestIsLowerCaseHexadecimal() {
        assertThat(CanonicalJson.sha256("abc".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    private static String written(Object value) {
        return new String(CanonicalJson.write(value), StandardCharsets.UTF_8);
    }

    private static Object read(String text) {
        return CanonicalJson.read(text.getBytes(StandardCharsets.UTF_8));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no YAML is told in plain words, at the place where a person has to look, with what to do. */
@Tag("S0-14")
class SyntaxErrorsTest {
    private static final String TAB = "a tab stands where YAML takes only spaces; write spaces in its place";
    private static final String KEY = " has no ':' with a space behind it; write it as 'key: value'";
    private static final String QUOTE_IT = "put the value in quotes";
    private static final String COLON =
            "a ':' stands within a value; put the value in quotes if ':' belongs to it, else begin a new line";
    private static final String INDENT =
            "the indentation of this line fits none of the lines above; indent it as the lines that it belongs to";
    private static final String DOUBLE = "double the backslash, or put the text in single quotes";
    private static final String CLOSE =
            "close it where the text ends;" + " a quote within it is written '' in single and \\\" in double quotes";

    @Test
    void tabs() {
        assertTold("a:\n\tb: 1\n", "2:1 " + TAB);
        assertTold("a:\n  b: 1\n\tc: 2\n", "3:1 " + TAB);
        assertTold("a:\n  \t- b\n", "2:3 " + TAB);
        assertTold("a:\t1\n", "1:3 " + TAB);
        assertTold("a: |\n\ttext\n", "2:1 " + TAB);
    }

    @Test
    void quotesThatAreNotClosedAreToldWhereTheyOpen() {
        assertTold("a: 'b\nc: 1\n", "1:4 the quote that opens here is never closed; close it with '");
        assertTold("a: 1\nb: [\"c]\nd: 1\n", "2:5 the quote that opens here is never closed; close it with \"");
        assertTold("a: 'b\n---\nc: 1\n", "1:4 the quote that opens here is never closed; close it with '");
        assertTold("a: \"b\\", "1:4 the quote that opens here is never closed; close it with \"");
        assertTold("a: \"b\nc: \"d\"\n", "1:4 the quote that opens here is closed only in line 2, column 5; " + CLOSE);
    }

    @Test
    void whatFollowsAClosingQuote() {
        assertTold("a: 'it's'\n", "1:8 more text follows behind the closing quote; " + CLOSE);
        assertTold("a: \"b\" c\n", "1:8 more text follows behind the closing quote; " + CLOSE);
        assertTold("a: 'b': 1\n", "1:7 more text follows behind the closing quote; " + CLOSE);
    }

    @Test
    void bracketsThatAreNotClosedAreToldWhereTheyOpen() {
        assertTold("a: [1\n", "1:4 the bracket '[' that opens here is never closed; close it with ]");
        assertTold("a: [1,\n\n# end\n", "1:4 the bracket '[' that opens here is never closed; close it with ]");
        assertTold("a: {b:", "1:4 the bracket '{' that opens here is never closed; close it with }");
        assertTold("a: [{b: [1]}, {c: [2\n", "1:19 the bracket '[' that opens here is never closed; close it with ]");
        assertTold(
                "a: {b: [1], c: {d: 1}, e: 2", "1:4 the bracket '{' that opens here is never closed; close it with }");
        assertTold("a: [{b: [1]}, 2", "1:4 the bracket '[' that opens here is never closed; close it with ]");
        assertTold("a: [1\n---\n", "1:4 the bracket '[' that opens here is never closed; close it with ]");
        assertTold(
                "a: &x [1, 2\nb: 3\n",
                "1:7 the bracket '[' that opens here is not closed before line 2, column 2;"
                        + " close it with ], or write the comma that is missing");
        assertTold(
                "- a: {b: 1\n  c: 2\n",
                "1:6 the bracket '{' that opens here is not closed before line 2, column 4;"
                        + " close it with }, or write the comma that is missing");
    }

    @Test
    void bracketsThatDoNotGoTogether() {
        assertTold(
                "a: [1, {b: 2]\n",
                "1:8 the bracket '{' that opens here is closed by ']' in line 1, column 13; close it with }");
        assertTold(
                "a: [1, 2}\n",
                "1:4 the bracket '[' that opens here is closed by '}' in line 1, column 9; close it with ]");
        assertTold("a: [1]]\n", "1:7 ']' closes no bracket; delete it, or put the value in quotes");
        assertTold("a: }\n", "1:4 '}' closes no bracket; delete it, or put the value in quotes");
        assertTold("a: 1\n]\n", "2:1 ']' closes no bracket; delete it, or put the value in quotes");
        assertTold("a: 1\n}\n", "2:1 '}' closes no bracket; delete it, or put the value in quotes");
    }

    @Test
    void quotesThatCloseAboveHaveNoPartInIt() {
        assertTold(
                "a: \"x\"\nb: c: d\n",
                "2:5 a ':' stands within a value; put the value in quotes if ':' belongs to it, else begin a new line");
    }

    @Test
    void whatFollowsAValueThatIsTheWholeDocument() {
        assertTold("[a]\nb: c\n", "2:1 more text follows where the document has ended; delete it");
        assertTold("---\n[a]\nb: c\n", "3:1 more text follows where the document has ended; delete it");
        assertTold("\"a\"\nb: c\n", "1:1 '\"a\"' has no ':' with a space behind it; write it as 'key: value'");
    }

    @Test
    void commasWithinBrackets() {
        assertTold("a: ['b' 'c']\n", "1:9 a comma is missing here; write it between the values");
        assertTold("a: [1,,2]\n", "1:7 a value is missing before ','; write it, or delete the comma");
        assertTold(
                "a: {b: 1 c: 2}\n",
                "1:11 a ':' stands within a value;"
                        + " write a comma before the key, or put the value in quotes if ':' belongs to it");
    }

    @Test
    void linesWithoutAColon() {
        assertTold("a: 1\nb\nc: 1\n", "2:1 'b'" + KEY);
        assertTold("a:1\nb: 2\n", "1:1 'a:1'" + KEY);
        assertTold("a:1 # one\nb: 2\n", "1:1 'a:1'" + KEY);
        assertTold("a: 1\nb # one\nc: 2\n", "2:1 'b'" + KEY);
        assertTold("---\na\n- b: 1\n", "2:1 'a'" + KEY);
        assertTold("a:\n[- b: 1\n", "2:1 '[' begins no key; delete it, or close it before the next line");
        assertTold("a:\n  b c\n  d: 1\n", "2:3 'b c'" + KEY);
        assertTold("a:\n- b\n\n  c: 1\n", "2:3 'b'" + KEY);
        assertTold("a: 1\n" + "b".repeat(61) + "\nc: 1\n", "2:1 '" + "b".repeat(60) + "…'" + KEY);
    }

    @Test
    void colonsWithinAValue() {
        assertTold("name: A: b\n", "1:8 " + COLON);
        assertTold("- a: &x b: 1\n", "1:10 " + COLON);
        String goesOn = " goes on here, and a ':' stands within it;"
                + " indent the key as those beside it, or put the value in quotes";
        assertTold("a: 1\n  b: 2\n", "2:3 the value in line 1" + goesOn);
        assertTold("a: some text\n\n  and more\n  note: this\n", "4:3 the value in line 1" + goesOn);
    }

    @Test
    void wrongIndentation() {
        assertTold("a:\n   b: 1\n  c: 2\n", "3:3 " + INDENT);
        assertTold("a:\n- b: 1\n c: 2\n", "3:2 " + INDENT);
        assertTold("a:\n  - b\n - c\n", "3:2 " + INDENT);
        assertTold("  a: 1\nb: 2\n", "2:1 this line is indented less than the first; indent them alike");
        assertTold(
                "a: 1\n- b\n",
                "2:1 an element of a list stands where a key has to; indent it as the elements of its list");
        assertTold(
                "- a\nb: 1\n",
                "2:1 a key stands where an element of the list has to;"
                        + " write '- ' before it, or indent it as the keys that it belongs to");
        assertTold(
                "a: - b\n",
                "1:4 a list cannot begin in the line of its key;"
                        + " begin it in the next line, or put the value in quotes if '-' belongs to it");
    }

    @Test
    void whatStandsBehindTheEnd() {
        assertTold(
                "a: [1] b\n", "1:8 more text follows where the value has ended; delete it, or put all of it in quotes");
        assertTold("# c\n---\n{a: 1}\nb: 2\n", "4:1 more text follows where the document has ended; delete it");
    }

    @Test
    void valuesThatNeedQuotes() {
        assertTold("a: @b\n", "1:4 '@' cannot begin a value; " + QUOTE_IT);
        assertTold("a: `b`\n", "1:4 '`' cannot begin a value; " + QUOTE_IT);
        assertTold("a: ,b\n", "1:4 ',' cannot begin a value; " + QUOTE_IT);
        assertTold("a: ? b\n", "1:4 '?' cannot begin a value; " + QUOTE_IT);
        for (String value : new String[] {"*.js", "&", "!<x y", "!x!y"}) {
            assertTold(
                    "a: [" + value + "]\n",
                    "1:5 '" + value.charAt(0)
                            + "' has a meaning of its own where a value begins, and nothing fits it here; " + QUOTE_IT);
        }
        assertTold(
                "a: > 5\n",
                "1:4 behind '>' the text has to begin in the next line;"
                        + " begin a new line behind it, or put the value in quotes");
        assertTold(
                "a: {{ b }}\n",
                "1:5 a key has to be a word, not a list or an object; put it in quotes if it is meant as text");
    }

    @Test
    void aliasesWithoutAnAnchor() {
        assertTold(
                "a: *b\nc: &b 1\n",
                "1:4 the alias *b has no anchor before it;"
                        + " write the anchor &b before it, or put the text in quotes if it is no alias");
        assertTold("a: {<<: 1}\n", "1:9 '<<' needs an object; write an alias, e.g. '<<: *name'");
    }

    @Test
    void escapesAreToldWhereTheyBegin() {
        assertTold("a: \"^\\w+$\"\n", "1:6 '\\w' is no escape of YAML; " + DOUBLE);
        assertTold("a: \"C:\\Users\"\n", "1:7 '\\U' lacks its hexadecimal digits; " + DOUBLE);
        assertTold("a: \"\\x4\"\n", "1:5 '\\x' lacks its hexadecimal digits; " + DOUBLE);
        assertTold("a: \"b\\U00110000\"\n", "1:6 this escape stands for no character; " + DOUBLE);
        assertTold("a: 1\nb: \"c\\UFFFFFFFF\"\n", "2:6 this escape stands for no character; " + DOUBLE);
    }

    @Test
    void keysAndDocumentsThatStandTwice() {
        assertTold(
                "a: 1\nb: 2\na: 3\n", "3:1 the key 'a' stands twice; it stands in line 1 too; delete one of the two");
        assertTold(
                "a: 1\n---\nb: 1\n",
                "2:1 a second document starts here; only the first is read;"
                        + " make one document of the two, or delete this one");
    }

    @Test
    void whatElseIsWrongIsToldInTheParsersWords() {
        assertTold(
                "%YAML 1\n---\na: 1\n",
                "1:8 this is not readable as YAML: expected a digit or '.', but found (10) (while scanning a directive);"
                        + " look at this line and the one above");
        assertTold(
                "%FOO\na: 1\n",
                "2:1 this is not readable as YAML: expected '<document start>', but found '<scalar>';"
                        + " look at this line and the one above");
    }

    /** Lines that end as on Windows or on old Macs change nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndInAnyWay(String end) {
        assertTold(
                "a: 1" + end + "b: [1" + end, "2:4 the bracket '[' that opens here is never closed; close it with ]");
        assertThat(YamlText.read("a: 1" + end + "b" + end + "c: 1").errors())
                .singleElement()
                .satisfies(error -> {
                    assertThat(error.at().line()).isEqualTo(2);
                    assertThat(error.message()).startsWith("'b");
                });
    }

    private static void assertTold(String text, String expected) {
        assertThat(YamlText.read(text).errors())
                .as(text)
                .extracting(error -> error.at().line() + ":" + error.at().column() + " " + error.message() + "; "
                        + error.suggestion())
                .containsExactly(expected);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.sql;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Makes text of unknown origin fit a PostgreSQL column, its indexes and its text search. A value that PostgreSQL
 * refuses would stop a consumer at that record for ever.
 */
public final class ColumnText {
    /** The longest text, in characters, that fits an index whatever its characters are. */
    public static final int MAX_INDEXED = 500;

    private static final int MAX_SEARCH = 16_000;
    private static final int MAX_WORDS = 20;
    private static final String NO_WORD = "[^\\p{L}\\p{N}]+";

    private ColumnText() {}

    /** The text without NUL, which PostgreSQL cannot store, and at most {@code length} characters of it. */
    public static String fit(String text, int length) {
        return cut(text, length).replace('\0', '\uFFFD');
    }

    /** Whether {@link #fit} leaves the text as it is. */
    public static boolean fits(String text, int length) {
        return text.length() <= length && text.indexOf('\0') < 0;
    }

    /** The words of the texts, lower case, one blank between them: what a search finds a row by. */
    public static String words(Iterable<String> texts) {
        return cut(String.join(" ", texts), MAX_SEARCH)
                .toLowerCase(Locale.ROOT)
                .replaceAll(NO_WORD, " ")
                .strip();
    }

    /**
     * What somebody looks for, for {@code to_tsquery('simple', ?)}: every word has to begin a word of the row.
     *
     * @return empty text where the search holds no word
     */
    public static String wordQuery(String search) {
        return Arrays.stream(search.toLowerCase(Locale.ROOT).split(NO_WORD))
                .filter(word -> !word.isEmpty())
                .limit(MAX_WORDS)
                .map(word -> word + ":*")
                .collect(Collectors.joining(" & "));
    }

    private static String cut(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        boolean splitsPair = Character.isHighSurrogate(text.charAt(length - 1));
        return text.substring(0, splitsPair ? length - 1 : length);
    }
}

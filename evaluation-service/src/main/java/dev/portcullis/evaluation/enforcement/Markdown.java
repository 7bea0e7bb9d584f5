// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

/** Text from outside as GitLab Flavored Markdown that shows it and does nothing else. */
final class Markdown {
    private static final int MAX_CODE = 200;

    private Markdown() {}

    /**
     * Makes {@code text} one line that is shown literally: no emphasis, links, images, HTML, mentions, references or
     * quick actions. Every ASCII punctuation character is escaped with a backslash, as CommonMark allows.
     */
    static String literal(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                out.append(' ');
            } else if (isPunctuation(c)) {
                out.append('\\').append(c);
            } else {
                out.append(c);
            }
        }
        return out.toString().strip();
    }

    /** Shows {@code text} as code; what would end the code is replaced. */
    static String code(String text) {
        String line = text.replaceAll("[\\p{Cntrl}`\\u2028\\u2029]", " ").strip();
        String shortened = line.length() > MAX_CODE ? line.substring(0, MAX_CODE - 1) + "…" : line;
        return "`" + (shortened.isEmpty() ? " " : shortened) + "`";
    }

    private static boolean isPunctuation(char c) {
        return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
    }
}

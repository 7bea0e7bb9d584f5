// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.yaml;

import org.jspecify.annotations.Nullable;

/** Looks at the lines of a text that may be no YAML. */
final class Lines {
    private static final String BLANKS = " \t\r";

    private final String text;

    Lines(String text) {
        this.text = text;
    }

    /** The place of {@code index} in {@code text}, counted from one before it. */
    static Position behind(String text, Position from, int index) {
        int line = from.line();
        int lineStart = from.index();
        int column = from.column();
        for (int i = from.index(); i < index; i++) {
            if (text.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
                column = 1;
            }
        }
        return new Position(line, text.codePointCount(lineStart, index) + column, index);
    }

    /** The character at a place; empty at the end. */
    String at(Position place) {
        return isEnd(place) ? "" : Character.toString(text.codePointAt(place.index()));
    }

    boolean isEnd(Position place) {
        return place.index() >= text.length();
    }

    String between(Position from, Position to) {
        return text.substring(from.index(), to.index());
    }

    boolean startsWithDirective() {
        return at(first()).equals("%");
    }

    /** Whether only blanks stand before a place in its line. */
    boolean isFirst(Position place) {
        return skip(BLANKS, lineStart(place.index())) == place.index();
    }

    /** Where the first line that says something does so. */
    Position first() {
        int at = 0;
        while (at < text.length()) {
            int content = skip(BLANKS, at);
            if (content < text.length()
                    && "#\n".indexOf(text.charAt(content)) < 0
                    && !text.startsWith("---", content)) {
                return place(content);
            }
            at = lineEnd(content) + 1;
        }
        return place(text.length());
    }

    /** The next {@code character} before a place, or that place. */
    Position backTo(char character, Position place) {
        int at = text.lastIndexOf(character, place.index() - 1);
        return at < 0 ? place : place(at);
    }

    /** What a line says from a place on, without a comment. */
    String content(Position place) {
        String rest = text.substring(place.index(), lineEnd(place.index()));
        int comment = rest.indexOf(" #");
        return (comment < 0 ? rest : rest.substring(0, comment)).strip();
    }

    /** Where the line of a place says something, behind the dashes of list elements. */
    Position beginning(Position place) {
        return place(beginning(lineStart(place.index())));
    }

    /**
     * Where the value without quotes begins that goes on in the line of a place: the line with its key, or its own first
     * line.
     */
    @Nullable
    Position valueAbove(Position place) {
        int value = -1;
        int start = lineStart(place.index());
        while (start > 0) {
            start = lineStart(start - 1);
            int at = beginning(start);
            String content = content(place(at));
            if (content.startsWith("#") || content.startsWith("---") || isKeyAlone(content)) {
                break;
            }
            value = content.isEmpty() ? value : at;
            if (hasKey(content) || text.startsWith("-", skip(BLANKS, start))) {
                break;
            }
        }
        return value < 0 ? null : place(value);
    }

    /** Whether a line's content is a key, with or without a value. */
    static boolean hasKey(String content) {
        return content.endsWith(":") || content.contains(": ") || content.contains(":\t");
    }

    private static boolean isKeyAlone(String content) {
        return content.endsWith(":");
    }

    private int beginning(int lineStart) {
        int at = skip(BLANKS, lineStart);
        while (text.startsWith("- ", at)) {
            at = skip(BLANKS, at + 1);
        }
        return at;
    }

    private int skip(String characters, int from) {
        int at = from;
        while (at < text.length() && characters.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private int lineStart(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    private int lineEnd(int index) {
        int end = text.indexOf('\n', index);
        return end < 0 ? text.length() : end;
    }

    private Position place(int index) {
        return behind(text, Position.START, index);
    }
}

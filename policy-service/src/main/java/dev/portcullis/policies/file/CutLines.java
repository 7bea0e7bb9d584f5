// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.file;

import dev.portcullis.policies.file.PolicyFile.Lines;
import dev.portcullis.policy.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/**
 * Finds the lines of one element of a list: from the comments directly above its dash to its last line, with comments
 * that are indented like its content.
 */
final class CutLines {
    private final String text;

    private CutLines(String text) {
        this.text = text;
    }

    /**
     * The element's lines.
     *
     * @param floor where the first line starts that may be its own
     * @param limit a place that is no longer its own, or the end of the text; nor is the rest of that line
     * @return null where the element does not begin and end with lines of its own
     */
    static @Nullable Lines of(String text, YamlNode element, int floor, int limit) {
        return new CutLines(text).cut(element, floor, limit);
    }

    private @Nullable Lines cut(YamlNode element, int floor, int limit) {
        int bound = limit >= text.length() ? text.length() : lineStart(limit);
        int dash = dash(element.start().index());
        if (dash < floor) {
            return null;
        }
        int from = lineStart(dash);
        int indent = dash - from;
        if (from < floor || !text.substring(from, dash).isBlank()) {
            return null;
        }
        while (from > floor && isComment(lineStart(from - 1))) {
            from = lineStart(from - 1);
        }
        int to = lineEnd(Math.max(lastContent(element), dash));
        while (to < bound && isContent(to) && indent(to) > indent) {
            to = lineEnd(to);
        }
        for (int next = to; next < bound && !isContent(next); next = lineEnd(next)) {
            if (isComment(next) && indent(next) > indent) {
                to = lineEnd(next);
            }
        }
        return to > bound ? null : new Lines(from, to, indent);
    }

    /** The dash before an element, or -1. */
    private int dash(int start) {
        int index = start - 1;
        while (index >= 0 && Character.isWhitespace(text.charAt(index))) {
            index--;
        }
        return index >= 0 && text.charAt(index) == '-' ? index : -1;
    }

    /** The last character that is certainly part of the element. */
    private int lastContent(YamlNode node) {
        int last =
                switch (node) {
                    case YamlNode.Scalar scalar -> scalar.end().index() - 1;
                    case YamlNode.Sequence sequence ->
                        sequence.elements().stream()
                                .mapToInt(this::lastContent)
                                .max()
                                .orElse(sequence.start().index());
                    case YamlNode.Mapping mapping ->
                        mapping.entries().stream()
                                .mapToInt(entry -> Math.max(entry.key().end().index() - 1, lastContent(entry.value())))
                                .max()
                                .orElse(mapping.start().index());
                };
        while (last > node.start().index() && Character.isWhitespace(text.charAt(last))) {
            last--;
        }
        return last;
    }

    private boolean isContent(int lineStart) {
        return !isComment(lineStart) && !isBlank(lineStart);
    }

    private boolean isBlank(int lineStart) {
        return text.substring(lineStart, lineEnd(lineStart)).isBlank();
    }

    private boolean isComment(int lineStart) {
        int first = lineStart + indent(lineStart);
        return first < text.length() && text.charAt(first) == '#';
    }

    private int indent(int lineStart) {
        int index = lineStart;
        while (index < text.length() && text.charAt(index) == ' ') {
            index++;
        }
        return index - lineStart;
    }

    private int lineStart(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    private int lineEnd(int index) {
        int newline = text.indexOf('\n', index);
        return newline < 0 ? text.length() : newline + 1;
    }
}

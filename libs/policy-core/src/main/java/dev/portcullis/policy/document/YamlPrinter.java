// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import java.util.List;
import java.util.Map;

/**
 * Prints trees as YAML in one form only: block style, two spaces, lines as they are where a text is made of whole
 * lines, other text in double quotes where plain would not do.
 */
public final class YamlPrinter {
    /** Stands for an absent value that has to be written. */
    static final Object NOTHING = new Object();

    private final StringBuilder out = new StringBuilder();

    private YamlPrinter() {}

    /** The text of a tree of text, numbers, booleans, lists and maps with text as keys. */
    public static String print(Map<String, ?> tree) {
        YamlPrinter printer = new YamlPrinter();
        printer.map(tree, 0, false);
        return printer.out.toString();
    }

    private void map(Map<String, ?> map, int indent, boolean started) {
        boolean first = started;
        for (Map.Entry<String, ?> entry : map.entrySet()) {
            if (!first) {
                out.append(" ".repeat(indent));
            }
            first = false;
            out.append(scalar(entry.getKey())).append(':');
            value(entry.getValue(), indent);
        }
    }

    private void value(Object value, int indent) {
        switch (value) {
            case Map<?, ?> map when map.isEmpty() -> out.append(" {}\n");
            case List<?> list when list.isEmpty() -> out.append(" []\n");
            case Map<?, ?> map -> {
                out.append('\n');
                map(keys(map), indent + 2, false);
            }
            case List<?> list -> {
                out.append('\n');
                list.forEach(element -> element(element, indent));
            }
            case String text when isLines(text) -> lines(text, indent + 2);
            default -> out.append(' ').append(scalar(value)).append('\n');
        }
    }

    /** Whether a text can stand as a literal block: whole lines, no white space at their ends, nothing unprintable. */
    private static boolean isLines(String text) {
        return text.matches("(?s)\\S.*\\S\n")
                && text.indexOf('\n') < text.length() - 1
                && !text.matches("(?s).*([^\\S\n]\n|[^\n\\x20-\\x7e]).*");
    }

    private void lines(String text, int indent) {
        out.append(" |\n");
        text.lines().forEach(line -> {
            if (!line.isEmpty()) {
                out.append(" ".repeat(indent)).append(line);
            }
            out.append('\n');
        });
    }

    private void element(Object element, int indent) {
        out.append(" ".repeat(indent)).append("- ");
        if (element instanceof Map<?, ?> map && !map.isEmpty()) {
            map(keys(map), indent + 2, true);
        } else if (element instanceof String text && isLines(text)) {
            out.setLength(out.length() - 1);
            lines(text, indent + 2);
        } else {
            out.append(element instanceof Map ? "{}" : scalar(element)).append('\n');
        }
    }

    @SuppressWarnings("unchecked") // trees have text as keys
    private static Map<String, ?> keys(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    private static String scalar(Object value) {
        if (value == NOTHING) {
            return "null";
        }
        return value instanceof String text ? text(text) : value.toString();
    }

    private static String text(String text) {
        boolean plain = text.matches("[A-Za-z/][A-Za-z0-9 _./+-]*[A-Za-z0-9_./+]|[A-Za-z]")
                && !text.matches("(?i)true|false|yes|no|on|off|null|y|n");
        return plain ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> {
                    if (c < 0x20 || c == 0x7f || (c >= 0x80 && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                        quoted.append(String.format("\\u%04x", c));
                    } else {
                        quoted.appendCodePoint(c);
                    }
                }
            }
        });
        return quoted.append('"').toString();
    }
}

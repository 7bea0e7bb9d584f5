// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.document.Problem.Edit;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The edits that put a policy or list that stands alone under the key of its type, as policy.yml has it. Every other
 * word and comment stays. What is written in brackets is left to a person: JSON would not be JSON any more.
 */
final class StoredForm {
    private final String text;
    private final String key;

    /** @param key the key of the type's list */
    StoredForm(String text, String key) {
        this.text = text;
        this.key = key;
    }

    /** A list stays where it is; its key comes before it. */
    List<Edit> ofList(YamlNode.Sequence list) {
        int start = list.start().index();
        if (list.flow() || !isFirst(start)) {
            return List.of();
        }
        int line = list.start().column() == 1 ? start : lineStart(start);
        return List.of(new Edit(line, line, key + ":\n"));
    }

    /** A policy becomes the one element of the list, two columns further right, and loses its {@code type}. */
    List<Edit> ofPolicy(YamlNode.Mapping policy) {
        YamlNode.Entry type = policy.entry("type");
        if (type == null || policy.entries().size() == 1 || !isMovable(policy, type)) {
            return List.of();
        }
        List<Edit> edits = new ArrayList<>();
        int start = policy.start().index();
        int typeAt = type.key().start().index();
        int first = start;
        if (typeAt == start) {
            edits.add(new Edit(start, type.value().end().index(), key + ":"));
            first = nextWord(typeAt);
        } else {
            edits.add(new Edit(
                    start, start, key + ":\n" + " ".repeat(policy.start().column() - 1)));
            edits.add(without(type));
        }
        edits.add(new Edit(first, first, "- "));
        for (int line = nextLine(first); line < policy.end().index(); line = nextLine(line)) {
            if (line != lineStart(typeAt) && !isEmpty(line)) {
                edits.add(new Edit(line, line, "  "));
            }
        }
        return edits;
    }

    /** Whether the policy is written key by key in lines of their own, and its type in one line. */
    private boolean isMovable(YamlNode.Mapping policy, YamlNode.Entry type) {
        int start = policy.start().index();
        return text.charAt(start) != '{'
                && text.charAt(start) != '?'
                && isFirst(start)
                && isFirst(type.key().start().index())
                && type.key().start().column() == policy.start().column()
                && text.substring(type.key().end().index(), type.value().start().index())
                        .matches("[ \t]*:[ \t]+")
                && !text.replace("\r\n", "").contains("\r");
    }

    /** The first word behind a line, but for comments. */
    private int nextWord(int index) {
        int at = nextLine(index);
        while (at < text.length() && " \t\r\n#".indexOf(text.charAt(at)) >= 0) {
            at = text.charAt(at) == '#' ? nextLine(at) : at + 1;
        }
        return at;
    }

    /** Takes the line of the type out; a comment in it stays. */
    private Edit without(YamlNode.Entry type) {
        int start = type.key().start().index();
        int end = type.value().end().index();
        return text.substring(end, lineEnd(end)).isBlank()
                ? new Edit(lineStart(start), nextLine(end), "")
                : new Edit(start, end, " ");
    }

    private boolean isFirst(int index) {
        return text.substring(lineStart(index), index).replace("\ufeff", "").isBlank();
    }

    private boolean isEmpty(int line) {
        return text.startsWith("\n", line) || text.startsWith("\r\n", line);
    }

    private int lineStart(int index) {
        return text.lastIndexOf('\n', index - 1) + 1;
    }

    private int lineEnd(int index) {
        int end = text.indexOf('\n', index);
        return end < 0 ? text.length() : end;
    }

    private int nextLine(int index) {
        return Math.min(lineEnd(index) + 1, text.length());
    }
}

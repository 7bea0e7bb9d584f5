// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import dev.portcullis.policy.document.PolicyDocument.Located;
import dev.portcullis.policy.document.Problem;
import dev.portcullis.policy.document.Problem.Level;
import dev.portcullis.policy.yaml.Position;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what is found about one place of a policy, and leads to the places within it. */
record Findings(String source, String path, YamlNode node, Position at, List<Problem> problems) {
    static Findings of(String source, Located located, List<Problem> problems) {
        return new Findings(source, located.path(), located.node(), located.at(), problems);
    }

    /** The place of {@code key}; this one if the text lacks the key. */
    Findings key(String key) {
        YamlNode.Entry entry = node instanceof YamlNode.Mapping mapping ? mapping.entry(key) : null;
        return entry == null
                ? this
                : new Findings(
                        source,
                        path.isEmpty() ? key : path + "." + key,
                        entry.value(),
                        entry.key().start(),
                        problems);
    }

    /** The place of an element, counted from 0; this one if the text lacks the element. */
    Findings item(int index) {
        if (!(node instanceof YamlNode.Sequence list)
                || index >= list.elements().size()) {
            return this;
        }
        YamlNode element = list.elements().get(index);
        return new Findings(source, path + "[" + index + "]", element, element.start(), problems);
    }

    void warn(String rule, String message, @Nullable String suggestion) {
        add(Level.WARNING, rule, message, suggestion);
    }

    void note(String rule, String message, @Nullable String suggestion) {
        add(Level.NOTE, rule, message, suggestion);
    }

    private void add(Level level, String rule, String message, @Nullable String suggestion) {
        problems.add(new Problem(level, rule, message, suggestion, source, at, path, List.of()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.document.Problem.Edit;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.Collection;
import java.util.List;

/** The edits that repair a value or a key. */
final class Edits {
    private Edits() {}

    /** Puts {@code replacement} in the place of {@code node}. */
    static Edit replace(YamlNode node, String replacement) {
        return new Edit(node.start().index(), node.end().index(), replacement);
    }

    /** Makes of a key the known one that it is a slip of, unless that key stands there too. */
    static List<Edit> slip(YamlNode.Mapping mapping, YamlNode.Scalar key, Collection<String> known) {
        return Words.slipOf(key.text(), known)
                .filter(meant -> mapping.entry(meant) == null)
                .map(meant -> List.of(rename(key, meant)))
                .orElse(List.of());
    }

    /** Makes of a word the known one that it is a slip of. */
    static List<Edit> slip(YamlNode.Scalar word, Collection<String> known) {
        return Words.slipOf(word.text(), known)
                .map(meant -> List.of(replace(word, meant)))
                .orElse(List.of());
    }

    /** Puts {@code replacement} in the place of a key, in the same quotes: JSON needs them. */
    static Edit rename(YamlNode.Scalar key, String replacement) {
        int start = key.start().index();
        int end = key.end().index();
        int quote = !key.plain() && end - start == key.text().length() + 2 ? 1 : 0;
        return new Edit(start + quote, end - quote, replacement);
    }
}

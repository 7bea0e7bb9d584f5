// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.BranchException;
import dev.portcullis.policy.model.BranchSelector;
import dev.portcullis.policy.model.BranchType;
import dev.portcullis.policy.yaml.YamlNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code branches} or {@code branch_type}, and {@code branch_exceptions}. */
final class BranchParser {
    private static final BranchSelector NONE = new BranchSelector(new BranchSelector.Named(List.of()), List.of());

    private BranchParser() {}

    /** The selector; where the rule has none or two, that is a problem and the value a placeholder. */
    static BranchSelector read(Fields fields, Set<BranchType> allowed) {
        YamlNode branches = fields.get("branches");
        YamlNode type = fields.get("branch_type");
        List<BranchException> exceptions = exceptions(fields);
        if (branches != null && type != null) {
            fields.reading()
                    .error(
                            "two-selectors",
                            type.start(),
                            fields.path(),
                            "both 'branches' and 'branch_type' are given",
                            "keep one of them");
            return NONE;
        }
        if (branches != null) {
            List<String> names = fields.list("branches", fields.reading()::text);
            return new BranchSelector(new BranchSelector.Named(names), exceptions);
        }
        if (type != null) {
            BranchType word = fields.reading().word(type, fields.path("branch_type"), BranchType.class, allowed);
            return word == null ? NONE : new BranchSelector(new BranchSelector.OfType(word), exceptions);
        }
        if (!fields.names("branches", "branch_type")) {
            fields.missing(
                    "the rule does not say for which branches it is",
                    "add 'branches' (a list of names) or 'branch_type: protected'",
                    "branches",
                    "branch_type");
        }
        return NONE;
    }

    private static List<BranchException> exceptions(Fields fields) {
        YamlNode node = fields.get("branch_exceptions");
        if (node instanceof YamlNode.Sequence list && list.elements().isEmpty()) {
            fields.reading()
                    .error(
                            "empty-list",
                            node.start(),
                            fields.path("branch_exceptions"),
                            "'branch_exceptions' lists no branch",
                            "list a branch, or leave the key out");
        }
        return fields.list("branch_exceptions", (element, at) -> exception(fields, element, at));
    }

    private static @Nullable BranchException exception(Fields fields, YamlNode element, String at) {
        if (!(element instanceof YamlNode.Mapping)) {
            String name = fields.reading().text(element, at);
            return name == null ? null : new BranchException(name, null);
        }
        Fields item = fields.object(element, at);
        if (item == null) {
            return null;
        }
        String name = item.requireText("name");
        String path = item.requireText("full_path");
        item.close();
        return new BranchException(name, path);
    }
}

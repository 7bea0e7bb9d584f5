// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.BranchException;
import dev.portcullis.policy.model.BranchSelector;
import java.util.LinkedHashMap;
import java.util.Map;

/** A branch selector as keys and values. */
final class BranchTree {
    private BranchTree() {}

    static void put(Map<String, Object> tree, BranchSelector selector) {
        switch (selector.branches()) {
            case BranchSelector.Named named -> tree.put("branches", named.patterns());
            case BranchSelector.OfType ofType ->
                tree.put("branch_type", ofType.type().word());
        }
        Trees.putList(
                tree,
                "branch_exceptions",
                selector.exceptions().stream().map(BranchTree::exception).toList());
    }

    private static Object exception(BranchException exception) {
        if (exception.fullPath() == null) {
            return exception.name();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", exception.name());
        tree.put("full_path", exception.fullPath());
        return tree;
    }
}

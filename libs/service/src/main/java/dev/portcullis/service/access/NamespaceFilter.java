// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.access;

import java.util.ArrayList;
import java.util.List;

/**
 * The namespaces that a caller may read, as a condition for SQL: reads are filtered in the database as strictly as
 * writes are checked.
 *
 * @param namespaces the roots of the readable subtrees; one that is empty text means everything
 */
public record NamespaceFilter(List<String> namespaces) {
    public NamespaceFilter {
        namespaces = List.copyOf(namespaces);
    }

    /** Whether nothing is readable. */
    public boolean isEmpty() {
        return namespaces.isEmpty();
    }

    /** Whether {@code target} lies in one of the subtrees. */
    public boolean covers(String target) {
        return namespaces.stream().anyMatch(root -> new Grant(Role.VIEWER, root).gives(Role.VIEWER, target));
    }

    /**
     * A condition over {@code column} with JDBC placeholders, to be filled with {@link #parameters()} in order; it is
     * {@code false} where nothing is readable.
     *
     * @param column a column name of ours, never input
     */
    public String condition(String column) {
        if (namespaces.contains("")) {
            return "true";
        }
        if (namespaces.isEmpty()) {
            return "false";
        }
        String one = "(" + column + " = ? or starts_with(" + column + ", ?))";
        return "(" + String.join(" or ", namespaces.stream().map(root -> one).toList()) + ")";
    }

    /** The values of {@link #condition}'s placeholders, in order. */
    public List<String> parameters() {
        if (namespaces.contains("")) {
            return List.of();
        }
        List<String> values = new ArrayList<>();
        for (String root : namespaces) {
            values.add(root);
            values.add(root + "/");
        }
        return values;
    }
}

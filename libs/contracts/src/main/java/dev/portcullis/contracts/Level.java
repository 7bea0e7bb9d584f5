// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

/**
 * Where a policy lives: a whole GitLab instance, a group (or subgroup) or a project.
 *
 * @param kind which of the three
 * @param instance the configured name of the GitLab instance
 * @param path the full path of the group or project; empty for an instance
 */
public record Level(LevelKind kind, String instance, String path) {
    public Level {
        requireNonNull(kind, "kind is null");
        requireNonNull(instance, "instance is null");
        requireNonNull(path, "path is null");
        if (path.isEmpty() != (kind == LevelKind.INSTANCE)) {
            throw new IllegalArgumentException("a " + kind + " level with path '" + path + "'");
        }
    }

    /** The namespace that grants are compared with: {@code <instance>} or {@code <instance>/<path>}. */
    public String text() {
        return path.isEmpty() ? instance : instance + "/" + path;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A group or subgroup.
 *
 * @param parentId the group above it; absent at the top, and where GitLab does not say
 */
public record Group(
        long id,
        String name,
        String fullPath,
        @Nullable Long parentId,
        @Nullable String webUrl) {
    public Group {
        requireNonNull(name, "name is null");
        requireNonNull(fullPath, "fullPath is null");
    }
}

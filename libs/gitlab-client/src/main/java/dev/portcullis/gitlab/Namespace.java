// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * The group or user that a project belongs to.
 *
 * @param kind {@code group} or {@code user}
 * @param parentId the group above it, absent at the top
 */
public record Namespace(
        long id, String kind, String fullPath, @Nullable Long parentId) {
    public Namespace {
        requireNonNull(kind, "kind is null");
        requireNonNull(fullPath, "fullPath is null");
    }
}

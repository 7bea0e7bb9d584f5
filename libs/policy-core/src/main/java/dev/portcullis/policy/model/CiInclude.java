// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A CI file in a project.
 *
 * @param project full path
 * @param ref branch, tag or SHA; absent: the default branch
 */
public record CiInclude(
        String project, String file, @Nullable String ref) {
    public CiInclude {
        requireNonNull(project, "project is null");
        requireNonNull(file, "file is null");
    }
}

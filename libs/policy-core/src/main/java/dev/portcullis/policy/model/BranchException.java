// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A branch that a rule leaves out.
 *
 * @param name name or wildcard
 * @param fullPath the only project in which the exception holds; absent: in every project
 */
public record BranchException(String name, @Nullable String fullPath) {
    public BranchException {
        requireNonNull(name, "name is null");
    }
}

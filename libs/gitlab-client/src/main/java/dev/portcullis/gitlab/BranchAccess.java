// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import org.jspecify.annotations.Nullable;

/**
 * Who may do something to a protected branch.
 *
 * @param accessLevel 0 nobody, 30 developer, 40 maintainer, 60 administrator
 * @param userId Premium
 * @param groupId Premium
 */
public record BranchAccess(
        @Nullable Integer accessLevel,
        @Nullable Long userId,
        @Nullable Long groupId) {}

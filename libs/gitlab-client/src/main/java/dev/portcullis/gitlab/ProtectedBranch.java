// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A protected branch or wildcard.
 *
 * @param name {@code *} matches any characters
 */
public record ProtectedBranch(
        long id,
        String name,
        boolean allowForcePush,
        List<BranchAccess> pushAccessLevels,
        List<BranchAccess> mergeAccessLevels,
        List<BranchAccess> unprotectAccessLevels) {
    public ProtectedBranch {
        requireNonNull(name, "name is null");
        pushAccessLevels = List.copyOf(pushAccessLevels);
        mergeAccessLevels = List.copyOf(mergeAccessLevels);
        unprotectAccessLevels = List.copyOf(unprotectAccessLevels);
    }
}

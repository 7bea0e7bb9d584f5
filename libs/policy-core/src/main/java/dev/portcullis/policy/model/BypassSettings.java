// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;

/** Who and which branches may pass by a policy. */
public record BypassSettings(
        List<BranchPair> branches,
        Set<Long> accessTokens,
        Set<Long> serviceAccounts,
        Set<Long> users,
        Set<Long> groups,
        Set<Role> roles,
        Set<Long> customRoles) {
    /** Nobody and nothing. */
    public static final BypassSettings NONE =
            new BypassSettings(List.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    public BypassSettings {
        branches = List.copyOf(branches);
        accessTokens = Set.copyOf(accessTokens);
        serviceAccounts = Set.copyOf(serviceAccounts);
        users = Set.copyOf(users);
        groups = Set.copyOf(groups);
        roles = Set.copyOf(roles);
        customRoles = Set.copyOf(customRoles);
    }

    /** Merge requests from a source to a target branch. */
    public record BranchPair(BranchMatch source, BranchMatch target) {
        public BranchPair {
            requireNonNull(source, "source is null");
            requireNonNull(target, "target is null");
        }
    }

    /** A branch by its exact name or by a wildcard pattern. */
    public record BranchMatch(String text, boolean pattern) {
        public BranchMatch {
            requireNonNull(text, "text is null");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Set;

/**
 * Approvals that a violation requires. All lists form one pool, of which any eligible member counts.
 *
 * @param required 0 to 100
 * @param users user names
 * @param groups full paths; only direct members count
 * @param roles base roles; exactly these, not higher ones
 * @param customRoles ids of custom roles
 */
public record RequireApproval(
        int required,
        Set<String> users,
        Set<Long> userIds,
        Set<String> groups,
        Set<Long> groupIds,
        Set<Role> roles,
        Set<Long> customRoles) {
    public RequireApproval {
        users = Set.copyOf(users);
        userIds = Set.copyOf(userIds);
        groups = Set.copyOf(groups);
        groupIds = Set.copyOf(groupIds);
        roles = Set.copyOf(roles);
        customRoles = Set.copyOf(customRoles);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import dev.portcullis.policy.model.Role;
import org.jspecify.annotations.Nullable;

/**
 * A person with access to the project.
 *
 * @param role the base role that is in effect, inherited ones included
 * @param customRole the id of the custom role based on it, if the person has one
 */
public record Member(
        long user, String username, Role role, @Nullable Long customRole) {
    public Member {
        requireNonNull(username, "username is null");
        requireNonNull(role, "role is null");
    }
}

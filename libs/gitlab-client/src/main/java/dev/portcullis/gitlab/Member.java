// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A member with the access level that holds after inheritance.
 *
 * @param id the user
 * @param state {@code active}, {@code awaiting} or {@code blocked}
 * @param accessLevel 10 guest, 15 planner, 20 reporter, 30 developer, 40 maintainer, 50 owner
 * @param memberRole a custom role, Ultimate
 */
public record Member(
        long id,
        String username,
        String name,
        String state,
        int accessLevel,
        @Nullable String membershipState,
        @Nullable MemberRole memberRole) {
    public Member {
        requireNonNull(username, "username is null");
        requireNonNull(name, "name is null");
        requireNonNull(state, "state is null");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

/**
 * A custom role.
 */
public record MemberRole(long id, String name, int baseAccessLevel) {
    public MemberRole {
        requireNonNull(name, "name is null");
    }
}

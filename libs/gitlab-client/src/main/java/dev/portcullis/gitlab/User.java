// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A user as GitLab shows them next to what they did. People are told apart by id: names change.
 *
 * @param state {@code active}, {@code blocked}, …
 * @param bot whether it belongs to a project or group access token; absent where GitLab does not say
 */
public record User(
        long id,
        String username,
        String name,
        @Nullable String state,
        @Nullable Boolean bot) {
    public User {
        requireNonNull(username, "username is null");
        requireNonNull(name, "name is null");
    }
}

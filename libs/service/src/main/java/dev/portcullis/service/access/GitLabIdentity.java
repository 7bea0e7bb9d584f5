// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.access;

import static java.util.Objects.requireNonNull;

/**
 * A verified link between a person and a GitLab user.
 *
 * @param instance the configured name of the GitLab instance
 * @param userId GitLab's numeric user id
 * @param username the user's name at sign-in
 */
public record GitLabIdentity(String instance, long userId, String username) {
    public GitLabIdentity {
        requireNonNull(instance, "instance is null");
        requireNonNull(username, "username is null");
    }
}

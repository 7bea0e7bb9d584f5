// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.contracts;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Who did something.
 *
 * @param kind what sort of actor
 * @param id the person's id in Portcullis, {@code <instance>:<user id>} for a GitLab user, or the service's name
 * @param name how people know them at the time
 */
public record Actor(Kind kind, String id, String name) {
    public Actor {
        requireNonNull(kind, "kind is null");
        requireNonNull(id, "id is null");
        requireNonNull(name, "name is null");
    }

    /** The sorts of actors. */
    public enum Kind {
        @JsonProperty("person")
        PERSON,
        @JsonProperty("gitlab-user")
        GITLAB_USER,
        @JsonProperty("service")
        SERVICE
    }
}

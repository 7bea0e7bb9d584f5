// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.util.Optional;

/** Users. */
public final class Users {
    private final Api api;

    Users(Api api) {
        this.api = api;
    }

    /** Whom the token belongs to. */
    public User current() {
        return api.get(Endpoint.of("user"), User.class);
    }

    public User get(long userId) {
        return api.get(Endpoint.of("users", userId), User.class);
    }

    /** The user of exactly that name, in whatever case. */
    public Optional<User> find(String username) {
        return api.list(Endpoint.of("users").with("username", username), User.class).stream()
                .filter(user -> user.username().equalsIgnoreCase(username))
                .findFirst();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import dev.portcullis.sandbox.gitlab.state.AccessToken;
import dev.portcullis.sandbox.gitlab.state.User;
import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, with its caller resolved.
 *
 * @param path path parameters, decoded
 * @param params query, form and JSON parameters together
 * @param caller who calls; null if anonymous
 * @param token with what; null if anonymous or by session
 */
public record Call(
        HttpServerRequest request,
        Map<String, String> path,
        Params params,
        @Nullable User caller,
        @Nullable AccessToken token) {
    /** The caller; 401 if the call is anonymous. */
    public User user() {
        if (caller == null) {
            throw GitLabError.unauthorized();
        }
        return caller;
    }

    /** A path parameter. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The route has no parameter " + name);
        }
        return value;
    }

    /** A path parameter that is a number; 404 where GitLab's route would not match. */
    public long number(String name) {
        try {
            return Long.parseLong(path(name));
        } catch (NumberFormatException e) {
            throw new GitLabError(400, Json.object("error", name + " is invalid"));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer that is not a success, with GitLab's body for it. */
public final class GitLabError extends RuntimeException {
    private final int status;
    private final transient Map<String, @Nullable Object> body;

    /** An error with a body of its own. */
    public GitLabError(int status, Map<String, @Nullable Object> body) {
        super(status + " " + body, null, false, false);
        this.status = status;
        this.body = body;
    }

    public int status() {
        return status;
    }

    public Map<String, @Nullable Object> body() {
        return body;
    }

    /** {@code {"message": …}}, the form of GitLab's own checks. */
    public static GitLabError message(int status, Object message) {
        return new GitLabError(status, Json.object("message", message));
    }

    /** {@code {"error": …}} with 400, the form of parameter checks. */
    public static GitLabError invalidParameter(String error) {
        return new GitLabError(400, Json.object("error", error));
    }

    public static GitLabError unauthorized() {
        return message(401, "401 Unauthorized");
    }

    public static GitLabError forbidden() {
        return message(403, "403 Forbidden");
    }

    /** For example {@code 404 Project Not Found}; also said where the caller may not know that it exists. */
    public static GitLabError notFound(String what) {
        return message(404, "404 " + what + " Not Found");
    }

    public static GitLabError notFound() {
        return message(404, "404 Not found");
    }

    /** What a call gets that this edition does not have. */
    public static GitLabError noSuchRoute() {
        return new GitLabError(404, Json.object("error", "404 Not Found"));
    }

    public static GitLabError methodNotAllowed() {
        return message(405, "405 Method Not Allowed");
    }

    public static GitLabError badRequest(Object message) {
        return message(400, message);
    }

    /** A model's validation: {@code {"message": {"name": ["has already been taken"]}}}. */
    public static GitLabError validation(String field, String problem) {
        return message(400, Map.of(field, List.of(problem)));
    }
}

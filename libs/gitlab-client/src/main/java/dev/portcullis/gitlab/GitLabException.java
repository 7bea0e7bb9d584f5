// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call to GitLab that did not give what was asked for. The message is for people; it never holds the token. */
public final class GitLabException extends RuntimeException {
    /** Why a call failed, as far as it decides what to do next. */
    public enum Kind {
        /** The token is wrong, expired or revoked. */
        UNAUTHORIZED,
        /** The token is known but its user may not do this. */
        FORBIDDEN,
        /** There is nothing there, or the token's user may not see it: GitLab answers both with 404. */
        NOT_FOUND,
        /** The state changed in between, e.g. the head SHA moved. */
        CONFLICT,
        /** GitLab understood the request and refuses it; sending it again gives the same answer. */
        INVALID,
        /** Too many requests; {@link GitLabException#retryAfter()} says when to come back. */
        RATE_LIMITED,
        /** No usable answer: GitLab is down, too slow, or its answer was cut off or unreadable. */
        UNAVAILABLE
    }

    private final Kind kind;
    private final int status;
    private final @Nullable Duration retryAfter;

    GitLabException(Kind kind, int status, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
        this.kind = requireNonNull(kind, "kind is null");
        this.status = status;
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** The HTTP status, or 0 where there was no answer. */
    public int status() {
        return status;
    }

    /** How long GitLab asks to wait, where it says so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same call can succeed later without anybody changing anything. */
    public boolean isTransient() {
        return kind == Kind.RATE_LIMITED || kind == Kind.UNAVAILABLE;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** GitLab's three ways to write a time. */
public final class Times {
    private static final DateTimeFormatter API = utc("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'");
    private static final DateTimeFormatter COMMIT = utc("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");
    private static final DateTimeFormatter HOOK = utc("yyyy-MM-dd HH:mm:ss 'UTC'");
    private static final DateTimeFormatter HOOK_COMMIT = utc("yyyy-MM-dd'T'HH:mm:ssxxx");

    private Times() {}

    /** As the REST API writes it, for example {@code 2026-01-16T05:56:22.120Z}. */
    public static @Nullable String api(@Nullable Instant at) {
        return at == null ? null : API.format(at);
    }

    /** As the REST API writes a commit's times, for example {@code 2026-01-16T05:56:22.000+00:00}. */
    public static String commit(Instant at) {
        return COMMIT.format(at);
    }

    /** As hooks write it, for example {@code 2026-01-16 05:56:22 UTC}. */
    public static @Nullable String hook(@Nullable Instant at) {
        return at == null ? null : HOOK.format(at);
    }

    /** As hooks write a commit's time, for example {@code 2026-01-16T05:01:10+00:00}. */
    public static String hookCommit(Instant at) {
        return HOOK_COMMIT.format(at);
    }

    /** Seconds between two instants; null while one of them is not there. */
    public static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : Duration.between(from, to).toMillis() / 1000.0;
    }

    /** Reads an ISO 8601 time or date; throws {@link GitLabError} 400 naming {@code parameter}. */
    public static Instant parse(String parameter, String text) {
        try {
            return text.length() == 10
                    ? Instant.parse(text + "T00:00:00Z")
                    : OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
        } catch (DateTimeParseException e) {
            throw GitLabError.invalidParameter(parameter + " is invalid");
        }
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads what GitLab says about its rate limits: {@code RateLimit-*} and {@code Retry-After}. */
final class RateLimitHeaders {
    private final InstantSource clock;

    RateLimitHeaders(InstantSource clock) {
        this.clock = clock;
    }

    /** When the current window ends, where nothing of its quota is left. */
    Optional<Instant> exhaustedUntil(HttpHeaders headers) {
        OptionalLong remaining = number(headers, "RateLimit-Remaining");
        OptionalLong reset = number(headers, "RateLimit-Reset");
        if (remaining.isEmpty() || remaining.getAsLong() > 0 || reset.isEmpty()) {
            return Optional.empty();
        }
        return instant(reset.getAsLong()).filter(end -> end.isAfter(clock.instant()));
    }

    /** How long the server asks to wait, in seconds or until a date; never negative. */
    Optional<Duration> retryAfter(HttpHeaders headers) {
        OptionalLong seconds = number(headers, "Retry-After");
        if (seconds.isPresent()) {
            return Optional.of(Duration.ofSeconds(Math.min(seconds.getAsLong(), 86_400)));
        }
        return headers.firstValue("Retry-After")
                .flatMap(RateLimitHeaders::date)
                .or(() -> exhaustedUntil(headers))
                .map(end -> Duration.between(clock.instant(), end))
                .map(wait -> wait.isNegative() ? Duration.ZERO : wait);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> instant(long seconds) {
        try {
            return Optional.of(Instant.ofEpochSecond(seconds));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OptionalLong number(HttpHeaders headers, String name) {
        String text = headers.firstValue(name).orElse("").strip();
        return text.matches("\\d{1,15}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times in webhooks come as {@code 2026-08-12 15:23:28 UTC}, as ISO 8601 with {@code Z} and as ISO 8601 with an offset.
 */
final class GitLabTime {
    private static final DateTimeFormatter RUBY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSS] xx", Locale.ROOT);

    private GitLabTime() {}

    /** The instant, or null where the text is absent or none of the formats: a time is never worth an event. */
    static @Nullable Instant parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.indexOf('T') == 10
                    ? OffsetDateTime.parse(text).toInstant()
                    : RUBY.parse(text.replace("UTC", "+0000"), Instant::from);
        } catch (DateTimeException e) {
            return null;
        }
    }
}

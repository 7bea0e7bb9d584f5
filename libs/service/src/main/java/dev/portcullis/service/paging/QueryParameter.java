// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service.paging;

import static dev.portcullis.service.problem.ProblemException.problem;

import dev.portcullis.service.problem.ProblemException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads query parameters. A wrong one is a 400 that says what is allowed, where JAX-RS would answer 404. */
public final class QueryParameter {
    private QueryParameter() {}

    /** The page size: {@link Page#DEFAULT_LIMIT} where absent, at most {@link Page#MAX_LIMIT}. */
    public static int limit(@Nullable String text) {
        if (text == null) {
            return Page.DEFAULT_LIMIT;
        }
        Long limit = number("limit", text);
        if (limit == null || limit < 1 || limit > Page.MAX_LIMIT) {
            throw invalid("limit", text, "a number from 1 to " + Page.MAX_LIMIT);
        }
        return limit.intValue();
    }

    /** A whole number; null where absent. */
    public static @Nullable Long number(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid(name, text, "a whole number");
        }
    }

    /** A time with its zone or offset, e.g. {@code 2026-11-24T12:00:00Z}; null where absent. */
    public static @Nullable OffsetDateTime time(String name, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return time;
            }
        } catch (DateTimeParseException e) {
            throw invalid(name, text, "a time such as 2026-11-24T12:00:00Z");
        }
        throw invalid(name, text, "a time between the years 1 and 9999");
    }

    /** One of the constants of an enum, written lower case with hyphens; null where absent. */
    public static <E extends Enum<E>> @Nullable E oneOf(String name, @Nullable String text, Class<E> type) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelling(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(
                        name,
                        text,
                        "one of "
                                + String.join(
                                        ", ",
                                        Arrays.stream(type.getEnumConstants())
                                                .map(QueryParameter::spelling)
                                                .toList())));
    }

    private static String spelling(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ProblemException invalid(String name, String text, String wanted) {
        String shown = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return problem(400, "Invalid request")
                .detail("The query parameter " + name + " is '" + shown + "'; wanted is " + wanted + ".")
                .with("parameter", name)
                .build();
    }
}

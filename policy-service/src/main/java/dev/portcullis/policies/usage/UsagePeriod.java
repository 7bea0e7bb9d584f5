// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.usage;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * A week or a month in UTC.
 *
 * @param name such as {@code 2026-W48} (ISO 8601) or {@code 2026-11}
 * @param kind {@code week} or {@code month}
 * @param begins its first day
 * @param ends the first day after it
 */
record UsagePeriod(String name, String kind, LocalDate begins, LocalDate ends) {
    static final String WEEK = "week";
    static final String MONTH = "month";

    UsagePeriod {
        requireNonNull(name, "name is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(begins, "begins is null");
        requireNonNull(ends, "ends is null");
    }

    /** The week and the month of a day. */
    static List<UsagePeriod> of(LocalDate day) {
        LocalDate monday = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        String week =
                "%d-W%02d".formatted(day.get(IsoFields.WEEK_BASED_YEAR), day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        YearMonth month = YearMonth.from(day);
        return List.of(
                new UsagePeriod(week, WEEK, monday, monday.plusWeeks(1)),
                new UsagePeriod(
                        month.toString(),
                        MONTH,
                        month.atDay(1),
                        month.plusMonths(1).atDay(1)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.model.Schedule;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** The times of a daily, weekly or monthly schedule. */
final class CalendarTimes {
    /** A monthly schedule for the 29th to 31st meets one within so many days; one without days never does. */
    private static final int MOST_DAYS = 62;

    private CalendarTimes() {}

    /** The first time strictly after {@code after}; a time that a clock skips comes as much later. */
    static Optional<Instant> next(Schedule schedule, ZoneId zone, Instant after) {
        LocalDate first = LocalDate.ofInstant(after, zone).minusDays(1);
        for (int i = 0; i <= MOST_DAYS; i++) {
            LocalDate day = first.plusDays(i);
            if (isOn(schedule, day)) {
                Instant instant = day.atTime(schedule.startTime()).atZone(zone).toInstant();
                if (instant.isAfter(after)) {
                    return Optional.of(instant);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOn(Schedule schedule, LocalDate day) {
        return switch (schedule.type()) {
            case DAILY -> true;
            case WEEKLY -> schedule.days().contains(day.getDayOfWeek());
            case MONTHLY -> schedule.daysOfMonth().contains(day.getDayOfMonth());
        };
    }
}

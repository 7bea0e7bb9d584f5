// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import static java.util.Objects.requireNonNull;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When a scheduled pipeline starts.
 *
 * @param windowSeconds the starts are spread at random over so many seconds
 * @param timezone IANA name; absent: UTC
 * @param branches exact names; empty: the default branch
 * @param days of a weekly schedule
 * @param daysOfMonth of a monthly schedule; days that a month lacks are skipped
 * @param snooze absent: not snoozed
 */
public record Schedule(
        ScheduleType type,
        LocalTime startTime,
        int windowSeconds,
        @Nullable String timezone,
        List<String> branches,
        Set<DayOfWeek> days,
        Set<Integer> daysOfMonth,
        @Nullable Snooze snooze) {
    public Schedule {
        requireNonNull(type, "type is null");
        requireNonNull(startTime, "startTime is null");
        branches = List.copyOf(branches);
        days = Set.copyOf(days);
        daysOfMonth = Set.copyOf(daysOfMonth);
    }

    /** Nothing starts before {@code until}. */
    public record Snooze(Instant until, @Nullable String reason) {
        public Snooze {
            requireNonNull(until, "until is null");
        }
    }
}

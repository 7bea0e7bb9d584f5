// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** The times of a five-field cron expression. */
final class CronTimes {
    private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);

    /** Longer than any shift of a clock. */
    private static final int SHIFT_HOURS = 25;

    private CronTimes() {}

    /**
     * The first time strictly after {@code after}. The expression is followed on the wall clock: a time that a clock
     * skips comes as much later, one that it shows twice comes once, the first time.
     */
    static Optional<Instant> next(String cadence, ZoneId zone, Instant after) {
        ExecutionTime times = ExecutionTime.forCron(new CronParser(UNIX).parse(cadence.strip()));
        LocalDateTime wall = LocalDateTime.ofInstant(after, zone).minusHours(SHIFT_HOURS);
        Optional<ZonedDateTime> next = times.nextExecution(wall.atZone(ZoneOffset.UTC));
        while (next.isPresent()) {
            Instant instant = next.get().toLocalDateTime().atZone(zone).toInstant();
            if (instant.isAfter(after)) {
                return Optional.of(instant);
            }
            next = times.nextExecution(next.get());
        }
        return Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Optional;

/** The cron expressions that GitLab takes for a schedule: five fields, minute and hour plain numbers. */
public final class Cadence {
    private static final CronDefinition UNIX = CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX);
    private static final String[] NAMES = {"minute", "hour", "day of month", "month", "day of week"};
    private static final int LONGEST = 100;

    /** Every date comes within a year of it. */
    private static final ZonedDateTime BEFORE_A_LEAP_DAY = ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private Cadence() {}

    /** Why GitLab would skip the schedule; empty if it would not. */
    public static Optional<String> problem(String cadence) {
        String[] parts = cadence.strip().split("\\s+");
        if (parts.length != NAMES.length) {
            return Optional.of("a cron expression has five fields");
        }
        for (int i = 0; i < parts.length; i++) {
            if (i < 2 && !parts[i].matches("[0-9]{1,2}")) {
                return Optional.of("its " + NAMES[i] + " has to be a plain number");
            }
            if (!isField(parts[i], i)) {
                return Optional.of("'" + Reading.shown(parts[i]) + "' is no " + NAMES[i]);
            }
        }
        return Optional.empty();
    }

    /**
     * Whether the days of the expression ever come, as the 31st of February does not.
     *
     * @param cadence an expression without {@link #problem}
     */
    public static boolean comes(String cadence) {
        return ExecutionTime.forCron(new CronParser(UNIX).parse(cadence.strip()))
                .nextExecution(BEFORE_A_LEAP_DAY)
                .isPresent();
    }

    /** Whether the expression can be read that has this field at its place, and any value at the others. */
    private static boolean isField(String field, int place) {
        if (field.length() > LONGEST) {
            return false;
        }
        String[] fields = new String[NAMES.length];
        Arrays.fill(fields, "*");
        fields[place] = field;
        try {
            new CronParser(UNIX).parse(String.join(" ", fields));
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import java.util.Optional;

/** The cron expressions that GitLab takes for a schedule: five fields, minute and hour plain numbers. */
public final class Cadence {
    private static final String[] NAMES = {"minute", "hour", "day of month", "month", "day of week"};
    private static final int[] LEAST = {0, 0, 1, 1, 0};
    private static final int[] MOST = {59, 23, 31, 12, 7};

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
            if (!isField(parts[i], LEAST[i], MOST[i])) {
                return Optional.of("'" + Reading.shown(parts[i]) + "' is no " + NAMES[i]);
            }
        }
        return Optional.empty();
    }

    private static boolean isField(String field, int least, int most) {
        for (String item : field.split(",", -1)) {
            String range = item.replaceFirst("/[1-9][0-9]?$", "");
            if (range.equals("*")
                    || range.matches(
                            "(?i)(sun|mon|tue|wed|thu|fri|sat|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)")) {
                continue;
            }
            if (!range.matches("[0-9]{1,2}(-[0-9]{1,2})?")) {
                return false;
            }
            for (String number : range.split("-", -1)) {
                int value = Integer.parseInt(number);
                if (value < least || value > most) {
                    return false;
                }
            }
        }
        return true;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.time.Duration;
import java.util.Locale;

/** The unit of an age; a month counts 30 days and a year 365. */
public enum AgeInterval implements Word {
    DAY(1),
    WEEK(7),
    MONTH(30),
    YEAR(365);

    private final int days;

    AgeInterval(int days) {
        this.days = days;
    }

    /** The length of {@code count} intervals. */
    public Duration times(int count) {
        return Duration.ofDays((long) days * count);
    }

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

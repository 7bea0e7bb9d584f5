// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.model;

import java.util.Locale;

/** How often a scheduled pipeline runs. */
public enum ScheduleType implements Word {
    DAILY,
    WEEKLY,
    MONTHLY;

    @Override
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

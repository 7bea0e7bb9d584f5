// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.lint;

import dev.portcullis.policy.model.PipelineSchedulePolicy;
import dev.portcullis.policy.model.Schedule;
import dev.portcullis.policy.model.ScheduleType;
import java.util.Collection;

/** Finds schedules of pipelines that never come, and keys that they do not heed. */
final class ScheduleLint {
    private ScheduleLint() {}

    static void check(PipelineSchedulePolicy policy, Findings findings) {
        if (policy.schedules().isEmpty()) {
            findings.key("schedules")
                    .warn("no-schedule", "the policy has no schedule, so that it never runs", "add a schedule");
        }
        for (int i = 0; i < policy.schedules().size(); i++) {
            Schedule schedule = policy.schedules().get(i);
            String where = "schedule " + (i + 1);
            Findings place = findings.key("schedules").item(i);
            days(where, schedule.type(), ScheduleType.WEEKLY, "days", schedule.days(), place);
            days(where, schedule.type(), ScheduleType.MONTHLY, "days_of_month", schedule.daysOfMonth(), place);
        }
    }

    /** @param reader the only type of schedule that heeds {@code key} */
    private static void days(
            String where, ScheduleType type, ScheduleType reader, String key, Collection<?> days, Findings schedule) {
        if (type == reader && days.isEmpty()) {
            schedule.key(key).warn("never-due", where + " never runs: " + key + " lists no day", "list a day");
        } else if (type != reader && !days.isEmpty()) {
            schedule.key(key)
                    .warn(
                            "ignored-key",
                            where + " is " + type.word() + ", so that " + key + " has no effect",
                            "write type: " + reader.word() + ", or leave " + key + " out");
        }
    }
}

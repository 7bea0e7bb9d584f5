// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.document;

import dev.portcullis.policy.model.CiInclude;
import dev.portcullis.policy.model.PipelineSchedulePolicy;
import dev.portcullis.policy.model.PolicyHeader;
import dev.portcullis.policy.model.ScanRule.TimeWindow;
import dev.portcullis.policy.model.Schedule;
import dev.portcullis.policy.model.ScheduleType;
import dev.portcullis.policy.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a scheduled pipeline execution policy. */
final class SchedulePolicyParser {
    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().charAt(0) + day.name().substring(1).toLowerCase(Locale.ROOT))
            .toList();

    private final Fields fields;
    private final Reading reading;

    SchedulePolicyParser(Fields fields) {
        this.fields = fields;
        this.reading = fields.reading();
    }

    PipelineSchedulePolicy parse() {
        PolicyHeader header = HeaderParser.read(fields);
        CiInclude content = PipelinePolicyParser.content(fields);
        fields.require("schedules");
        List<Schedule> schedules = fields.list("schedules", this::schedule);
        fields.close();
        return new PipelineSchedulePolicy(header, content, schedules);
    }

    private @Nullable Schedule schedule(YamlNode node, String at) {
        Fields item = fields.object(node, at);
        if (item == null) {
            return null;
        }
        ScheduleType type = item.requireWord("type", ScheduleType.class, ScheduleType.DAILY);
        LocalTime start = startTime(item);
        item.require("time_window");
        TimeWindow window = TimeWindows.read(item.object("time_window"), 600);
        String zone = TimeWindows.zone(item);
        List<String> branches = item.list("branches", reading::text);
        Set<DayOfWeek> days = item.set("days", this::day);
        Set<Integer> daysOfMonth = item.set("days_of_month", (day, path) -> reading.integer(day, path, 1, 31));
        if (type == ScheduleType.WEEKLY) {
            item.require("days");
        }
        if (type == ScheduleType.MONTHLY) {
            item.require("days_of_month");
        }
        Schedule schedule = new Schedule(
                type,
                start,
                window == null ? 0 : window.seconds(),
                zone,
                branches,
                days,
                daysOfMonth,
                snooze(item.object("snooze")));
        item.close();
        return schedule;
    }

    private LocalTime startTime(Fields item) {
        YamlNode node = item.require("start_time");
        String text = node == null ? null : reading.anyText(node, item.path("start_time"));
        if (node == null || text == null) {
            return LocalTime.MIDNIGHT;
        }
        if (text.matches("([01][0-9]|2[0-3]):[0-5][0-9]")) {
            reading.warnOfOtherYaml(node, item.path("start_time"));
            return LocalTime.parse(text);
        }
        reading.error(
                "bad-time",
                node.start(),
                item.path("start_time"),
                "'" + Reading.shown(text) + "' is no time of day",
                "write it as '09:30'");
        return LocalTime.MIDNIGHT;
    }

    private @Nullable DayOfWeek day(YamlNode node, String at) {
        String word = reading.text(node, at);
        if (word == null) {
            return null;
        }
        Optional<DayOfWeek> day = Arrays.stream(DayOfWeek.values())
                .filter(one -> one.name().equalsIgnoreCase(word))
                .findFirst();
        if (day.isEmpty()) {
            reading.error(
                    "unknown-value",
                    node.start(),
                    at,
                    "'" + Reading.shown(word) + "' is no day",
                    "use one of: " + Words.list(DAYS));
        }
        return day.orElse(null);
    }

    private Schedule.@Nullable Snooze snooze(@Nullable Fields object) {
        if (object == null) {
            return null;
        }
        YamlNode node = object.require("until");
        String text = node == null ? null : reading.anyText(node, object.path("until"));
        Instant until = null;
        if (node != null && text != null) {
            try {
                until = OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException _) {
                reading.error(
                        "bad-time",
                        node.start(),
                        object.path("until"),
                        "'" + Reading.shown(text) + "' is no instant",
                        "write it as 2026-11-24T12:00:00Z");
            }
        }
        String reason = object.text("reason");
        object.close();
        return until == null ? null : new Schedule.Snooze(until, reason);
    }
}

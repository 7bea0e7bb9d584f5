// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.PolicyReach;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.Cadence;
import dev.portcullis.policy.json.CanonicalJson;
import dev.portcullis.policy.model.PipelineSchedulePolicy;
import dev.portcullis.policy.model.ScanExecutionPolicy;
import dev.portcullis.policy.model.ScanRule;
import dev.portcullis.policy.model.Schedule;
import dev.portcullis.policy.snapshot.Fact;
import dev.portcullis.policy.snapshot.Project;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** When schedules of policies run next. */
public final class Schedules {
    private Schedules() {}

    /**
     * The next run of every schedule that reaches a project, strictly after {@code after}, in the order of the policies.
     * Asked with the time of a schedule's last run, it names the first one that was missed since, however long ago: that
     * one is made up for, and the next is asked for from now on, so that many missed ones run once. A time window spreads projects: how far behind its due time a run starts follows from instance, project, policy
     * and due time, so that it is the same however often it is asked.
     */
    public static List<NextRun> next(PolicySet policies, Project project, Instant after) {
        return next(policies, project, Set.of(), after);
    }

    /**
     * The same where not all is known about the project: a policy whose scope could hold it counts.
     *
     * @param unavailable the facts about the project that could not be obtained
     */
    public static List<NextRun> next(PolicySet policies, Project project, Set<Fact> unavailable, Instant after) {
        List<NextRun> runs = new ArrayList<>();
        for (AppliedPolicy applied : policies.of(project)) {
            if (!PolicyReach.canHold(applied.policy(), project, unavailable)) {
                continue;
            }
            switch (applied.policy()) {
                case ScanExecutionPolicy policy -> scans(runs, applied, policy, project, after);
                case PipelineSchedulePolicy policy -> {
                    for (int i = 0; i < policy.schedules().size(); i++) {
                        runs.add(pipeline(applied, i, policy.schedules().get(i), project, after));
                    }
                }
                default -> {}
            }
        }
        return runs;
    }

    private static void scans(
            List<NextRun> runs, AppliedPolicy applied, ScanExecutionPolicy policy, Project project, Instant after) {
        for (int i = 0; i < policy.rules().size(); i++) {
            if (policy.rules().get(i) instanceof ScanRule.OnSchedule rule) {
                int window = rule.window() == null ? 0 : rule.window().seconds();
                String problem = Cadence.problem(rule.cadence()).orElse(null);
                ZoneId zone = zone(rule.timezone());
                if (problem != null || zone == null) {
                    String why = problem == null ? "there is no time zone " + rule.timezone() : problem;
                    runs.add(new NextRun(applied.policy().name(), applied.id(), i, null, null, why));
                    continue;
                }
                runs.add(run(applied, i, window, project, after, from -> CronTimes.next(rule.cadence(), zone, from)));
            }
        }
    }

    private static NextRun pipeline(
            AppliedPolicy applied, int index, Schedule schedule, Project project, Instant after) {
        ZoneId zone = zone(schedule.timezone());
        if (zone == null) {
            String why = "there is no time zone " + schedule.timezone();
            return new NextRun(applied.policy().name(), applied.id(), index, null, null, why);
        }
        Schedule.Snooze snooze = schedule.snooze();
        Instant from = snooze == null ? Instant.MIN : snooze.until().minusNanos(1);
        return run(
                applied,
                index,
                schedule.windowSeconds(),
                project,
                after,
                // A run that was due while it was snoozed is left out, also where its window reaches beyond.
                at -> CalendarTimes.next(schedule, zone, at.isBefore(from) ? from : at));
    }

    private interface Times {
        Optional<Instant> next(Instant after);
    }

    /** The first run that starts after {@code after}; the one that is due before it can still lie ahead. */
    private static NextRun run(
            AppliedPolicy applied, int index, int window, Project project, Instant after, Times times) {
        Optional<Instant> due = times.next(after.minusSeconds(window));
        while (due.isPresent()) {
            Instant at = due.get().plusSeconds(offset(applied, index, window, project, due.get()));
            if (at.isAfter(after)) {
                return new NextRun(applied.policy().name(), applied.id(), index, due.get(), at, null);
            }
            due = times.next(due.get());
        }
        return new NextRun(applied.policy().name(), applied.id(), index, null, null, "no such day ever comes");
    }

    private static long offset(AppliedPolicy applied, int index, int window, Project project, Instant due) {
        if (window <= 0) {
            return 0;
        }
        List<Object> key = List.of(project.instance(), project.id(), applied.id(), index, due.getEpochSecond());
        return new BigInteger(CanonicalJson.sha256(CanonicalJson.write(key)), 16)
                .mod(BigInteger.valueOf(window))
                .longValueExact();
    }

    private static @Nullable ZoneId zone(@Nullable String name) {
        try {
            return name == null ? ZoneOffset.UTC : ZoneId.of(name);
        } catch (DateTimeException _) {
            return null;
        }
    }
}

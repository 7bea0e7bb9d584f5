// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.policy.Projects;
import dev.portcullis.policy.decision.AppliedPolicy;
import dev.portcullis.policy.decision.Level;
import dev.portcullis.policy.decision.PolicySet;
import dev.portcullis.policy.document.PolicyDocument;
import dev.portcullis.policy.snapshot.Project;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T17:00:00Z");

    @Test
    @Tag("S3-2")
    void aCadenceThatGitLabSkipsNeverRunsAndSaysWhy() {
        NextRun run = next(scans("cadence: \"*/10 * * * *\""), 1, NOW);
        assertThat(run.at()).isNull();
        assertThat(run.problem()).isEqualTo("its minute has to be a plain number");
    }

    @Test
    void spacesAroundACadenceOfWhateverAlphabetDoNotMatter() {
        assertThat(next(scans("cadence: \"\\u30000 18 * * *\\u2003\""), 1, NOW).at())
                .isEqualTo(Instant.parse("2026-11-24T18:00:00Z"));
    }

    @Test
    @Tag("S3-7")
    void aTimeWindowSpreadsProjectsAndStaysTheSame() {
        String policy = scans("cadence: 0 18 * * *, time_window: {distribution: random, value: 3600}");
        Instant due = Instant.parse("2026-11-24T18:00:00Z");
        Set<Instant> starts = new HashSet<>();
        for (int project = 1; project <= 50; project++) {
            NextRun run = next(policy, project, NOW);
            assertThat(run.due()).isEqualTo(due);
            assertThat(run.at()).isBetween(due, due.plusSeconds(3599));
            assertThat(next(policy, project, NOW)).isEqualTo(run);
            starts.add(run.at());
        }
        assertThat(starts).hasSizeGreaterThan(40);
    }

    @Test
    @Tag("S3-7")
    void aRunThatIsDueAndHasNotStartedComesNext() {
        String policy = scans("cadence: 0 18 * * *, time_window: {distribution: random, value: 3600}");
        NextRun run = next(policy, 1, NOW);
        assertThat(next(policy, 1, run.at().minusMillis(1))).isEqualTo(run);
        assertThat(next(policy, 1, run.at()).due()).isEqualTo(run.due().plus(Duration.ofDays(1)));
    }

    @Test
    @Tag("S3-22")
    void whatWasMissedIsMadeUpForOnce() {
        String policy = scans("cadence: 0 18 * * *");
        Instant lastRun = Instant.parse("2026-11-20T18:00:00Z");
        NextRun missed = next(policy, 1, lastRun);
        assertThat(missed.at()).isEqualTo("2026-11-21T18:00:00Z").isBefore(NOW);
        assertThat(next(policy, 1, NOW).at()).isEqualTo("2026-11-24T18:00:00Z");
        assertThat(next(pipelines("type: daily"), 1, Instant.parse("2026-11-01T00:00:00Z"))
                        .at())
                .isBefore(NOW);
    }

    @Test
    @Tag("S0-12")
    @Tag("S4-11")
    void scheduledPipelinesRunDailyWeeklyOrMonthly() {
        assertThat(due("type: daily, timezone: Asia/Tokyo")).isEqualTo("2026-11-25T00:30:00Z");
        assertThat(due("type: weekly, days: [Sunday, Friday]")).isEqualTo("2026-11-27T09:30:00Z");
        assertThat(due("type: monthly, days_of_month: [31]")).isEqualTo("2026-12-31T09:30:00Z");
        assertThat(next(pipelines("type: monthly, days_of_month: [31]"), 1, Instant.parse("2027-02-01T00:00:00Z"))
                        .due())
                .isEqualTo("2027-03-31T09:30:00Z");
    }

    @Test
    @Tag("S4-11")
    void aPipelineThatIsDueAndHasNotStartedComesNext() {
        NextRun run = next(pipelines("type: daily"), 1, NOW);
        assertThat(run.at()).isAfter(run.due());
        assertThat(next(pipelines("type: daily"), 1, run.at().minusMillis(1))).isEqualTo(run);
        assertThat(next(pipelines("type: daily"), 1, run.at()).due())
                .isEqualTo(run.due().plus(Duration.ofDays(1)));
    }

    @Test
    @Tag("S4-11")
    void nothingStartsBeforeASnoozeEnds() {
        assertThat(due("type: daily, snooze: {until: \"2027-01-01T12:00:00Z\"}"))
                .isEqualTo("2027-01-02T09:30:00Z");
        assertThat(due("type: daily, snooze: {until: \"2027-01-01T09:30:00Z\"}"))
                .isEqualTo("2027-01-01T09:30:00Z");
        assertThat(due("type: daily, snooze: {until: \"2026-11-01T12:00:00Z\"}"))
                .isEqualTo("2026-11-25T09:30:00Z");
    }

    @Test
    void runsFollowEachOtherForAYear() {
        String policy = scans("cadence: 30 2 * * *, timezone: Europe/Berlin");
        List<Instant> starts = new ArrayList<>();
        Instant at = NOW;
        for (int i = 0; i < 365; i++) {
            at = next(policy, 1, at).at();
            starts.add(at);
        }
        assertThat(starts).isSorted().doesNotHaveDuplicates();
        assertThat(Duration.between(starts.getFirst(), starts.getLast())).isEqualTo(Duration.ofDays(364));
    }

    private static Instant due(String schedule) {
        return next(pipelines(schedule), 1, NOW).due();
    }

    private static String scans(String rule) {
        return "scan_execution_policy: [{name: A, enabled: true, actions: [{scan: sast}],"
                + " rules: [{type: schedule, branches: [main], " + rule + "}]}]";
    }

    private static String pipelines(String schedule) {
        return "pipeline_execution_schedule_policy: [{name: A, enabled: true,"
                + " content: {include: [{project: acme/ci, file: nightly.yml}]}, schedules: [{start_time: \"09:30\","
                + " time_window: {value: 600, distribution: random}, " + schedule + "}]}]";
    }

    private static NextRun next(String text, long project, Instant after) {
        PolicyDocument document = PolicyDocument.parse(text, "policy.yml");
        assertThat(document.isValid()).as(document.problems().toString()).isTrue();
        PolicySet policies = PolicySet.of(List.of(new AppliedPolicy(
                Level.INSTANCE, "", "1", 1, document.policies().getFirst())));
        return Schedules.next(policies, project(project), after).getFirst();
    }

    private static Project project(long id) {
        return Projects.of(id, "acme/web" + id, "main");
    }
}

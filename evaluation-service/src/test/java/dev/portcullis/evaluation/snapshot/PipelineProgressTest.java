// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gitlab.CommitStatus;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineProgressTest {
    private static final String OURS = "portcullis";

    @ParameterizedTest
    @CsvSource({
        "success, success, true",
        "success failed, failed, true",
        "success failed?, success, true",
        "success canceled, canceled, true",
        "canceled failed, failed, true",
        "skipped skipped, skipped, true",
        "success skipped, success, true",
        "success manual?, success, true",
        "manual?, skipped, true",
        "success manual created, manual, false",
        "success running, running, false",
        "success pending created, running, false",
        "failed created, running, false",
        "created created, created, false",
        "success scheduled, scheduled, false",
    })
    @Tag("S2.6-27")
    void theOtherJobsDecide(String jobs, String status, boolean complete) {
        assertThat(PipelineProgress.of("running", jobs(jobs), OURS))
                .isEqualTo(new PipelineProgress(status, complete, false));
    }

    @Test
    void ourOwnFailedStatusFailsNothing() {
        assertThat(PipelineProgress.of("failed", with(jobs("success"), job(OURS, "failed", false)), OURS))
                .isEqualTo(new PipelineProgress("success", true, false));
    }

    @Test
    void ourOwnPendingStatusKeepsNothingRunning() {
        assertThat(PipelineProgress.of("running", with(jobs("success"), job(OURS, "pending", false)), OURS))
                .isEqualTo(new PipelineProgress("success", true, false));
    }

    @Test
    void aPipelineThatHoldsOnlyOurStatusIsKnownAsOne() {
        assertThat(PipelineProgress.of("failed", List.of(job(OURS, "failed", false)), OURS)
                        .onlyOurs())
                .isTrue();
    }

    @Test
    void withoutJobsGitLabsWordCounts() {
        assertThat(PipelineProgress.of("created", List.of(), OURS))
                .isEqualTo(new PipelineProgress("created", false, false));
        assertThat(PipelineProgress.of("failed", List.of(), OURS))
                .isEqualTo(new PipelineProgress("failed", true, false));
    }

    /** Statuses by spaces; a question mark stands for a job that may fail. */
    private static List<CommitStatus> jobs(String statuses) {
        return Arrays.stream(statuses.split(" "))
                .map(status -> job("job", status.replace("?", ""), status.endsWith("?")))
                .toList();
    }

    private static List<CommitStatus> with(List<CommitStatus> jobs, CommitStatus one) {
        return java.util.stream.Stream.concat(jobs.stream(), java.util.stream.Stream.of(one))
                .toList();
    }

    private static CommitStatus job(String name, String status, boolean allowFailure) {
        return new CommitStatus(1, "a1", null, status, name, null, null, allowFailure, 9L, null, null, null);
    }
}

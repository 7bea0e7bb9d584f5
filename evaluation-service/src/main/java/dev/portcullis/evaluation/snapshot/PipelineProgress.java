// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import static java.util.Objects.requireNonNull;

import dev.portcullis.gitlab.CommitStatus;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * How far a pipeline is when Portcullis' own status is left out: our status must never keep a pipeline running that we
 * wait for, nor fail one that succeeded.
 *
 * @param status GitLab's word for the pipeline, computed from the other jobs
 * @param complete whether none of the other jobs is still to run
 * @param onlyOurs whether it holds no other job at all
 */
record PipelineProgress(String status, boolean complete, boolean onlyOurs) {
    private static final Set<String> COMPLETE = Set.of("success", "failed", "canceled", "skipped");
    private static final Set<String> ENDED_BADLY = Set.of("failed", "canceled");

    PipelineProgress {
        requireNonNull(status, "status is null");
    }

    /**
     * Computes it from the jobs.
     *
     * @param gitLabStatus GitLab's own word for the pipeline, which counts where there are no jobs
     * @param jobs the latest attempt of every job, bridges and posted statuses included
     * @param ourName the name under which Portcullis posts
     */
    static PipelineProgress of(String gitLabStatus, Collection<CommitStatus> jobs, String ourName) {
        List<CommitStatus> others =
                jobs.stream().filter(job -> !job.name().equals(ourName)).toList();
        if (others.isEmpty()) {
            return new PipelineProgress(gitLabStatus, COMPLETE.contains(gitLabStatus), !jobs.isEmpty());
        }
        String status = composite(others);
        return new PipelineProgress(status, COMPLETE.contains(status), false);
    }

    private static String composite(List<CommitStatus> jobs) {
        // A manual job that nothing waits for is as good as not there until somebody runs it.
        List<String> counted = jobs.stream()
                .filter(job -> !(job.allowFailure() && job.status().equals("manual")))
                .map(PipelineProgress::effective)
                .toList();
        if (counted.stream().allMatch("skipped"::equals)) {
            return "skipped";
        }
        if (counted.stream().allMatch(COMPLETE::contains)) {
            return completed(counted);
        }
        return unfinished(counted);
    }

    /** A job that may fail counts as a success when it did. */
    private static String effective(CommitStatus job) {
        return job.allowFailure() && ENDED_BADLY.contains(job.status()) ? "success" : job.status();
    }

    private static String completed(List<String> statuses) {
        if (statuses.contains("failed")) {
            return "failed";
        }
        return statuses.contains("canceled") ? "canceled" : "success";
    }

    private static String unfinished(List<String> statuses) {
        for (String active : List.of("running", "canceling", "pending", "waiting_for_resource", "preparing")) {
            if (statuses.contains(active)) {
                return "running";
            }
        }
        for (String blocking : List.of("manual", "scheduled")) {
            if (statuses.contains(blocking)) {
                return blocking;
            }
        }
        return statuses.stream().allMatch("created"::equals) ? "created" : "running";
    }
}

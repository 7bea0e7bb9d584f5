// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.Job;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one status of several jobs, as GitLab computes it for a stage or a pipeline: an allowed failure is a success
 * with warnings, a manual job that may fail is ignored, and then the first rule that fits decides.
 */
public final class CompositeStatus {
    private static final String WARNING = "success_with_warnings";
    private static final String IGNORED = "ignored";

    private final Set<String> present = new HashSet<>();

    private CompositeStatus(Collection<Job> jobs) {
        for (Job job : jobs) {
            if (job.allowFailure && (job.status.equals("failed") || job.status.equals("canceled"))) {
                present.add(WARNING);
            } else if (job.allowFailure && job.status.equals("manual")) {
                present.add(IGNORED);
            } else {
                present.add(job.status);
            }
        }
    }

    /** The status of jobs of which none was retried; null if there are none. */
    public static @Nullable String of(Collection<Job> jobs) {
        return jobs.isEmpty() ? null : new CompositeStatus(jobs).status();
    }

    /** True if a job failed that was allowed to. */
    public static boolean warnings(Collection<Job> jobs) {
        return new CompositeStatus(jobs).present.contains(WARNING);
    }

    private String status() {
        if (only("skipped", IGNORED)) {
            return "skipped";
        }
        if (only("success", "skipped", WARNING, IGNORED)) {
            return "success";
        }
        if (only("created", WARNING, IGNORED)) {
            return "created";
        }
        if (only("preparing", WARNING, IGNORED)) {
            return "preparing";
        }
        if (only("canceled", "success", "skipped", WARNING, IGNORED)) {
            return "canceled";
        }
        if (only("pending", "created", "skipped", WARNING, IGNORED)) {
            return "pending";
        }
        return unfinishedOrFailed();
    }

    private String unfinishedOrFailed() {
        if (present.contains("canceling")) {
            return "canceling";
        }
        if (present.contains("running") || present.contains("pending")) {
            return "running";
        }
        for (String status : new String[] {"waiting_for_resource", "manual", "scheduled", "preparing"}) {
            if (present.contains(status)) {
                return status;
            }
        }
        return present.contains("created") ? "running" : "failed";
    }

    private boolean only(String... statuses) {
        return Set.of(statuses).containsAll(present);
    }
}

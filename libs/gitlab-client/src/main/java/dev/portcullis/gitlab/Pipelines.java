// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pipelines and their jobs. */
public final class Pipelines {
    private final Api api;

    Pipelines(Api api) {
        this.api = api;
    }

    /**
     * Which pipelines a list holds; what is absent does not filter.
     *
     * @param sha the commit
     * @param ref the branch or tag
     * @param status GitLab's word
     * @param source GitLab's word
     * @param updatedAfter changed at or after this instant
     */
    public record Filter(
            @Nullable String sha,
            @Nullable String ref,
            @Nullable String status,
            @Nullable String source,
            @Nullable Instant updatedAfter) {
        /** All of them. */
        public static final Filter NONE = new Filter(null, null, null, null, null);

        /** Those of a commit. */
        public static Filter ofSha(String sha) {
            return new Filter(sha, null, null, null, null);
        }

        /** Those of a commit on a branch. */
        public static Filter of(String sha, String ref) {
            return new Filter(sha, ref, null, null, null);
        }

        /** Those changed since. */
        public static Filter updatedAfter(Instant instant) {
            return new Filter(null, null, null, null, instant);
        }
    }

    public Pipeline get(long projectId, long pipelineId) {
        return api.get(Endpoint.of("projects", projectId, "pipelines", pipelineId), Pipeline.class);
    }

    /** Newest first. Child pipelines are not among them: they follow from {@link #bridges}. */
    public Paged<PipelineRef> list(long projectId, Filter filter) {
        Endpoint endpoint = Endpoint.of("projects", projectId, "pipelines")
                .with("sha", filter.sha())
                .with("ref", filter.ref())
                .with("status", filter.status())
                .with("source", filter.source())
                .with("updated_after", filter.updatedAfter())
                .with("order_by", "id")
                .with("sort", "desc");
        return new Paged<>(api, endpoint, PipelineRef.class);
    }

    /** The latest attempt of each job, with what it left; bridges are not among them. */
    public List<Job> jobs(long projectId, long pipelineId) {
        return api.list(Endpoint.of("projects", projectId, "pipelines", pipelineId, "jobs"), Job.class);
    }

    /** The jobs that start other pipelines. */
    public List<Bridge> bridges(long projectId, long pipelineId) {
        return api.list(Endpoint.of("projects", projectId, "pipelines", pipelineId, "bridges"), Bridge.class);
    }

    /** Runs a job again. */
    public Job retryJob(long projectId, long jobId) {
        return api.send("POST", Endpoint.of("projects", projectId, "jobs", jobId, "retry"), null, Job.class);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Commit statuses: jobs that others than GitLab's runners report. */
public final class CommitStatuses {
    private final Api api;

    CommitStatuses(Api api) {
        this.api = api;
    }

    /**
     * A commit's statuses, the jobs of its pipelines among them.
     *
     * @param pipelineId only this pipeline's, or null for all
     * @param name only those of this name, or null for all
     */
    public List<CommitStatus> list(long projectId, String sha, @Nullable Long pipelineId, @Nullable String name) {
        Endpoint endpoint = Endpoint.of("projects", projectId, "repository", "commits", sha, "statuses")
                .with("pipeline_id", pipelineId)
                .with("name", name);
        return api.list(endpoint, CommitStatus.class);
    }

    /**
     * Posts a status. Without a fitting pipeline GitLab creates one of source {@code external}; with a
     * {@code pipelineId} that does not fit the SHA it answers {@link GitLabException.Kind#NOT_FOUND} instead.
     */
    public CommitStatus post(long projectId, String sha, NewCommitStatus status) {
        return api.send("POST", Endpoint.of("projects", projectId, "statuses", sha), status, CommitStatus.class);
    }
}

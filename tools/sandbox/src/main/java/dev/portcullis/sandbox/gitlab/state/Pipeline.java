// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CI pipeline. Its status is computed from its jobs. */
public final class Pipeline {
    public long id;
    public long iid;
    public long projectId;
    public String sha = "";
    public String beforeSha = "0".repeat(40);
    public String ref = "";
    public String source = "push";
    public String status = "created";
    public boolean tag;
    public boolean archived;
    public @Nullable String name;
    public @Nullable Long userId;
    public List<Long> jobIds = new ArrayList<>();
    public Map<String, String> variables = new LinkedHashMap<>();
    public Instant createdAt = Instant.EPOCH;
    public Instant updatedAt = Instant.EPOCH;
    public @Nullable Instant startedAt;
    public @Nullable Instant finishedAt;

    /** For a merge request pipeline: the merge request, in the target project. */
    public @Nullable Long mergeRequestIid;

    public @Nullable Long mergeRequestProjectId;

    /** For merged results: the two commits that were merged for the run. */
    public @Nullable String sourceSha;

    public @Nullable String targetSha;

    /** For a child or multi-project pipeline: the bridge job that started it. */
    public @Nullable Long upstreamProjectId;

    public @Nullable Long upstreamPipelineId;
    public @Nullable Long upstreamJobId;

    /** True if it is finished: success, failed, canceled or skipped. */
    public boolean complete() {
        return Job.COMPLETE.contains(status);
    }

    /** True if it runs or waits for its turn. */
    public boolean active() {
        return List.of("waiting_for_resource", "waiting_for_callback", "preparing", "pending", "running")
                .contains(status);
    }
}

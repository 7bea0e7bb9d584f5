// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A job of a pipeline: a CI job, a bridge to another pipeline, or an external commit status. */
public final class Job {
    /** The statuses in which a job or pipeline is finished. */
    public static final Set<String> COMPLETE = Set.of("success", "failed", "canceled", "skipped");

    /** The place of the stage {@code external}: after every other. */
    public static final int EXTERNAL_STAGE = 1_000_000;

    public long id;
    public Kind kind = Kind.CI;
    public long pipelineId;
    public String name = "";
    public String stage = "test";
    public int stageIndex;
    public String status = "created";
    public String when = "on_success";
    public boolean allowFailure;
    public boolean retried;
    public @Nullable String failureReason;
    public @Nullable Long userId;
    public String ref = "";
    public @Nullable Double coverage;
    public Instant createdAt = Instant.EPOCH;
    public @Nullable Instant startedAt;
    public @Nullable Instant finishedAt;
    public @Nullable Instant erasedAt;
    public @Nullable Instant artifactsExpireAt;
    public List<Artifact> artifacts = new ArrayList<>();

    /** Who may download: {@code all}, {@code developer}, {@code maintainer} or {@code none}. */
    public String artifactsAccess = "all";

    /** Digest of the job's own token, while it runs. */
    public @Nullable String tokenDigest;

    /** For an external commit status. */
    public @Nullable String targetUrl;

    public @Nullable String description;

    /** For a bridge: the pipeline it started. */
    public @Nullable Long downstreamPipelineId;

    public @Nullable Long downstreamProjectId;

    /** For a bridge: it shows the downstream pipeline's status ({@code strategy: depend}). */
    public boolean followsDownstream;

    public boolean complete() {
        return COMPLETE.contains(status);
    }

    /** What a job is. */
    public enum Kind {
        CI,
        BRIDGE,
        EXTERNAL
    }
}

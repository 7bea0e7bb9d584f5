// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policy.snapshot;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline and what it scanned.
 *
 * @param source GitLab's word, e.g. {@code merge_request_event}
 * @param status GitLab's word
 * @param complete whether nothing of it, Portcullis' own status apart, is still to run
 * @param parent the id of the pipeline whose child it is
 * @param dependencies the components of its SBOM; absent: it has none
 */
public record Pipeline(
        long id,
        String sha,
        String source,
        String status,
        boolean complete,
        boolean tag,
        @Nullable Long parent,
        @Nullable Instant createdAt,
        @Nullable Instant finishedAt,
        List<Scan> scans,
        @Nullable List<Component> dependencies) {
    private static final Set<String> CI_SOURCES = Set.of(
            "push",
            "web",
            "trigger",
            "schedule",
            "api",
            "external",
            "pipeline",
            "chat",
            "merge_request_event",
            "external_pull_request_event",
            "security_orchestration_policy");

    public Pipeline {
        requireNonNull(sha, "sha is null");
        requireNonNull(source, "source is null");
        requireNonNull(status, "status is null");
        scans = List.copyOf(scans);
        dependencies = dependencies == null ? null : List.copyOf(dependencies);
    }

    /** Whether it is of a branch and of a source that is for CI; of others, and their children, nothing counts. */
    public boolean isForCi() {
        return !tag && CI_SOURCES.contains(source);
    }

    /** Whether nothing of it ran. */
    public boolean isSkipped() {
        return status.equals("skipped");
    }
}

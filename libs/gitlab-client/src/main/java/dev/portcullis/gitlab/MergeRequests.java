// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Merge requests, their commits, versions, pipelines and approvals. */
public final class MergeRequests {
    private final Api api;

    MergeRequests(Api api) {
        this.api = api;
    }

    /**
     * Which merge requests a list holds; what is absent does not filter.
     *
     * @param state {@code opened}, {@code closed}, {@code locked} or {@code merged}
     * @param updatedAfter changed at or after this instant
     * @param sourceBranch exact name
     * @param targetBranch exact name
     */
    public record Filter(
            @Nullable String state,
            @Nullable Instant updatedAfter,
            @Nullable String sourceBranch,
            @Nullable String targetBranch) {
        /** All of them. */
        public static final Filter NONE = new Filter(null, null, null, null);

        /** Open ones. */
        public static final Filter OPENED = new Filter("opened", null, null, null);

        /** Those changed since. */
        public static Filter updatedAfter(Instant instant) {
            return new Filter(null, instant, null, null);
        }
    }

    public MergeRequest get(long projectId, long iid) {
        return api.get(mergeRequest(projectId, iid), MergeRequest.class);
    }

    /** A project's, oldest first. */
    public Paged<MergeRequest> ofProject(long projectId, Filter filter) {
        return list(Endpoint.of("projects", projectId, "merge_requests"), filter);
    }

    /** A group's and its subgroups', oldest first. */
    public Paged<MergeRequest> ofGroup(long groupId, Filter filter) {
        return list(Endpoint.of("groups", groupId, "merge_requests"), filter);
    }

    /** All that the token's user may see, oldest first. */
    public Paged<MergeRequest> all(Filter filter) {
        return list(Endpoint.of("merge_requests").with("scope", "all"), filter);
    }

    public List<Commit> commits(long projectId, long iid) {
        return api.list(mergeRequest(projectId, iid, "commits"), Commit.class);
    }

    /** Newest first. */
    public List<MergeRequestVersion> versions(long projectId, long iid) {
        return api.list(mergeRequest(projectId, iid, "versions"), MergeRequestVersion.class);
    }

    /** Newest first. */
    public List<PipelineRef> pipelines(long projectId, long iid) {
        return api.list(mergeRequest(projectId, iid, "pipelines"), PipelineRef.class);
    }

    public Approvals approvals(long projectId, long iid) {
        return api.get(mergeRequest(projectId, iid, "approvals"), Approvals.class);
    }

    /** Approves as the token's user; {@link GitLabException.Kind#CONFLICT} where {@code sha} is not the head. */
    public void approve(long projectId, long iid, String sha) {
        api.tell("POST", mergeRequest(projectId, iid, "approve"), Map.of("sha", sha));
    }

    /** Takes the token's user's approval back. */
    public void unapprove(long projectId, long iid) {
        api.tell("POST", mergeRequest(projectId, iid, "unapprove"), null);
    }

    /** Takes everybody's approvals back; only bot users of project and group tokens may. */
    public void resetApprovals(long projectId, long iid) {
        api.tell("PUT", mergeRequest(projectId, iid, "reset_approvals"), null);
    }

    private Paged<MergeRequest> list(Endpoint endpoint, Filter filter) {
        Endpoint filtered = endpoint.with("state", filter.state())
                .with("updated_after", filter.updatedAfter())
                .with("source_branch", filter.sourceBranch())
                .with("target_branch", filter.targetBranch())
                .with("order_by", "created_at")
                .with("sort", "asc");
        return new Paged<>(api, filtered, MergeRequest.class);
    }

    private static Endpoint mergeRequest(long projectId, long iid) {
        return Endpoint.of("projects", projectId, "merge_requests", iid);
    }

    private static Endpoint mergeRequest(long projectId, long iid, String part) {
        return Endpoint.of("projects", projectId, "merge_requests", iid, part);
    }
}

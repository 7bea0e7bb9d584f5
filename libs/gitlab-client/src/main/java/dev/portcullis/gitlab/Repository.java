// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/** What lies in a project's repository. */
public final class Repository {
    private final Api api;

    Repository(Api api) {
        this.api = api;
    }

    private record MergeBase(@JsonProperty(required = true) String id) {}

    /** The best common ancestor of two commits or branches, or nothing where they share none. */
    public Optional<String> mergeBase(long projectId, String one, String other) {
        Endpoint endpoint = Endpoint.of("projects", projectId, "repository", "merge_base")
                .with("refs[]", one)
                .with("refs[]", other);
        return api.find(endpoint, MergeBase.class).map(MergeBase::id);
    }

    /** The commit of a SHA or branch. */
    public Commit commit(long projectId, String ref) {
        return api.get(Endpoint.of("projects", projectId, "repository", "commits", ref), Commit.class);
    }

    /** The commits of a range such as {@code a..b}, or of a branch, that touch a path; newest first. */
    public Paged<Commit> commits(long projectId, String range, String path) {
        Endpoint endpoint = Endpoint.of("projects", projectId, "repository", "commits")
                .with("ref_name", range)
                .with("path", path);
        return new Paged<>(api, endpoint, Commit.class);
    }

    /** The merge requests of the project that brought, or would bring, a commit. */
    public List<MergeRequest> mergeRequestsOf(long projectId, String sha) {
        Endpoint endpoint = Endpoint.of("projects", projectId, "repository", "commits", sha, "merge_requests");
        return api.list(endpoint, MergeRequest.class);
    }

    /** What GitLab made of a commit's signature, or nothing where it has none. */
    public Optional<CommitSignature> signature(long projectId, String sha) {
        Endpoint endpoint = Endpoint.of("projects", projectId, "repository", "commits", sha, "signature");
        return api.find(endpoint, CommitSignature.class);
    }

    /** A file's bytes at a commit or branch, at most {@link GitLabLimits#maxBodyBytes()} of them. */
    public byte[] file(long projectId, String path, String ref) {
        Endpoint endpoint = Endpoint.of("projects", projectId, "repository", "files", path, "raw");
        return api.bytes(endpoint.with("ref", ref));
    }
}

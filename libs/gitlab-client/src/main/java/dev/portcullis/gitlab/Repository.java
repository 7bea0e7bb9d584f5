// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import com.fasterxml.jackson.annotation.JsonProperty;
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

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;

/**
 * One GitLab server, seen with one identity. Safe for use by many threads; calls block. Every call throws
 * {@link GitLabException} where it does not give what its name says. Reads, and writes that can be repeated, are tried
 * again after 429, 5xx, lost connections and cut-off answers, within {@link GitLabLimits}.
 */
public final class GitLabClient implements AutoCloseable {
    private final GitLabServer server;
    private final Transport transport;
    private final Api api;

    public GitLabClient(GitLabServer server) {
        this(server, InstantSource.system());
    }

    GitLabClient(GitLabServer server, InstantSource clock) {
        this.server = requireNonNull(server, "server is null");
        this.transport = new Transport(server, clock);
        this.api = new Api(server, transport);
    }

    /** The configured name of the instance. */
    public String instance() {
        return server.name();
    }

    public Metadata metadata() {
        return api.get(Endpoint.of("metadata"), Metadata.class);
    }

    public Projects projects() {
        return new Projects(api);
    }

    public Groups groups() {
        return new Groups(api);
    }

    public Users users() {
        return new Users(api);
    }

    public MergeRequests mergeRequests() {
        return new MergeRequests(api);
    }

    public Notes notes() {
        return new Notes(api);
    }

    public Pipelines pipelines() {
        return new Pipelines(api);
    }

    public Artifacts artifacts() {
        return new Artifacts(api);
    }

    public Repository repository() {
        return new Repository(api);
    }

    public CommitStatuses commitStatuses() {
        return new CommitStatuses(api);
    }

    public Hooks hooks() {
        return new Hooks(api);
    }

    @Override
    public void close() {
        transport.close();
    }
}

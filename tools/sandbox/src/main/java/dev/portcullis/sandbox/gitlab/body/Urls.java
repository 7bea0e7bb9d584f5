// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.net.URI;

/** Where things are found in the web pages of the instance. */
public final class Urls {
    private final String base;
    private final GitLabState state;

    /** {@code base} is the external URL, without a slash at its end. */
    public Urls(String base, GitLabState state) {
        this.base = base;
        this.state = state;
    }

    public String base() {
        return base;
    }

    public String user(User user) {
        return base + "/" + user.username;
    }

    public String group(Group group) {
        return base + (group.userId == null ? "/groups/" : "/") + state.fullPath(group);
    }

    public String project(Project project) {
        return base + "/" + state.fullPath(project);
    }

    public String mergeRequest(MergeRequest mergeRequest) {
        return project(state.project(mergeRequest.projectId)) + "/-/merge_requests/" + mergeRequest.iid;
    }

    public String pipeline(Pipeline pipeline) {
        return project(state.project(pipeline.projectId)) + "/-/pipelines/" + pipeline.id;
    }

    public String job(Project project, long jobId) {
        return project(project) + "/-/jobs/" + jobId;
    }

    public String commit(Project project, String sha) {
        return project(project) + "/-/commit/" + sha;
    }

    public String http(Project project) {
        return project(project) + ".git";
    }

    public String ssh(Project project) {
        return "git@" + URI.create(base).getHost() + ":" + state.fullPath(project) + ".git";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.body.Urls;
import dev.portcullis.sandbox.gitlab.body.UserBody;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The objects that the bodies of several hooks share. */
final class HookObjects {
    private final GitLabState state;
    private final Urls urls;

    HookObjects(GitLabState state, Urls urls) {
        this.state = state;
        this.urls = urls;
    }

    /** A project, without the old names of its addresses. */
    Map<String, @Nullable Object> project(Project project) {
        Group namespace = state.group(project.namespaceId);
        return Json.object(
                "id",
                project.id,
                "name",
                project.name,
                "description",
                project.description,
                "web_url",
                urls.project(project),
                "avatar_url",
                null,
                "git_ssh_url",
                urls.ssh(project),
                "git_http_url",
                urls.http(project),
                "namespace",
                namespace.name,
                "visibility_level",
                project.visibility.level(),
                "path_with_namespace",
                state.fullPath(project),
                "default_branch",
                project.defaultBranch,
                "ci_config_path",
                project.settings.get("ci_config_path"));
    }

    /** A project with the old names too, as push, merge request and note hooks have it. */
    Map<String, @Nullable Object> projectWithLegacy(Project project) {
        Map<String, @Nullable Object> body = project(project);
        body.put("homepage", urls.project(project));
        body.put("url", urls.ssh(project));
        body.put("ssh_url", urls.ssh(project));
        body.put("http_url", urls.http(project));
        return body;
    }

    Map<String, @Nullable Object> repository(Project project) {
        return Json.object(
                "name",
                project.name,
                "url",
                urls.ssh(project),
                "description",
                project.description,
                "homepage",
                urls.project(project));
    }

    /** The repository as push and job hooks have it. */
    Map<String, @Nullable Object> repositoryWithAddresses(Project project) {
        Map<String, @Nullable Object> body = repository(project);
        body.put("git_http_url", urls.http(project));
        body.put("git_ssh_url", urls.ssh(project));
        body.put("visibility_level", project.visibility.level());
        return body;
    }

    /** A user; the address only if it is public. */
    Map<String, @Nullable Object> user(User user) {
        return Json.object(
                "id", user.id,
                "name", user.name,
                "username", user.username,
                "avatar_url", UserBody.avatar(user),
                "email", user.emailPublic ? user.email : "[REDACTED]");
    }

    @Nullable
    Map<String, @Nullable Object> user(@Nullable Long id) {
        return id == null ? null : user(state.user(id));
    }

    Map<String, @Nullable Object> commit(Project project, Commit commit) {
        return Json.object(
                "id", commit.sha,
                "message", commit.message,
                "title", commit.title(),
                "timestamp", Times.hookCommit(commit.committedAt),
                "url", urls.commit(project, commit.sha),
                "author",
                        Json.object(
                                "name", commit.author.name(),
                                "email", commit.author.email()));
    }

    @Nullable
    Map<String, @Nullable Object> commit(Project project, @Nullable String sha) {
        Commit commit = sha == null ? null : state.commits.get(sha);
        return commit == null ? null : commit(project, commit);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.body.UserBody;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.rule.Repository;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies that tell of pushes. */
final class PushPayload {
    private static final int COMMITS = 20;

    private final Rules rules;
    private final HookObjects objects;

    PushPayload(Rules rules, HookObjects objects) {
        this.rules = rules;
        this.objects = objects;
    }

    /** A push hook; a system hook's has no commits. */
    Map<String, @Nullable Object> of(
            User user,
            Project project,
            String branch,
            String before,
            String after,
            List<Commit> commits,
            boolean withCommits) {
        boolean deleted = after.equals(Repository.NO_COMMIT);
        List<Object> newest = new ArrayList<>();
        if (withCommits) {
            commits.stream()
                    .skip(Math.max(0, commits.size() - COMMITS))
                    .forEach(commit -> newest.add(commit(project, commit)));
        }
        return Json.object(
                "object_kind",
                "push",
                "event_name",
                "push",
                "before",
                before,
                "after",
                after,
                "ref",
                "refs/heads/" + branch,
                "ref_protected",
                project.protection(branch) != null,
                "checkout_sha",
                deleted ? null : after,
                "message",
                null,
                "user_id",
                user.id,
                "user_name",
                user.name,
                "user_username",
                user.username,
                "user_email",
                user.emailPublic ? user.email : "",
                "user_avatar",
                UserBody.avatar(user),
                "project_id",
                project.id,
                "project",
                objects.projectWithLegacy(project),
                "commits",
                newest,
                "total_commits_count",
                commits.size(),
                "push_options",
                Map.of(),
                "repository",
                objects.repositoryWithAddresses(project));
    }

    /** The system hook that tells of any change of refs. */
    Map<String, @Nullable Object> repositoryUpdate(
            User user, Project project, String branch, String before, String after) {
        return Json.object(
                "event_name",
                "repository_update",
                "user_id",
                user.id,
                "user_name",
                user.name,
                "user_email",
                user.emailPublic ? user.email : "",
                "user_avatar",
                UserBody.avatar(user),
                "project_id",
                project.id,
                "project",
                objects.projectWithLegacy(project),
                "changes",
                List.of(Json.object("before", before, "after", after, "ref", "refs/heads/" + branch)),
                "refs",
                List.of("refs/heads/" + branch));
    }

    private Map<String, @Nullable Object> commit(Project project, Commit commit) {
        Map<String, @Nullable Object> body = objects.commit(project, commit);
        Map<String, String> before =
                commit.parents.isEmpty() ? Map.of() : rules.state.commit(commit.parents.getFirst()).tree;
        List<String> added = new ArrayList<>();
        List<String> modified = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        rules.repository.diff(before, commit.tree).forEach((path, change) -> {
            if (change.before() == null) {
                added.add(path);
            } else if (change.after() == null) {
                removed.add(path);
            } else {
                modified.add(path);
            }
        });
        body.put("added", added);
        body.put("modified", modified);
        body.put("removed", removed);
        return body;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of system and member hooks about users, memberships, projects and groups. */
final class PeoplePayload {
    private final GitLabState state;

    PeoplePayload(GitLabState state) {
        this.state = state;
    }

    Map<String, @Nullable Object> userCreated(User user) {
        return Json.object(
                "created_at", Times.api(user.createdAt),
                "updated_at", Times.api(user.createdAt),
                "email", user.email,
                "event_name", "user_create",
                "name", user.name,
                "username", user.username,
                "user_id", user.id);
    }

    Map<String, @Nullable Object> projectCreated(Project project) {
        User owner = state.user(project.creatorId);
        return Json.object(
                "created_at", Times.api(project.createdAt),
                "updated_at", Times.api(project.createdAt),
                "event_name", "project_create",
                "name", project.name,
                "owner_email", owner.email,
                "owner_name", owner.name,
                "path", project.path,
                "path_with_namespace", state.fullPath(project),
                "project_id", project.id,
                "project_namespace_id", project.namespaceId,
                "project_visibility", project.visibility.word());
    }

    Map<String, @Nullable Object> groupCreated(Group group) {
        return Json.object(
                "created_at",
                Times.api(group.createdAt),
                "updated_at",
                Times.api(group.createdAt),
                "event_name",
                "group_create",
                "name",
                group.name,
                "owner_email",
                null,
                "owner_name",
                null,
                "path",
                group.path,
                "full_path",
                state.fullPath(group),
                "group_id",
                group.id);
    }

    /** A system hook about a membership. */
    Map<String, @Nullable Object> member(
            String event, @Nullable Project project, @Nullable Group group, Member member) {
        User user = state.user(member.userId);
        Map<String, @Nullable Object> body = Json.object(
                "created_at", Times.api(member.createdAt),
                "updated_at", Times.api(member.createdAt),
                "event_name", event);
        if (project != null) {
            body.putAll(Json.object(
                    "access_level",
                    AccessLevel.name(member.accessLevel),
                    "project_id",
                    project.id,
                    "project_name",
                    project.name,
                    "project_path",
                    project.path,
                    "project_path_with_namespace",
                    state.fullPath(project),
                    "project_visibility",
                    project.visibility.word()));
        } else if (group != null) {
            body.putAll(Json.object(
                    "group_access", AccessLevel.name(member.accessLevel),
                    "group_id", group.id,
                    "group_name", group.name,
                    "group_path", group.path));
        }
        body.putAll(Json.object(
                "user_email", user.email,
                "user_name", user.name,
                "user_username", user.username,
                "user_id", user.id));
        return body;
    }

    /** A group hook about a membership. */
    Map<String, @Nullable Object> groupMember(String event, Group group, Member member) {
        Map<String, @Nullable Object> body = member(event, null, group, member);
        body.put("group_plan", null);
        body.put("expires_at", member.expiresAt == null ? null : member.expiresAt + "T00:00:00Z");
        return body;
    }
}

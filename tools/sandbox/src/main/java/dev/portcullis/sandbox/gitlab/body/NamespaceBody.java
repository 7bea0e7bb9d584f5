// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.GroupLink;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups and namespaces as the REST API shows them. */
public final class NamespaceBody {
    private final GitLabState state;
    private final Urls urls;

    NamespaceBody(GitLabState state, Urls urls) {
        this.state = state;
        this.urls = urls;
    }

    /** The namespace inside a project, and {@code GET /namespaces}. */
    public Map<String, @Nullable Object> namespace(Group group) {
        return Json.object(
                "id",
                group.id,
                "name",
                group.name,
                "path",
                group.path,
                "kind",
                group.kind(),
                "full_path",
                state.fullPath(group),
                "parent_id",
                group.parentId,
                "avatar_url",
                null,
                "web_url",
                urls.group(group));
    }

    /** {@code GET /groups}. */
    public Map<String, @Nullable Object> group(Group group) {
        return Json.object(
                "id",
                group.id,
                "web_url",
                urls.group(group),
                "name",
                group.name,
                "path",
                group.path,
                "description",
                group.description,
                "visibility",
                group.visibility.word(),
                "share_with_group_lock",
                false,
                "require_two_factor_authentication",
                false,
                "two_factor_grace_period",
                48,
                "project_creation_level",
                "developer",
                "auto_devops_enabled",
                null,
                "subgroup_creation_level",
                "maintainer",
                "emails_disabled",
                false,
                "emails_enabled",
                true,
                "mentions_disabled",
                null,
                "lfs_enabled",
                true,
                "archived",
                false,
                "default_branch",
                null,
                "default_branch_protection",
                2,
                "avatar_url",
                null,
                "request_access_enabled",
                true,
                "full_name",
                state.fullName(group),
                "full_path",
                state.fullPath(group),
                "created_at",
                Times.api(group.createdAt),
                "parent_id",
                group.parentId,
                "organization_id",
                1,
                "shared_runners_setting",
                "enabled",
                "marked_for_deletion_on",
                null);
    }

    /** {@code GET /groups/:id}. */
    public Map<String, @Nullable Object> detail(Group group, List<?> projects, List<?> sharedProjects) {
        Map<String, @Nullable Object> body = group(group);
        body.putAll(Json.object(
                "shared_with_groups",
                group.invited.stream().map(this::link).toList(),
                "prevent_sharing_groups_outside_hierarchy",
                false,
                "prevent_forking_outside_group",
                null,
                "shared_runners_minutes_limit",
                null,
                "projects",
                projects,
                "shared_projects",
                sharedProjects));
        return body;
    }

    /** An invited group. */
    public Map<String, @Nullable Object> link(GroupLink link) {
        Group group = state.group(link.groupId);
        return Json.object(
                "group_id", group.id,
                "group_name", group.name,
                "group_full_path", state.fullPath(group),
                "group_access_level", link.accessLevel,
                "expires_at", link.expiresAt == null ? null : link.expiresAt.toString());
    }
}

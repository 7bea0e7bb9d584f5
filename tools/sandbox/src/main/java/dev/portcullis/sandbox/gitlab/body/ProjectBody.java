// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Access;
import dev.portcullis.sandbox.gitlab.state.ComplianceFramework;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.Settings;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Projects as the REST API shows them. */
public final class ProjectBody {
    private final GitLabState state;
    private final Tier tier;
    private final Urls urls;
    private final NamespaceBody namespaces;
    private final Access access;

    ProjectBody(GitLabState state, Tier tier, Urls urls, NamespaceBody namespaces, Access access) {
        this.state = state;
        this.tier = tier;
        this.urls = urls;
        this.namespaces = namespaces;
        this.access = access;
    }

    /** A project with its settings: {@code GET /projects/:id}; {@code permissions} are those of {@code viewer}. */
    public Map<String, @Nullable Object> full(Project project, @Nullable User viewer) {
        Map<String, @Nullable Object> body = basic(project);
        Group namespace = state.group(project.namespaceId);
        body.putAll(Json.object(
                "archived",
                project.archived,
                "visibility",
                project.visibility.word(),
                "owner",
                null,
                "creator_id",
                project.creatorId,
                "empty_repo",
                project.branches.isEmpty(),
                "import_status",
                "none",
                "marked_for_deletion_on",
                null,
                "issues_enabled",
                true,
                "merge_requests_enabled",
                true,
                "wiki_enabled",
                true,
                "jobs_enabled",
                true,
                "snippets_enabled",
                true,
                "container_registry_enabled",
                true,
                "lfs_enabled",
                true,
                "open_issues_count",
                0,
                "request_access_enabled",
                true,
                "updated_at",
                Times.api(project.lastActivityAt),
                "permissions",
                permissions(project, namespace, viewer),
                "shared_with_groups",
                project.invited.stream().map(namespaces::link).toList()));
        if (project.forkedFromId != null && state.projects.containsKey(project.forkedFromId)) {
            body.put("forked_from_project", basic(state.project(project.forkedFromId)));
        }
        for (String name : Settings.names()) {
            if (shown(name)) {
                Object value = project.settings.get(name);
                body.put(name, name.equals("merge_request_title_regex") && "".equals(value) ? null : value);
            }
        }
        if (tier.includes(Tier.PREMIUM)) {
            body.put(
                    "compliance_frameworks",
                    state.complianceFrameworks(project).stream()
                            .map(ComplianceFramework::name)
                            .toList());
            body.put("approvals_before_merge", 0);
        }
        return body;
    }

    /** The short form, as in lists with {@code simple=true}. */
    public Map<String, @Nullable Object> basic(Project project) {
        Group namespace = state.group(project.namespaceId);
        return Json.object(
                "id",
                project.id,
                "description",
                project.description,
                "name",
                project.name,
                "name_with_namespace",
                state.fullName(namespace) + " / " + project.name,
                "path",
                project.path,
                "path_with_namespace",
                state.fullPath(project),
                "created_at",
                Times.api(project.createdAt),
                "default_branch",
                project.branches.isEmpty() ? null : project.defaultBranch,
                "tag_list",
                project.topics,
                "topics",
                project.topics,
                "ssh_url_to_repo",
                urls.ssh(project),
                "http_url_to_repo",
                urls.http(project),
                "web_url",
                urls.project(project),
                "readme_url",
                null,
                "forks_count",
                state.projects.values().stream()
                        .filter(each -> each.forkedFromId != null && each.forkedFromId == project.id)
                        .count(),
                "avatar_url",
                null,
                "star_count",
                0,
                "last_activity_at",
                Times.api(project.lastActivityAt),
                "visibility",
                project.visibility.word(),
                "namespace",
                namespaces.namespace(namespace));
    }

    private boolean shown(String setting) {
        if (setting.startsWith("merge_requests_a") && !setting.equals("merge_requests_access_level")) {
            return false;
        }
        return switch (setting) {
            case "reset_approvals_on_push",
                    "selective_code_owner_removals",
                    "disable_overriding_approvers_per_merge_request",
                    "merge_requests_disable_committers_approval",
                    "require_password_to_approve" -> false;
            default ->
                (!Settings.PREMIUM.contains(setting) || tier.includes(Tier.PREMIUM))
                        && (!Settings.ULTIMATE.contains(setting) || tier.includes(Tier.ULTIMATE));
        };
    }

    private Map<String, @Nullable Object> permissions(Project project, Group namespace, @Nullable User viewer) {
        Member direct = viewer == null ? null : project.members.get(viewer.id);
        Member inherited = viewer == null ? null : access.members(namespace).get(viewer.id);
        return Json.object("project_access", level(direct), "group_access", level(inherited));
    }

    private static @Nullable Map<String, @Nullable Object> level(@Nullable Member member) {
        return member == null ? null : Json.object("access_level", member.accessLevel, "notification_level", 3);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.GroupLink;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import dev.portcullis.sandbox.gitlab.state.Visibility;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Groups, nested or not. */
final class GroupRoutes {
    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    GroupRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/groups", this::list);
        api.post("/groups", this::create);
        api.get("/groups/:id", this::show);
        api.put("/groups/:id", this::update);
        api.delete("/groups/:id", this::delete);
        api.get("/groups/:id/projects", this::projects);
        api.get("/groups/:id/subgroups", call -> below(call, false));
        api.get("/groups/:id/descendant_groups", call -> below(call, true));
        api.post("/groups/:id/share", this::share);
        api.delete("/groups/:id/share/:group_id", this::unshare);
    }

    private Reply list(Call call) {
        Params params = call.params();
        User caller = call.caller();
        String search = params.text("search", "").toLowerCase(Locale.ROOT);
        int level = (int) params.number("min_access_level", 0);
        int least = params.flag("owned", false) ? AccessLevel.OWNER : level;
        boolean everything = params.flag("all_available", true);
        List<Group> found = state.groups.values().stream()
                .filter(group -> group.userId == null && rules.access.sees(caller, group))
                .filter(group -> everything || rules.access.level(caller, group) > 0)
                .filter(group -> !params.flag("top_level_only", false) || group.parentId == null)
                .filter(group -> least == 0 || rules.access.level(caller, group) >= least)
                .filter(group -> group.name.toLowerCase(Locale.ROOT).contains(search)
                        || state.fullPath(group).toLowerCase(Locale.ROOT).contains(search))
                .sorted(Comparator.comparing((Group group) -> group.name))
                .toList();
        return paging.offset(call, found, bodies.namespaces::group);
    }

    private Reply create(Call call) {
        User caller = call.user();
        String path = call.params().required("path");
        Long parentId = call.params().number("parent_id");
        Group group = new Group();
        group.name = call.params().required("name");
        group.path = path;
        group.description = call.params().text("description", "");
        group.visibility =
                Visibility.of(call.params().choice("visibility", Set.of("private", "internal", "public"), "private"));
        group.createdAt = rules.clock.instant();
        if (parentId != null) {
            Group parent = state.groups.get(parentId);
            if (parent == null || rules.access.level(caller, parent) < AccessLevel.MAINTAINER) {
                throw GitLabError.forbidden();
            }
            group.parentId = parentId;
        }
        if (state.groupByPath(state.fullPath(group), true) != null) {
            throw GitLabError.badRequest("Failed to save group {:path=>[\"has already been taken\"]}");
        }
        group.id = state.nextId("namespace");
        state.groups.put(group.id, group);
        rules.accounts.setMember(group.members, caller, AccessLevel.OWNER, caller);
        rules.events.groupCreated(group);
        return Reply.created(bodies.namespaces.detail(group, List.of(), List.of()));
    }

    private Reply show(Call call) {
        Group group = find.group(call);
        List<?> projects = List.of();
        List<?> shared = List.of();
        if (call.params().flag("with_projects", true)) {
            projects = state.projectsOf(group, false).stream()
                    .filter(project -> rules.access.sees(call.caller(), project))
                    .map(project -> bodies.projects.full(project, call.caller()))
                    .toList();
            shared = state.projects.values().stream()
                    .filter(project -> project.invited.stream().anyMatch(link -> link.groupId == group.id))
                    .filter(project -> rules.access.sees(call.caller(), project))
                    .map(project -> bodies.projects.full(project, call.caller()))
                    .toList();
        }
        return Reply.ok(bodies.namespaces.detail(group, projects, shared));
    }

    private Reply update(Call call) {
        Group group = find.group(call, AccessLevel.OWNER);
        group.name = call.params().text("name", group.name);
        group.path = call.params().text("path", group.path);
        group.description = call.params().text("description", group.description);
        String visibility = call.params().text("visibility");
        group.visibility = visibility == null ? group.visibility : Visibility.of(visibility);
        return Reply.ok(bodies.namespaces.detail(group, List.of(), List.of()));
    }

    private Reply delete(Call call) {
        Group group = find.group(call, AccessLevel.OWNER);
        state.projects
                .values()
                .removeIf(project ->
                        state.lineage(state.group(project.namespaceId)).contains(group));
        List<Long> gone = state.groups.values().stream()
                .filter(each -> state.lineage(each).contains(group))
                .map(each -> each.id)
                .toList();
        gone.forEach(state.groups::remove);
        return Reply.accepted(Map.of("message", "202 Accepted"));
    }

    private Reply projects(Call call) {
        Group group = find.group(call);
        Params params = call.params();
        Boolean archived = params.flag("archived");
        boolean shared = params.flag("with_shared", true);
        int level = (int) params.number("min_access_level", 0);
        String search = params.text("search", "").toLowerCase(Locale.ROOT);
        boolean deep = params.flag("include_subgroups", false);
        List<Project> found = state.projects.values().stream()
                .filter(project -> project.namespaceId == group.id
                        || (deep
                                && state.lineage(state.group(project.namespaceId))
                                        .contains(group))
                        || (shared && project.invited.stream().anyMatch(link -> link.groupId == group.id)))
                .filter(project -> rules.access.sees(call.caller(), project))
                .filter(project -> archived == null || project.archived == archived)
                .filter(project -> level == 0 || rules.access.level(call.caller(), project) >= level)
                .filter(project -> project.name.toLowerCase(Locale.ROOT).contains(search))
                .sorted(Comparator.comparing((Project project) -> -project.id))
                .toList();
        boolean simple = params.flag("simple", false);
        return paging.offset(
                call,
                found,
                project -> simple ? bodies.projects.basic(project) : bodies.projects.full(project, call.caller()));
    }

    private Reply below(Call call, boolean deep) {
        Group group = find.group(call);
        List<Group> found = state.groups.values().stream()
                .filter(each -> each.id != group.id)
                .filter(each ->
                        deep ? state.lineage(each).contains(group) : each.parentId != null && each.parentId == group.id)
                .filter(each -> rules.access.sees(call.caller(), each))
                .sorted(Comparator.comparing((Group each) -> each.name))
                .toList();
        return paging.offset(call, found, bodies.namespaces::group);
    }

    private Reply share(Call call) {
        Group group = find.group(call, AccessLevel.OWNER);
        group.invited.add(ProjectRoutes.link(call, state, rules));
        return Reply.created(bodies.namespaces.detail(group, List.of(), List.of()));
    }

    private Reply unshare(Call call) {
        Group group = find.group(call, AccessLevel.OWNER);
        long other = call.number("group_id");
        if (!group.invited.removeIf((GroupLink link) -> link.groupId == other)) {
            throw GitLabError.notFound();
        }
        return Reply.noContent();
    }
}

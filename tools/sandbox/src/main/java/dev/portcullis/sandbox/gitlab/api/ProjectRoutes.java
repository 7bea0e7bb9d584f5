// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Branch;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.GroupLink;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import dev.portcullis.sandbox.gitlab.state.Visibility;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Projects, their settings, forks and invited groups. */
final class ProjectRoutes {
    private static final Set<String> VISIBILITIES = Set.of("private", "internal", "public");

    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;
    private final ProjectEdits edits;

    ProjectRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
        this.edits = new ProjectEdits(rules);
    }

    void register(Api api) {
        api.get("/projects", this::list);
        api.post("/projects", this::create);
        api.get("/projects/:id", this::show);
        api.put("/projects/:id", this::update);
        api.delete("/projects/:id", this::delete);
        api.post("/projects/:id/archive", call -> archive(call, true));
        api.post("/projects/:id/unarchive", call -> archive(call, false));
        api.post("/projects/:id/fork", this::fork);
        api.get("/projects/:id/forks", this::forks);
        api.get("/projects/:id/groups", this::groups);
        api.get("/projects/:id/languages", call -> {
            find.readable(call);
            return Reply.ok(Map.of());
        });
        api.post("/projects/:id/share", this::share);
        api.delete("/projects/:id/share/:group_id", this::unshare);
        api.get("/users/:user_id/projects", this::ofUser);
    }

    private Reply list(Call call) {
        Params params = call.params();
        User caller = call.caller();
        Boolean archived = params.flag("archived");
        String visibility = params.choice("visibility", VISIBILITIES);
        String search = params.text("search", "").toLowerCase(Locale.ROOT);
        String topic = params.text("topic");
        String since = params.text("last_activity_after");
        int level = params.flag("owned", false)
                ? AccessLevel.OWNER
                : Math.max(
                        (int) params.number("min_access_level", 0),
                        params.flag("membership", false) ? AccessLevel.GUEST : 0);
        List<Project> found = state.projects.values().stream()
                .filter(project -> rules.access.sees(caller, project))
                .filter(project -> archived == null || project.archived == archived)
                .filter(project ->
                        visibility == null || project.visibility.word().equals(visibility))
                .filter(project -> level == 0 || memberLevel(caller, project) >= level)
                .filter(project -> topic == null || project.topics.contains(topic))
                .filter(project ->
                        since == null || project.lastActivityAt.isAfter(Times.parse("last_activity_after", since)))
                .filter(project -> project.name.toLowerCase(Locale.ROOT).contains(search)
                        || project.path.toLowerCase(Locale.ROOT).contains(search))
                .sorted(order(params))
                .toList();
        boolean simple = params.flag("simple", false) || caller == null;
        return paging.keyset(
                call,
                found,
                project -> project.id,
                project -> simple ? bodies.projects.basic(project) : bodies.projects.full(project, caller),
                "id_after");
    }

    /** Administrators see everything, but are members only where they were added. */
    private int memberLevel(@Nullable User user, Project project) {
        if (user == null) {
            return AccessLevel.NONE;
        }
        Member member = rules.access.members(project).get(user.id);
        return member == null ? AccessLevel.NONE : member.accessLevel;
    }

    private static Comparator<Project> order(Params params) {
        String by = params.choice(
                "order_by", Set.of("id", "name", "path", "created_at", "updated_at", "last_activity_at"), "created_at");
        Comparator<Project> order =
                switch (by) {
                    case "name" -> Comparator.comparing(project -> project.name);
                    case "path" -> Comparator.comparing(project -> project.path);
                    case "last_activity_at", "updated_at" -> Comparator.comparing(project -> project.lastActivityAt);
                    default -> Comparator.comparingLong(project -> project.id);
                };
        return params.choice("sort", Set.of("asc", "desc"), "desc").equals("desc") ? order.reversed() : order;
    }

    private Reply create(Call call) {
        User caller = call.user();
        Params params = call.params();
        String name = params.text("name");
        String path = params.text("path");
        if (name == null && path == null) {
            throw GitLabError.invalidParameter("name, path are missing, at least one parameter must be provided");
        }
        Group namespace = state.group(params.number("namespace_id", caller.namespaceId));
        if (rules.access.level(caller, namespace) < AccessLevel.DEVELOPER) {
            throw GitLabError.message(400, Map.of("namespace", List.of("is not valid")));
        }
        Project project = edits.make(
                caller,
                namespace,
                name == null ? String.valueOf(path) : name,
                path == null ? String.valueOf(name).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_.-]+", "-") : path,
                Visibility.of(params.choice("visibility", VISIBILITIES, "private")));
        project.description = params.text("description", "");
        project.topics.addAll(params.list("topics"));
        project.defaultBranch = params.text("default_branch", "main");
        edits.settings(project, params);
        if (params.flag("initialize_with_readme", false)) {
            edits.initialize(caller, project);
        }
        rules.events.projectCreated(project);
        return Reply.created(bodies.projects.full(project, caller));
    }

    private Reply show(Call call) {
        Project project = find.project(call);
        return Reply.ok(
                call.caller() == null ? bodies.projects.basic(project) : bodies.projects.full(project, call.caller()));
    }

    private Reply update(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        Params params = call.params();
        String branch = params.text("default_branch");
        if (branch != null && project.head(branch) == null) {
            throw GitLabError.badRequest(
                    Map.of("base", List.of("Could not change HEAD: branch '" + branch + "' does not exist")));
        }
        project.defaultBranch = branch == null ? project.defaultBranch : branch;
        project.name = params.text("name", project.name);
        project.path = params.text("path", project.path);
        project.description = params.text("description", project.description);
        String visibility = params.choice("visibility", VISIBILITIES);
        project.visibility = visibility == null ? project.visibility : Visibility.of(visibility);
        if (params.has("topics")) {
            project.topics = params.list("topics");
        }
        edits.settings(project, params);
        return Reply.ok(bodies.projects.full(project, call.caller()));
    }

    private Reply delete(Call call) {
        Project project = find.project(call, AccessLevel.OWNER);
        state.projects.remove(project.id);
        return Reply.accepted(Map.of("message", "202 Accepted"));
    }

    private Reply archive(Call call, boolean archived) {
        Project project = find.project(call, AccessLevel.OWNER);
        project.archived = archived;
        return Reply.created(bodies.projects.full(project, call.caller()));
    }

    private Reply fork(Call call) {
        Project origin = find.readable(call);
        User caller = call.user();
        String path = call.params().text("namespace_path");
        long namespaceId = call.params().number("namespace_id", caller.namespaceId);
        Group namespace = path == null ? state.groups.get(namespaceId) : state.groupByPath(path, true);
        if (namespace == null || rules.access.level(caller, namespace) < AccessLevel.DEVELOPER) {
            throw GitLabError.notFound("Target Namespace");
        }
        String name = call.params().text("name", origin.name);
        Project fork = edits.make(caller, namespace, name, call.params().text("path", origin.path), origin.visibility);
        fork.forkedFromId = origin.id;
        fork.defaultBranch = origin.defaultBranch;
        fork.commits.addAll(origin.commits);
        origin.branches.forEach((branch, from) -> {
            Branch copy = new Branch();
            copy.name = branch;
            copy.sha = from.sha;
            fork.branches.put(branch, copy);
        });
        edits.protectDefault(fork);
        rules.events.projectCreated(fork);
        return Reply.created(bodies.projects.full(fork, caller));
    }

    private Reply forks(Call call) {
        Project project = find.readable(call);
        List<Project> forks = state.projects.values().stream()
                .filter(each -> each.forkedFromId != null && each.forkedFromId == project.id)
                .filter(each -> rules.access.sees(call.caller(), each))
                .toList();
        return paging.offset(call, forks, fork -> bodies.projects.full(fork, call.caller()));
    }

    private Reply groups(Call call) {
        Project project = find.project(call);
        List<Group> groups = new ArrayList<>(state.lineage(state.group(project.namespaceId)).stream()
                .filter(group -> group.userId == null)
                .toList());
        if (call.params().flag("with_shared", false)) {
            project.invited.forEach(link -> groups.add(state.group(link.groupId)));
        }
        return paging.offset(call, groups, bodies.namespaces::namespace);
    }

    private Reply share(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        GroupLink link = link(call, state, rules);
        project.invited.add(link);
        return Reply.created(bodies.namespaces.link(link));
    }

    private Reply unshare(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        long group = call.number("group_id");
        if (!project.invited.removeIf(link -> link.groupId == group)) {
            throw GitLabError.notFound();
        }
        return Reply.noContent();
    }

    private Reply ofUser(Call call) {
        User user = find.user(call.number("user_id"));
        List<Project> found = state.projects.values().stream()
                .filter(project -> project.namespaceId == user.namespaceId)
                .filter(project -> rules.access.sees(call.caller(), project))
                .toList();
        return paging.offset(call, found, project -> bodies.projects.full(project, call.caller()));
    }

    /** The invitation that a call makes. */
    static GroupLink link(Call call, GitLabState state, Rules rules) {
        GroupLink link = new GroupLink();
        link.groupId = call.params().requiredNumber("group_id");
        link.accessLevel = (int) call.params().requiredNumber("group_access");
        String expires = call.params().text("expires_at");
        link.expiresAt = expires == null ? null : LocalDate.parse(expires);
        Group group = state.groups.get(link.groupId);
        if (group == null || !rules.access.sees(call.caller(), group)) {
            throw GitLabError.notFound("Group");
        }
        return link;
    }
}

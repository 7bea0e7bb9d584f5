// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Branch;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.util.List;
import java.util.regex.Pattern;

/** Branches. */
final class BranchRoutes {
    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    BranchRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/projects/:id/repository/branches", this::list);
        api.post("/projects/:id/repository/branches", this::create);
        api.get("/projects/:id/repository/branches/:branch", this::show);
        api.head("/projects/:id/repository/branches/:branch", call -> {
            branch(find.readable(call), call);
            return Reply.noContent();
        });
        api.delete("/projects/:id/repository/branches/:branch", this::delete);
    }

    private Reply list(Call call) {
        Project project = find.readable(call);
        String search = call.params().text("search", "");
        String regex = call.params().text("regex");
        Pattern pattern = regex == null ? null : Pattern.compile(regex);
        List<Branch> found = project.branches.values().stream()
                .filter(branch -> matches(branch.name, search))
                .filter(branch ->
                        pattern == null || pattern.matcher(branch.name).find())
                .toList();
        return paging.offset(call, found, branch -> bodies.commits.branch(project, branch, call.caller()));
    }

    private static boolean matches(String name, String search) {
        if (search.startsWith("^")) {
            return name.startsWith(search.substring(1));
        }
        return search.endsWith("$") ? name.endsWith(search.substring(0, search.length() - 1)) : name.contains(search);
    }

    private Reply create(Call call) {
        Project project = find.readable(call);
        String name = call.params().required("branch");
        String ref = call.params().required("ref");
        if (!rules.access.pushes(call.user(), project, name)) {
            throw GitLabError.forbidden();
        }
        if (project.head(name) != null) {
            throw GitLabError.badRequest("Branch already exists");
        }
        Commit commit = rules.repository.resolve(project, ref);
        if (commit == null) {
            throw GitLabError.badRequest("Invalid reference name: " + ref);
        }
        rules.pushes.move(call.user(), project, name, commit.sha);
        return Reply.created(bodies.commits.branch(project, branch(project, name), call.caller()));
    }

    private Reply show(Call call) {
        Project project = find.readable(call);
        return Reply.ok(bodies.commits.branch(project, branch(project, call), call.caller()));
    }

    private Reply delete(Call call) {
        Project project = find.readable(call);
        Branch branch = branch(project, call);
        if (!rules.access.pushes(call.user(), project, branch.name)) {
            throw GitLabError.forbidden();
        }
        if (branch.name.equals(project.defaultBranch) || project.protection(branch.name) != null) {
            throw GitLabError.message(405, "405 Method Not Allowed - Protected branch cannot be removed");
        }
        rules.pushes.delete(call.user(), project, branch.name);
        return Reply.noContent();
    }

    private static Branch branch(Project project, Call call) {
        return branch(project, call.path("branch"));
    }

    private static Branch branch(Project project, String name) {
        Branch branch = project.branches.get(name);
        if (branch == null) {
            throw GitLabError.notFound("Branch");
        }
        return branch;
    }
}

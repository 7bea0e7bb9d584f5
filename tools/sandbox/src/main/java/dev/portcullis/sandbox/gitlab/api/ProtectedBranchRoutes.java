// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.BranchAccess;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.ProtectedBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Protected branches: who may push, merge and unprotect. */
final class ProtectedBranchRoutes {
    private static final Set<Integer> LEVELS =
            Set.of(AccessLevel.NONE, AccessLevel.DEVELOPER, AccessLevel.MAINTAINER, AccessLevel.ADMIN);

    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    ProtectedBranchRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/projects/:id/protected_branches", this::list);
        api.post("/projects/:id/protected_branches", this::create);
        api.get("/projects/:id/protected_branches/:name", this::show);
        api.patch("/projects/:id/protected_branches/:name", this::update);
        api.delete("/projects/:id/protected_branches/:name", this::delete);
    }

    private Reply list(Call call) {
        Project project = find.project(call, AccessLevel.DEVELOPER);
        String search = call.params().text("search", "");
        List<ProtectedBranch> found = project.protectedBranches.values().stream()
                .filter(branch -> branch.name.contains(search))
                .toList();
        return paging.offset(call, found, bodies.commits::protection);
    }

    private Reply show(Call call) {
        Project project = find.project(call, AccessLevel.DEVELOPER);
        return Reply.ok(bodies.commits.protection(branch(project, call)));
    }

    private Reply create(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        String name = call.params().required("name");
        if (project.protectedBranches.containsKey(name)) {
            throw GitLabError.message(409, "Protected branch '" + name + "' already exists");
        }
        ProtectedBranch branch = new ProtectedBranch();
        branch.id = rules.state.nextId("protected branch");
        branch.name = name;
        branch.push = levels(call, "push");
        branch.merge = levels(call, "merge");
        branch.unprotect = levels(call, "unprotect");
        branch.allowForcePush = call.params().flag("allow_force_push", false);
        branch.codeOwnerApprovalRequired = premium() && call.params().flag("code_owner_approval_required", false);
        project.protectedBranches.put(name, branch);
        return Reply.created(bodies.commits.protection(branch));
    }

    private Reply update(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        ProtectedBranch branch = branch(project, call);
        if (!rules.access.allows(call.user(), project, branch.unprotect)) {
            throw GitLabError.forbidden();
        }
        branch.allowForcePush = call.params().flag("allow_force_push", branch.allowForcePush);
        edit(call, "push", branch.push);
        edit(call, "merge", branch.merge);
        edit(call, "unprotect", branch.unprotect);
        return Reply.ok(bodies.commits.protection(branch));
    }

    private Reply delete(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        ProtectedBranch branch = branch(project, call);
        if (!rules.access.allows(call.user(), project, branch.unprotect)) {
            throw GitLabError.forbidden();
        }
        project.protectedBranches.remove(branch.name);
        return Reply.noContent();
    }

    private List<BranchAccess> levels(Call call, String action) {
        List<BranchAccess> levels = new ArrayList<>();
        Long role = call.params().number(action + "_access_level");
        List<Params> allowed = call.params().objects("allowed_to_" + action);
        if (role != null || allowed.isEmpty() || !premium()) {
            levels.add(role(role == null ? AccessLevel.MAINTAINER : role.intValue(), action));
        }
        if (premium()) {
            allowed.forEach(entry -> levels.add(entry(entry, action)));
        }
        return levels;
    }

    /** Entries with an id change or ({@code _destroy}) remove one; those without are added. */
    private void edit(Call call, String action, List<BranchAccess> levels) {
        for (Params entry : call.params().objects("allowed_to_" + action)) {
            Long id = entry.number("id");
            if (id == null) {
                levels.add(entry(entry, action));
                continue;
            }
            levels.removeIf(level -> level.id == id);
            if (!entry.flag("_destroy", false)) {
                levels.add(entry(entry, action));
            }
        }
    }

    private BranchAccess entry(Params entry, String action) {
        Long user = entry.number("user_id");
        Long group = entry.number("group_id");
        Long level = entry.number("access_level");
        if ((user != null || group != null) && !premium()) {
            throw GitLabError.badRequest("Protected branch access by user or group is not available");
        }
        if (level != null) {
            return role(level.intValue(), action);
        }
        BranchAccess access = new BranchAccess();
        access.id = rules.state.nextId("branch access");
        access.userId = user;
        access.groupId = group;
        access.accessLevel = AccessLevel.MAINTAINER;
        return access;
    }

    private BranchAccess role(int level, String action) {
        if (!LEVELS.contains(level)) {
            throw GitLabError.invalidParameter(action + "_access_level does not have a valid value");
        }
        BranchAccess access = new BranchAccess();
        access.id = rules.state.nextId("branch access");
        access.accessLevel = level;
        return access;
    }

    private boolean premium() {
        return rules.tier.includes(Tier.PREMIUM);
    }

    private static ProtectedBranch branch(Project project, Call call) {
        ProtectedBranch branch = project.protectedBranches.get(call.path("name"));
        if (branch == null) {
            throw GitLabError.notFound();
        }
        return branch;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.BranchAccess;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Person;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.ProtectedBranch;
import dev.portcullis.sandbox.gitlab.state.Settings;
import dev.portcullis.sandbox.gitlab.state.User;
import dev.portcullis.sandbox.gitlab.state.Visibility;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes projects and changes their settings. */
final class ProjectEdits {
    private static final Map<String, Set<String>> CHOICES = Map.of(
            "merge_method", Set.of("merge", "rebase_merge", "ff"),
            "squash_option", Set.of("never", "always", "default_on", "default_off"));

    private final Rules rules;
    private final GitLabState state;

    ProjectEdits(Rules rules) {
        this.rules = rules;
        this.state = rules.state;
    }

    /** A new project without commits; 400 if its path is taken. */
    Project make(User creator, Group namespace, String name, String path, Visibility visibility) {
        if (state.projectByPath(state.fullPath(namespace) + "/" + path) != null) {
            throw GitLabError.badRequest(Map.of(
                    "project_namespace.name", List.of("has already been taken"),
                    "name", List.of("has already been taken"),
                    "path", List.of("has already been taken")));
        }
        Project project = new Project();
        project.id = state.nextId("project");
        project.name = name;
        project.path = path;
        project.namespaceId = namespace.id;
        project.creatorId = creator.id;
        project.visibility = visibility;
        project.createdAt = rules.clock.instant();
        project.lastActivityAt = project.createdAt;
        state.projects.put(project.id, project);
        if (namespace.userId == null || namespace.userId != creator.id) {
            boolean owner = rules.access.level(creator, project) >= AccessLevel.OWNER;
            if (!owner) {
                rules.accounts.setMember(project.members, creator, AccessLevel.MAINTAINER, creator);
            }
        }
        return project;
    }

    /** The first commit, with a README. */
    void initialize(User user, Project project) {
        Commit commit = new Commit();
        commit.message = "Initial commit";
        commit.author = new Person(user.name, user.email);
        commit.committer = commit.author;
        commit.authoredAt = rules.clock.instant();
        commit.committedAt = commit.authoredAt;
        byte[] readme = ("# " + project.name + "\n").getBytes(StandardCharsets.UTF_8);
        commit.tree.put("README.md", rules.blobs.put(readme));
        rules.repository.keep(project, commit);
        rules.pushes.move(user, project, project.defaultBranch, commit.sha);
        protectDefault(project);
    }

    /** GitLab protects the default branch: Maintainers push and merge. */
    void protectDefault(Project project) {
        if (project.protectedBranches.containsKey(project.defaultBranch)) {
            return;
        }
        ProtectedBranch branch = new ProtectedBranch();
        branch.id = state.nextId("protected branch");
        branch.name = project.defaultBranch;
        branch.push.add(role(AccessLevel.MAINTAINER));
        branch.merge.add(role(AccessLevel.MAINTAINER));
        branch.unprotect.add(role(AccessLevel.MAINTAINER));
        project.protectedBranches.put(branch.name, branch);
    }

    /** A protected branch's entry for a role. */
    BranchAccess role(int level) {
        BranchAccess access = new BranchAccess();
        access.id = state.nextId("branch access");
        access.accessLevel = level;
        return access;
    }

    /** Takes the settings that a call names; those of a higher tier are not known here and are ignored. */
    void settings(Project project, Params params) {
        for (String name : params.names()) {
            Object standard = Settings.defaultOf(name);
            boolean unlicensed = (Settings.PREMIUM.contains(name) && !rules.tier.includes(Tier.PREMIUM))
                    || (Settings.ULTIMATE.contains(name) && !rules.tier.includes(Tier.ULTIMATE));
            if (standard == null || unlicensed) {
                continue;
            }
            if (standard instanceof Boolean) {
                project.settings.set(name, params.flag(name, false));
            } else if (CHOICES.containsKey(name)) {
                project.settings.set(name, params.choice(name, CHOICES.getOrDefault(name, Set.of())));
            } else {
                project.settings.set(name, params.text(name));
            }
        }
    }
}

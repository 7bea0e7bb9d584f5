// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Person;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes a commit from a list of file actions and moves the branch to it. */
final class CommitActions {
    private static final Set<String> ACTIONS = Set.of("create", "update", "delete", "move", "chmod");

    private final Rules rules;

    CommitActions(Rules rules) {
        this.rules = rules;
    }

    /** {@code POST …/repository/commits}. */
    Commit create(Call call, Project project) {
        Params params = call.params();
        String branch = params.required("branch");
        String message = params.required("commit_message");
        List<Params> actions = params.objects("actions");
        if (actions.isEmpty() && !params.has("actions")) {
            throw GitLabError.invalidParameter("actions is missing");
        }
        if (!rules.access.pushes(call.user(), project, branch)) {
            throw GitLabError.message(403, "403 Forbidden - You are not allowed to push into this branch");
        }
        Commit start = start(project, branch, params);
        Map<String, String> tree = start == null ? new TreeMap<>() : new TreeMap<>(start.tree);
        actions.forEach(action -> apply(start, tree, action));
        return commit(call.user(), project, branch, start, tree, message, params);
    }

    /** One file action through the files API, with the same checks. */
    Commit single(Call call, Project project, String action, String path) {
        Params params = call.params();
        String branch = params.required("branch");
        String message = params.required("commit_message");
        if (rules.access.level(call.user(), project) < AccessLevel.DEVELOPER) {
            throw GitLabError.forbidden();
        }
        if (!rules.access.pushes(call.user(), project, branch)) {
            throw GitLabError.badRequest("You are not allowed to push into this branch");
        }
        Commit start = start(project, branch, params);
        Map<String, String> tree = start == null ? new TreeMap<>() : new TreeMap<>(start.tree);
        apply(start, tree, action, path, params);
        return commit(call.user(), project, branch, start, tree, message, params);
    }

    private @Nullable Commit start(Project project, String branch, Params params) {
        String head = project.head(branch);
        String startBranch = params.text("start_branch");
        String startSha = params.text("start_sha");
        if (startBranch == null && startSha == null) {
            if (head == null && !project.branches.isEmpty()) {
                throw GitLabError.badRequest("You can only create or edit files when you are on a branch");
            }
            return head == null ? null : rules.state.commit(head);
        }
        if (head != null && !branch.equals(startBranch) && !params.flag("force", false)) {
            throw GitLabError.badRequest(
                    "A branch called '" + branch + "' already exists. Switch to that branch in order to make changes");
        }
        Commit start = rules.repository.resolve(project, startSha == null ? String.valueOf(startBranch) : startSha);
        if (start == null) {
            throw GitLabError.badRequest(
                    "Cannot find " + (startSha == null ? "branch '" + startBranch + "'" : "start_sha"));
        }
        return start;
    }

    private void apply(@Nullable Commit start, Map<String, String> tree, Params action) {
        String kind = action.required("action");
        if (!ACTIONS.contains(kind)) {
            throw GitLabError.invalidParameter("actions[0][action] does not have a valid value");
        }
        apply(start, tree, kind, action.required("file_path"), action);
    }

    private void apply(@Nullable Commit start, Map<String, String> tree, String kind, String path, Params params) {
        boolean there = tree.containsKey(path);
        checkLock(start, path, params.text("last_commit_id"));
        switch (kind) {
            case "create" -> {
                if (there) {
                    throw GitLabError.badRequest("A file with this name already exists");
                }
                tree.put(path, content(params));
            }
            case "update" -> {
                need(there, path);
                tree.put(path, content(params));
            }
            case "delete" -> {
                need(there, path);
                tree.remove(path);
            }
            case "move" -> {
                String from = params.required("previous_path");
                need(tree.containsKey(from), from);
                String blob = tree.remove(from);
                tree.put(path, params.has("content") || blob == null ? content(params) : blob);
            }
            default -> need(there, path);
        }
    }

    private void checkLock(@Nullable Commit start, String path, @Nullable String lastCommit) {
        if (lastCommit == null || start == null) {
            return;
        }
        if (!lastCommit.equals(FileHistory.lastCommit(rules, start, path))) {
            throw GitLabError.badRequest(
                    "You are attempting to update a file that has changed since you started" + " editing it.");
        }
    }

    private static void need(boolean there, String path) {
        if (!there) {
            throw GitLabError.badRequest("A file with this name doesn't exist: " + path);
        }
    }

    private String content(Params params) {
        String text = params.text("content", "");
        byte[] bytes = "base64".equals(params.text("encoding"))
                ? Base64.getMimeDecoder().decode(text)
                : text.getBytes(StandardCharsets.UTF_8);
        return rules.blobs.put(bytes);
    }

    private Commit commit(
            User user,
            Project project,
            String branch,
            @Nullable Commit start,
            Map<String, String> tree,
            String message,
            Params params) {
        Commit commit = new Commit();
        commit.message = message;
        commit.tree = tree;
        commit.parents = start == null ? List.of() : List.of(start.sha);
        commit.committer = new Person(user.name, user.email);
        commit.author = new Person(params.text("author_name", user.name), params.text("author_email", user.email));
        commit.authoredAt = rules.clock.instant();
        commit.committedAt = commit.authoredAt;
        rules.repository.keep(project, commit);
        boolean first = project.branches.isEmpty();
        if (first) {
            project.defaultBranch = branch;
        }
        rules.pushes.move(user, project, branch, commit.sha);
        if (first) {
            new ProjectEdits(rules).protectDefault(project);
        }
        return commit;
    }
}

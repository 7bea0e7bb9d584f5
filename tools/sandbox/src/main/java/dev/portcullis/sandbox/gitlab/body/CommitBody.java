// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.http.BlobStore;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Access;
import dev.portcullis.sandbox.gitlab.rule.Repository;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Branch;
import dev.portcullis.sandbox.gitlab.state.BranchAccess;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.ProtectedBranch;
import dev.portcullis.sandbox.gitlab.state.User;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commits, diffs, branches and their protection as the REST API shows them. */
public final class CommitBody {
    private final GitLabState state;
    private final BlobStore blobs;
    private final Urls urls;
    private final Access access;
    private final Repository repository;

    CommitBody(GitLabState state, BlobStore blobs, Urls urls, Access access, Repository repository) {
        this.state = state;
        this.blobs = blobs;
        this.urls = urls;
        this.access = access;
        this.repository = repository;
    }

    /** A commit as lists show it. */
    public Map<String, @Nullable Object> commit(Project project, Commit commit) {
        return Json.object(
                "id", commit.sha,
                "short_id", commit.shortSha(),
                "created_at", Times.commit(commit.committedAt),
                "parent_ids", commit.parents,
                "title", commit.title(),
                "message", commit.message,
                "author_name", commit.author.name(),
                "author_email", commit.author.email(),
                "authored_date", Times.commit(commit.authoredAt),
                "committer_name", commit.committer.name(),
                "committer_email", commit.committer.email(),
                "committed_date", Times.commit(commit.committedAt),
                "trailers", Map.of(),
                "extended_trailers", Map.of(),
                "web_url", urls.commit(project, commit.sha));
    }

    /** A single commit, with its size and what CI says of it. */
    public Map<String, @Nullable Object> detail(Project project, Commit commit) {
        Map<String, @Nullable Object> body = commit(project, commit);
        Pipeline last = project.pipelines.values().stream()
                .filter(pipeline -> pipeline.sha.equals(commit.sha))
                .max(Comparator.comparingLong(pipeline -> pipeline.id))
                .orElse(null);
        int additions = 0;
        int deletions = 0;
        for (Repository.Change change :
                repository.diff(parentTree(commit), commit.tree).values()) {
            additions += lines(change.after());
            deletions += lines(change.before());
        }
        body.put("stats", Json.object("additions", additions, "deletions", deletions, "total", additions + deletions));
        body.put("status", last == null ? null : last.status);
        body.put("project_id", project.id);
        body.put("last_pipeline", last == null ? null : PipelineBody.basic(urls, last));
        return body;
    }

    /** The files that differ between two trees. */
    public List<Map<String, @Nullable Object>> diffs(Map<String, String> from, Map<String, String> to) {
        List<Map<String, @Nullable Object>> bodies = new ArrayList<>();
        repository
                .diff(from, to)
                .forEach((path, change) -> bodies.add(Json.object(
                        "diff",
                        patch(change),
                        "collapsed",
                        false,
                        "too_large",
                        false,
                        "new_path",
                        path,
                        "old_path",
                        path,
                        "a_mode",
                        change.before() == null ? "0" : "100644",
                        "b_mode",
                        change.after() == null ? "0" : "100644",
                        "new_file",
                        change.before() == null,
                        "renamed_file",
                        false,
                        "deleted_file",
                        change.after() == null,
                        "generated_file",
                        false)));
        return bodies;
    }

    /** The tree of a commit's first parent; empty for the first commit. */
    public Map<String, String> parentTree(Commit commit) {
        return commit.parents.isEmpty() ? Map.of() : state.commit(commit.parents.getFirst()).tree;
    }

    public Map<String, @Nullable Object> branch(Project project, Branch branch, @Nullable User viewer) {
        ProtectedBranch protection = project.protection(branch.name);
        String defaultHead = project.head(project.defaultBranch);
        boolean isDefault = branch.name.equals(project.defaultBranch);
        return Json.object(
                "name",
                branch.name,
                "commit",
                commit(project, state.commit(branch.sha)),
                "merged",
                !isDefault
                        && defaultHead != null
                        && repository.ancestors(defaultHead).contains(branch.sha),
                "protected",
                protection != null,
                "developers_can_push",
                protection != null && developers(protection.push),
                "developers_can_merge",
                protection != null && developers(protection.merge),
                "can_push",
                access.pushes(viewer, project, branch.name),
                "default",
                isDefault,
                "web_url",
                urls.project(project) + "/-/tree/" + branch.name);
    }

    public Map<String, @Nullable Object> protection(ProtectedBranch branch) {
        return Json.object(
                "id",
                branch.id,
                "name",
                branch.name,
                "push_access_levels",
                branch.push.stream().map(this::level).toList(),
                "merge_access_levels",
                branch.merge.stream().map(this::level).toList(),
                "allow_force_push",
                branch.allowForcePush,
                "unprotect_access_levels",
                branch.unprotect.stream().map(this::level).toList(),
                "code_owner_approval_required",
                branch.codeOwnerApprovalRequired,
                "inherited",
                false);
    }

    private Map<String, @Nullable Object> level(BranchAccess level) {
        return Json.object(
                "id", level.id,
                "access_level", level.accessLevel,
                "access_level_description", description(level),
                "deploy_key_id", null,
                "user_id", level.userId,
                "group_id", level.groupId);
    }

    private String description(BranchAccess level) {
        if (level.userId != null) {
            return state.user(level.userId).name;
        }
        Group group = level.groupId == null ? null : state.groups.get(level.groupId);
        if (group != null) {
            return group.name;
        }
        return AccessLevel.description(level.accessLevel == null ? AccessLevel.NONE : level.accessLevel);
    }

    private static boolean developers(List<BranchAccess> levels) {
        return levels.stream()
                .anyMatch(level -> level.accessLevel != null && level.accessLevel == AccessLevel.DEVELOPER);
    }

    private int lines(@Nullable String blob) {
        return blob == null ? 0 : (int) text(blob).lines().count();
    }

    private String patch(Repository.Change change) {
        StringBuilder patch =
                new StringBuilder("@@ -" + (change.before() == null ? "0,0" : "1," + lines(change.before())) + " +"
                        + (change.after() == null ? "0,0" : "1," + lines(change.after())) + " @@\n");
        if (change.before() != null) {
            text(change.before())
                    .lines()
                    .forEach(line -> patch.append('-').append(line).append('\n'));
        }
        if (change.after() != null) {
            text(change.after())
                    .lines()
                    .forEach(line -> patch.append('+').append(line).append('\n'));
        }
        return patch.toString();
    }

    private String text(String blob) {
        return new String(blobs.get(blob), StandardCharsets.UTF_8);
    }
}

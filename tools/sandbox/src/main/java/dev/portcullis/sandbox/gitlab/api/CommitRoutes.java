// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commits: reading them, comparing them, and making them. */
final class CommitRoutes {
    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;
    private final CommitActions actions;

    CommitRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
        this.actions = new CommitActions(rules);
    }

    void register(Api api) {
        api.get("/projects/:id/repository/commits", this::list);
        api.post("/projects/:id/repository/commits", this::create);
        api.get("/projects/:id/repository/commits/:sha", this::show);
        api.get("/projects/:id/repository/commits/:sha/diff", this::diff);
        api.get("/projects/:id/repository/commits/:sha/refs", this::refs);
        api.get("/projects/:id/repository/commits/:sha/merge_requests", this::mergeRequests);
        api.get("/projects/:id/repository/commits/:sha/signature", this::signature);
        api.get("/projects/:id/repository/compare", this::compare);
        api.get("/projects/:id/repository/merge_base", this::mergeBase);
        api.get("/projects/:id/repository/tree", this::tree);
    }

    private Reply list(Call call) {
        Project project = find.readable(call);
        String ref = call.params().text("ref_name", project.defaultBranch);
        String since = call.params().text("since");
        String until = call.params().text("until");
        String path = call.params().text("path");
        List<Commit> found = range(project, ref).stream()
                .filter(commit -> since == null || !commit.committedAt.isBefore(Times.parse("since", since)))
                .filter(commit -> until == null || !commit.committedAt.isAfter(Times.parse("until", until)))
                .filter(commit -> path == null || touches(commit, path))
                .toList();
        boolean stats = call.params().flag("with_stats", false);
        return paging.offset(
                call,
                found,
                commit -> stats ? bodies.commits.detail(project, commit) : bodies.commits.commit(project, commit));
    }

    private List<Commit> range(Project project, String ref) {
        int dots = ref.indexOf("..");
        if (dots < 0) {
            Commit head = rules.repository.resolve(project, ref);
            if (head == null) {
                throw GitLabError.notFound("Repository");
            }
            return rules.repository.history(head.sha);
        }
        Commit from = rules.repository.resolve(project, ref.substring(0, dots));
        Commit to = rules.repository.resolve(project, ref.substring(dots + 2).replaceFirst("^\\.", ""));
        if (from == null || to == null) {
            throw GitLabError.notFound("Commit");
        }
        return rules.repository.between(from.sha, to.sha);
    }

    private boolean touches(Commit commit, String path) {
        if (commit.parents.isEmpty()) {
            return touches(Map.of(), commit.tree, path);
        }
        // Git's history of a path leaves out merges that took it over from one of their parents.
        return commit.parents.stream().allMatch(parent -> touches(rules.state.commit(parent).tree, commit.tree, path));
    }

    private boolean touches(Map<String, String> before, Map<String, String> after, String path) {
        return rules.repository.diff(before, after).keySet().stream()
                .anyMatch(each -> each.equals(path) || each.startsWith(path + "/"));
    }

    private Reply create(Call call) {
        Project project = find.readable(call);
        Commit commit = actions.create(call, project);
        return Reply.created(bodies.commits.detail(project, commit));
    }

    private Reply show(Call call) {
        Project project = find.readable(call);
        return Reply.ok(bodies.commits.detail(project, commit(project, call)));
    }

    private Reply diff(Call call) {
        Project project = find.readable(call);
        Commit commit = commit(project, call);
        return paging.offset(call, bodies.commits.diffs(bodies.commits.parentTree(commit), commit.tree), each -> each);
    }

    private Reply refs(Call call) {
        Project project = find.readable(call);
        Commit commit = commit(project, call);
        List<String> names = "tag".equals(call.params().text("type"))
                ? List.of()
                : rules.repository.branchesWith(project, commit.sha);
        return paging.offset(call, names, name -> Json.object("type", "branch", "name", name));
    }

    private Reply mergeRequests(Call call) {
        Project project = find.readable(call);
        Commit commit = commit(project, call);
        List<MergeRequest> found = project.mergeRequests.values().stream()
                .filter(each -> contains(each, commit.sha))
                .toList();
        return paging.offset(call, found, bodies.mergeRequests::listed);
    }

    private boolean contains(MergeRequest mergeRequest, String sha) {
        return sha.equals(mergeRequest.mergeCommitSha)
                || sha.equals(mergeRequest.squashCommitSha)
                || mergeRequest.versions.stream()
                        .anyMatch(version -> rules.repository.between(version.startSha(), version.headSha()).stream()
                                .anyMatch(commit -> commit.sha.equals(sha)));
    }

    private Reply signature(Call call) {
        Project project = find.readable(call);
        Commit commit = commit(project, call);
        Signature signature = commit.signature;
        if (signature == null) {
            throw GitLabError.notFound("Signature");
        }
        Map<String, @Nullable Object> body =
                Json.object("signature_type", signature.type(), "verification_status", signature.verificationStatus());
        switch (signature.type()) {
            case "PGP" ->
                body.putAll(Json.object(
                        "gpg_key_id", 1,
                        "gpg_key_primary_keyid", commit.sha.substring(0, 16).toUpperCase(Locale.ROOT),
                        "gpg_key_user_name", commit.committer.name(),
                        "gpg_key_user_email", commit.committer.email(),
                        "gpg_key_subkey_id", null));
            case "SSH" -> body.put("key", Json.object("id", 1, "title", "key", "usage_type", "auth_and_signing"));
            default -> body.put("x509_certificate", Json.object("id", 1, "certificate_status", "good"));
        }
        body.put("commit_source", "gitaly");
        return Reply.ok(body);
    }

    private Reply compare(Call call) {
        Project project = find.readable(call);
        Commit from = resolve(project, call.params().required("from"));
        Commit to = resolve(project, call.params().required("to"));
        boolean straight = call.params().flag("straight", false);
        String base = straight ? from.sha : rules.repository.mergeBase(from.sha, to.sha);
        Map<String, String> start = base == null ? Map.of() : rules.state.commit(base).tree;
        List<Commit> commits = rules.repository.between(from.sha, to.sha).reversed();
        return Reply.ok(Json.object(
                "commit",
                commits.isEmpty() ? null : bodies.commits.commit(project, to),
                "commits",
                commits.stream()
                        .map(commit -> bodies.commits.commit(project, commit))
                        .toList(),
                "diffs",
                bodies.commits.diffs(start, to.tree),
                "compare_timeout",
                false,
                "compare_same_ref",
                from.sha.equals(to.sha),
                "web_url",
                bodies.urls.project(project) + "/-/compare/" + from.sha + "..." + to.sha));
    }

    private Reply mergeBase(Call call) {
        Project project = find.readable(call);
        List<String> refs = call.params().list("refs");
        if (refs.size() < 2) {
            throw GitLabError.badRequest("Provide at least 2 refs");
        }
        List<String> unknown = new ArrayList<>();
        refs.forEach(ref -> {
            if (rules.repository.resolve(project, ref) == null) {
                unknown.add(ref);
            }
        });
        if (!unknown.isEmpty()) {
            throw GitLabError.badRequest(
                    "Could not find " + (unknown.size() == 1 ? "ref" : "refs") + ": " + String.join(", ", unknown));
        }
        @Nullable String base = resolve(project, refs.getFirst()).sha;
        for (String ref : refs.subList(1, refs.size())) {
            base = base == null ? null : rules.repository.mergeBase(base, resolve(project, ref).sha);
        }
        if (base == null) {
            throw GitLabError.notFound("Merge Base");
        }
        return Reply.ok(bodies.commits.commit(project, rules.state.commit(base)));
    }

    private Reply tree(Call call) {
        Project project = find.readable(call);
        Commit commit = rules.repository.resolve(project, call.params().text("ref", project.defaultBranch));
        if (commit == null) {
            throw GitLabError.notFound("Tree");
        }
        String path = call.params().text("path", "");
        boolean recursive = call.params().flag("recursive", false);
        return paging.offset(call, Trees.list(commit, path, recursive), entry -> entry);
    }

    private Commit commit(Project project, Call call) {
        Commit commit = rules.repository.resolve(project, call.path("sha"));
        if (commit == null) {
            throw GitLabError.notFound("Commit");
        }
        return commit;
    }

    private Commit resolve(Project project, String ref) {
        Commit commit = rules.repository.resolve(project, ref);
        if (commit == null) {
            throw GitLabError.notFound("Ref");
        }
        return commit;
    }
}

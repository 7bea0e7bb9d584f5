// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Files of a repository. */
final class FileRoutes {
    private static final String PATH = "/projects/:id/repository/files/:file_path";

    private final Rules rules;
    private final Find find;
    private final CommitActions actions;

    FileRoutes(Rules rules, Find find) {
        this.rules = rules;
        this.find = find;
        this.actions = new CommitActions(rules);
    }

    void register(Api api) {
        api.get(PATH, call -> Reply.ok(body(call, true)));
        api.head(PATH, this::head);
        api.get(PATH + "/raw", this::raw);
        api.post(PATH, call -> Reply.created(write(call, "create")));
        api.put(PATH, call -> Reply.ok(write(call, "update")));
        api.delete(PATH, call -> {
            write(call, "delete");
            return Reply.noContent();
        });
    }

    private Reply raw(Call call) {
        Project project = find.readable(call);
        Commit commit = commit(project, call, project.defaultBranch);
        return Reply.bytes(rules.blobs.get(blob(commit, call)), "text/plain; charset=utf-8");
    }

    private Reply head(Call call) {
        Map<String, @Nullable Object> body = body(call, false);
        Reply reply = new Reply(200, Map.of(), null);
        for (Map.Entry<String, @Nullable Object> entry : body.entrySet()) {
            String name = "x-gitlab-" + entry.getKey().replace('_', '-');
            reply = reply.with(name, String.valueOf(entry.getValue()));
        }
        return reply;
    }

    private Map<String, @Nullable Object> body(Call call, boolean withContent) {
        Project project = find.readable(call);
        String ref = call.params().required("ref");
        Commit commit = commit(project, call, ref);
        String path = call.path("file_path");
        String blob = blob(commit, call);
        byte[] content = rules.blobs.get(blob);
        Map<String, @Nullable Object> body = Json.object(
                "file_name",
                path.substring(path.lastIndexOf('/') + 1),
                "file_path",
                path,
                "size",
                content.length,
                "encoding",
                "base64",
                "content_sha256",
                HexFormat.of().formatHex(Digests.digest("SHA-256", content)),
                "ref",
                ref,
                "blob_id",
                blob,
                "commit_id",
                commit.sha,
                "last_commit_id",
                FileHistory.lastCommit(rules, commit, path),
                "execute_filemode",
                false);
        if (withContent) {
            body.put("content", Base64.getEncoder().encodeToString(content));
        }
        return body;
    }

    private Map<String, @Nullable Object> write(Call call, String action) {
        Project project = find.readable(call);
        String path = call.path("file_path");
        actions.single(call, project, action, path);
        return Json.object("file_path", path, "branch", call.params().required("branch"));
    }

    private Commit commit(Project project, Call call, String otherwise) {
        Commit commit = rules.repository.resolve(project, call.params().text("ref", otherwise));
        if (commit == null) {
            throw GitLabError.notFound("Commit");
        }
        return commit;
    }

    private static String blob(Commit commit, Call call) {
        String blob = commit.tree.get(call.path("file_path"));
        if (blob == null) {
            throw GitLabError.notFound("File");
        }
        return blob;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.portcullis.sandbox.gitlab.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One simulated instance and plain HTTP to it, with the few steps that most tests begin with. */
final class GitLabTest implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    final SimulatedGitLab gitlab;
    final String root;
    private int names;

    GitLabTest(Tier tier) {
        this(SimulatedGitLabOptions.of(tier));
    }

    GitLabTest(SimulatedGitLabOptions options) {
        gitlab = SimulatedGitLab.start(options);
        root = gitlab.rootToken();
    }

    /** A call to the REST API; {@code body} is alternating names and values. */
    Answer call(String token, String method, String path, Object... body) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (token != null) {
            headers.put("PRIVATE-TOKEN", token);
        }
        return send(method, "/api/v4" + path, headers, body.length == 0 ? null : Json.object(body));
    }

    Answer get(String token, String path) {
        return call(token, "GET", path);
    }

    Answer post(String token, String path, Object... body) {
        return call(token, "POST", path, body);
    }

    Answer put(String token, String path, Object... body) {
        return call(token, "PUT", path, body);
    }

    /** A call to the control API. */
    Answer control(String method, String path, Object... body) {
        return send(method, "/-/sandbox" + path, Map.of(), body.length == 0 ? null : Json.object(body));
    }

    Answer send(String method, String path, Map<String, String> headers, Object body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gitlab.baseUrl() + path));
        headers.forEach(request::header);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(Json.write(body)));
        }
        return send(request.build());
    }

    static Answer send(HttpRequest request) {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("content-type").orElse("");
            JsonNode json = type.startsWith("application/json")
                    ? Json.mapper().readTree(response.body())
                    : MissingNode.getInstance();
            return new Answer(response.statusCode(), response.headers(), response.body(), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A new user with an {@code api} token. */
    Person user(String name, String... scopes) {
        Answer made = control(
                "POST",
                "/users",
                "username",
                name,
                "name",
                name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                "password",
                "correct horse " + name,
                "scopes",
                scopes.length == 0 ? List.of("api") : List.of(scopes));
        return new Person(made.id(), name, made.at("/token").asText());
    }

    /** A new top-level group of root's. */
    long group(String path) {
        return post(root, "/groups", "name", path, "path", path).id();
    }

    /** A new private project of root's with a README on {@code main}. */
    long project(Object... more) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", "project-" + ++names);
        body.put("initialize_with_readme", true);
        for (int i = 0; i < more.length; i += 2) {
            body.put((String) more[i], more[i + 1]);
        }
        return send("POST", "/api/v4/projects", Map.of("PRIVATE-TOKEN", root), body)
                .id();
    }

    void member(long project, Person person, int level) {
        post(root, "/projects/" + project + "/members", "user_id", person.id(), "access_level", level);
    }

    /** Commits one file to a branch, which is made from {@code main} if it is new; returns the sha. */
    String commit(String token, long project, String branch, String file, String content) {
        boolean there = get(token, "/projects/" + project + "/repository/branches/" + encode(branch))
                        .status()
                == 200;
        boolean known =
                get(token, "/projects/" + project + "/repository/files/" + encode(file) + "?ref=" + encode(branch))
                                .status()
                        == 200;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("branch", branch);
        body.put("commit_message", "Change " + file);
        if (!there) {
            body.put("start_branch", "main");
        }
        body.put(
                "actions",
                List.of(Json.object("action", known ? "update" : "create", "file_path", file, "content", content)));
        Answer made = send(
                "POST", "/api/v4/projects/" + project + "/repository/commits", Map.of("PRIVATE-TOKEN", token), body);
        if (made.status() != 201) {
            throw new IllegalStateException("Commit: " + made.status() + " " + made.text());
        }
        return made.at("/id").asText();
    }

    /** Opens a merge request from a branch with one new commit; returns its body. */
    Answer mergeRequest(String token, long project, String branch) {
        commit(token, project, branch, branch.replace('/', '-') + ".txt", "new on " + branch);
        return post(
                token,
                "/projects/" + project + "/merge_requests",
                "title",
                "Bring " + branch,
                "source_branch",
                branch,
                "target_branch",
                "main");
    }

    /** Runs CI for a merge request; each job is a map. */
    Answer pipeline(long project, long iid, Object... jobs) {
        return control("POST", "/projects/" + project + "/pipelines", "merge_request_iid", iid, "jobs", List.of(jobs));
    }

    static Map<String, Object> job(Object... fields) {
        return Json.object(fields);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        gitlab.close();
    }

    record Person(long id, String username, String token) {}
}

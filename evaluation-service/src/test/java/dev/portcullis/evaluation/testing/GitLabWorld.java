// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** What tests do in GitLab, over plain HTTP: the REST API as its users, and the control API for what CI would do. */
public final class GitLabWorld {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String instance;
    private final String baseUrl;
    private final String root;
    private final Person bot;
    private final AtomicInteger names = new AtomicInteger();

    GitLabWorld(String instance, String baseUrl, String rootToken) {
        this.instance = instance;
        this.baseUrl = baseUrl;
        this.root = rootToken;
        this.bot = person("portcullis-bot");
    }

    /** Somebody with a token. */
    public record Person(long id, String username, String token) {}

    /** A call's outcome. */
    public record Answer(int status, JsonNode body) {
        /** Text at a JSON pointer. */
        public String text(String pointer) {
            return body.at(pointer).asText();
        }
    }

    /** The name under which the service knows it. */
    public String instance() {
        return instance;
    }

    /** Where it answers. */
    public String baseUrl() {
        return baseUrl;
    }

    /** The user that Portcullis acts as. */
    public Person bot() {
        return bot;
    }

    /** The user of that name, made if need be. */
    public Person person(String username) {
        JsonNode made = control("POST", "/users", Map.of("username", username, "scopes", List.of("api")))
                .body();
        return new Person(made.get("id").asLong(), username, made.get("token").asText());
    }

    /**
     * A new project {@code acme-<n>/web} with a protected {@code main}, in which pipelines must succeed and of which the
     * bot is a maintainer.
     *
     * @param service the address of the service, which gets the project's webhooks
     */
    public Project project(URI service) {
        return project(service, "acme-" + names.incrementAndGet());
    }

    /** The same in a new top-level group of that name. */
    public Project project(URI service, String group) {
        long groupId = api(root, "POST", "/groups", Map.of("name", group, "path", group))
                .body()
                .get("id")
                .asLong();
        JsonNode made = api(
                        root,
                        "POST",
                        "/projects",
                        Map.of("name", "web", "path", "web", "namespace_id", groupId, "initialize_with_readme", true))
                .body();
        Project project = new Project(
                this, made.get("id").asLong(), made.get("path_with_namespace").asText(), root);
        project.change(Map.of("only_allow_merge_if_pipeline_succeeds", true));
        project.member(bot, 40);
        Map<String, Object> hook = new LinkedHashMap<>();
        hook.put("url", service.resolve("/webhooks/gitlab/" + instance).toString());
        hook.put("token", SandboxGitLab.WEBHOOK_TOKEN);
        hook.put("merge_requests_events", true);
        hook.put("pipeline_events", true);
        hook.put("push_events", true);
        project.call(root, "POST", "/hooks", hook);
        return project;
    }

    /** Breaks something on purpose; an empty map mends everything. */
    public void faults(Map<String, Object> faults) {
        if (faults.isEmpty()) {
            control("DELETE", "/faults", null);
        } else {
            control("PUT", "/faults", faults);
        }
    }

    /** Moves its clock forward. */
    public void advance(Duration by) {
        control("POST", "/clock", Map.of("seconds", by.toSeconds()));
    }

    /** What the bot has written about a project so far, as {@code METHOD path}. */
    public List<String> writes(Project project) {
        return written(project)
                .map(call ->
                        call.path("method").asText() + " " + call.path("path").asText())
                .toList();
    }

    /** The bodies of the commit statuses that the bot has posted in a project. */
    public List<String> statusesPosted(Project project) {
        return written(project)
                .filter(call -> call.path("path").asText().contains("/statuses/"))
                .map(call -> call.path("body").asText())
                .toList();
    }

    private Stream<JsonNode> written(Project project) {
        List<JsonNode> calls = new ArrayList<>();
        control("GET", "/calls?path=" + encode("^/api/v4/projects/" + project.id() + "/"), null)
                .body()
                .forEach(calls::add);
        return calls.stream()
                .filter(call -> !call.path("method").asText().equals("GET"))
                .filter(call -> bot.username().equals(call.path("user").asText()));
    }

    Answer api(String token, String method, String path, Object body) {
        return send(method, "/api/v4" + path, token, body);
    }

    Answer graphQl(String token, String query, Map<String, Object> variables) {
        return send("POST", "/api/graphql", token, Map.of("query", query, "variables", variables));
    }

    Answer control(String method, String path, Object body) {
        return send(method, "/-/sandbox" + path, null, body);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Answer send(String method, String path, String token, Object body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path));
            if (token != null) {
                request.header("PRIVATE-TOKEN", token);
            }
            if (body == null) {
                request.method(method, HttpRequest.BodyPublishers.noBody());
            } else {
                request.header("Content-Type", "application/json");
                request.method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
            }
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json =
                    answer.headers().firstValue("content-type").orElse("").startsWith("application/json");
            return new Answer(answer.statusCode(), json ? JSON.readTree(answer.body()) : JSON.nullNode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

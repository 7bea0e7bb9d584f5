// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.demo;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain JSON over HTTP, as one person or program would speak it with {@code curl}. */
public final class Rest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient http;
    private final String origin;
    private final Map<String, String> headers;

    /**
     * A caller.
     *
     * @param http how to connect; holds the caller's cookies, if any
     * @param origin what paths are appended to
     * @param headers sent with each request
     */
    public Rest(HttpClient http, String origin, Map<String, String> headers) {
        this.http = requireNonNull(http, "http is null");
        this.origin = requireNonNull(origin, "origin is null");
        this.headers = Map.copyOf(headers);
    }

    /** A caller of GitLab's REST API with a personal access token. */
    public static Rest gitLab(String gitLabUrl, String token) {
        return new Rest(HttpClient.newHttpClient(), gitLabUrl + "/api/v4", Map.of("PRIVATE-TOKEN", token));
    }

    /** The same caller, with the same cookies, elsewhere. */
    public Rest at(String elsewhere) {
        return new Rest(http, elsewhere, headers);
    }

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body the JSON body, missing where there is none
     */
    public record Answer(int status, JsonNode body) {
        /** Whether it is a 2xx. */
        public boolean isOk() {
            return status / 100 == 2;
        }

        /** A field of the body as text, empty where there is none. */
        public String text(String field) {
            return body.path(field).asText();
        }
    }

    /** Calls and returns whatever comes. */
    public Answer call(String method, String path, @Nullable Object body) {
        return call(method, path, body, Map.of());
    }

    /** The same with more headers. */
    public Answer call(String method, String path, @Nullable Object body, Map<String, String> more) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(origin + path)).timeout(TIMEOUT);
        headers.forEach(request::setHeader);
        more.forEach(request::setHeader);
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(write(body)));
        }
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), read(response.body()));
        } catch (IOException e) {
            throw new StoryFailure(method + " " + origin + path + " got no answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoryFailure("Interrupted", e);
        }
    }

    /** Calls and returns the body; anything but a 2xx fails the story. */
    public JsonNode require(String method, String path, @Nullable Object body) {
        Answer answer = call(method, path, body);
        if (!answer.isOk()) {
            throw new StoryFailure(
                    method + " " + origin + path + " was answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not writable as JSON", e);
        }
    }

    private static JsonNode read(String text) {
        try {
            return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return JSON.getNodeFactory().textNode(text);
        }
    }
}

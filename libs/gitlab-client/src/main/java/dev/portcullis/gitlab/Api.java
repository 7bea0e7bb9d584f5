// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls in terms of records: JSON in GitLab's names, unknown fields ignored, lists paged along {@code Link}. */
final class Api {
    private static final Pattern NEXT = Pattern.compile("<([^>]+)>\\s*;[^,]*\\brel=\"next\"");
    private static final int PER_PAGE = 100;

    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .withConfigOverride(List.class, list -> list.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
            .build();

    private final Transport transport;
    private final GitLabLimits limits;
    private final Failures failures;

    Api(GitLabServer server, Transport transport) {
        this.transport = transport;
        this.limits = server.limits();
        this.failures = new Failures(server);
    }

    /** One page of a list. */
    record Page<T>(List<T> items, @Nullable Endpoint next) {}

    <T> T get(Endpoint endpoint, Class<T> type) {
        return read(endpoint, body(send("GET", endpoint, null)), type);
    }

    /** What is there, or nothing where GitLab answers 404. */
    <T> Optional<T> find(Endpoint endpoint, Class<T> type) {
        try {
            return Optional.of(get(endpoint, type));
        } catch (GitLabException e) {
            if (e.kind() == GitLabException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    <T> T send(String method, Endpoint endpoint, @Nullable Object body, Class<T> type) {
        return read(endpoint, body(send(method, endpoint, body)), type);
    }

    /** The data of a GraphQL answer, which may hold nulls for what the token's user may not see. */
    JsonNode query(String query, Map<String, Object> variables) {
        Map<String, Object> request = Map.of("query", query, "variables", variables);
        JsonNode answer = send("POST", Endpoint.GRAPHQL, request, JsonNode.class);
        JsonNode errors = answer.path("errors");
        if (!errors.isEmpty() || !answer.hasNonNull("data")) {
            throw failures.refused(
                    Endpoint.GRAPHQL,
                    "the query is refused: " + errors.path(0).path("message").asText("no data"));
        }
        return answer.get("data");
    }

    /** Sends a call whose answer is of no interest. */
    void tell(String method, Endpoint endpoint, @Nullable Object body) {
        send(method, endpoint, body);
    }

    byte[] bytes(Endpoint endpoint) {
        return body(send("GET", endpoint, null));
    }

    /** The whole list; an error where it is longer than {@link GitLabLimits#maxItems()}. */
    <T> List<T> list(Endpoint endpoint, Class<T> type) {
        return new Paged<>(this, endpoint, type).toList();
    }

    <T> Page<T> page(Endpoint endpoint, Class<T> type) {
        Answer<byte[]> answer = send("GET", endpoint, null);
        List<T> items;
        try {
            items = JSON.readerForListOf(type).readValue(body(answer));
        } catch (IOException e) {
            throw failures.unreadable(endpoint, e);
        }
        if (items == null) {
            throw failures.unreadable(endpoint, new IOException("null where a list was expected"));
        }
        return new Page<>(items, next(endpoint, answer.headers()));
    }

    Endpoint firstPage(Endpoint endpoint) {
        return endpoint.with("per_page", PER_PAGE);
    }

    int maxItems() {
        return limits.maxItems();
    }

    Failures failures() {
        return failures;
    }

    /** Fetches a file into a temporary one. */
    <T> T download(Endpoint endpoint, BodyHandler<T> handler) {
        Transport.Call<T> call = new Transport.Call<>("GET", endpoint, null, handler, limits.downloadTimeout());
        return requireNonNull(transport.send(call).value(), "a success has a body");
    }

    long maxDownloadBytes() {
        return limits.maxDownloadBytes();
    }

    private Answer<byte[]> send(String method, Endpoint endpoint, @Nullable Object body) {
        BodyHandler<byte[]> handler = BodyHandlers.limiting(BodyHandlers.ofByteArray(), limits.maxBodyBytes());
        String json = body == null ? null : write(body);
        return transport.send(new Transport.Call<>(method, endpoint, json, handler, limits.requestTimeout()));
    }

    /**
     * The next page of the same path. Only the query of GitLab's link is followed: behind a proxy its host can be a
     * name that is not ours to send a token to.
     */
    private @Nullable Endpoint next(Endpoint endpoint, HttpHeaders headers) {
        Matcher matcher = NEXT.matcher(String.join(", ", headers.allValues("Link")));
        if (!matcher.find()) {
            return null;
        }
        try {
            String query = URI.create(matcher.group(1)).getRawQuery();
            return query == null ? null : endpoint.withQuery(query);
        } catch (IllegalArgumentException e) {
            throw failures.unreadable(endpoint, new IOException("a paging link that is no address", e));
        }
    }

    private static byte[] body(Answer<byte[]> answer) {
        return requireNonNull(answer.value(), "a success has a body");
    }

    private <T> T read(Endpoint endpoint, byte[] body, Class<T> type) {
        try {
            T value = JSON.readValue(body, type);
            if (value == null) {
                throw new IOException("null where a " + type.getSimpleName() + " was expected");
            }
            return value;
        } catch (IOException e) {
            throw failures.unreadable(endpoint, e);
        }
    }

    private static String write(Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}

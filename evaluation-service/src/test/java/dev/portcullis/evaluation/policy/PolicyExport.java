// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.LevelKind;
import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.evaluation.testing.PolicyPublisher;
import dev.portcullis.messaging.Ids;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The two calls of policy-service by which missing activations are fetched, with what it would say; services do not know
 * each other, so that the real one runs in the end-to-end tests only.
 */
public final class PolicyExport implements QuarkusTestResourceLifecycleManager {
    /** The group whose policy is in force before the service starts. */
    static final String GROUP = "early";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();
    private static final String SERVICE_TOKEN = "the-service-token";
    private static final String JWT = "a-short-lived-jwt";
    private static final List<PolicyChanged> ACTIVATIONS = new CopyOnWriteArrayList<>();
    private static final List<Long> ASKED = new CopyOnWriteArrayList<>();
    private static final AtomicInteger FAILURES = new AtomicInteger();

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        ACTIVATIONS.clear();
        ASKED.clear();
        Level level = new Level(LevelKind.GROUP, "gitlab", GROUP);
        add(1, level, "Before the start", "Before the start");
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/session/token", PolicyExport::token);
        server.createContext("/api/v1/policies/export", PolicyExport::export);
        server.start();
        return Map.of(
                "portcullis.policy-service.url",
                "http://127.0.0.1:" + server.getAddress().getPort(),
                "portcullis.policy-service.token",
                SERVICE_TOKEN,
                "portcullis.policies.check-every",
                "1h");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** Keeps an activation of a policy that wants Alice's approval, and tells it to whoever asks. */
    static PolicyChanged add(long revision, Level level, String name, String description) {
        String yaml = """
                name: %s
                description: '%s'
                enabled: true
                rules:
                - {type: any_merge_request, branch_type: protected, commits: any}
                actions:
                - {type: require_approval, approvals_required: 1, user_approvers: [alice]}
                """.formatted(name, description);
        PolicyChanged change = new PolicyChanged(
                revision,
                Instant.now(),
                level,
                List.of(PolicyPublisher.version(Ids.timeOrdered(), 1, level, name, yaml, PolicyState.ENABLED)));
        ACTIVATIONS.add(change);
        return change;
    }

    /** From which revisions on it was asked. */
    static List<Long> asked() {
        return List.copyOf(ASKED);
    }

    /** Lets so many answers be 503. */
    static void failFor(int answers) {
        FAILURES.set(answers);
    }

    private static void token(HttpExchange exchange) throws IOException {
        String given = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        boolean known = exchange.getRequestMethod().equals("POST")
                && JSON.readTree(given).path("token").asText().equals(SERVICE_TOKEN);
        answer(exchange, known ? 200 : 401, Map.of("access_token", JWT, "token_type", "Bearer", "expires_in", 300));
    }

    private static void export(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        if (!("Bearer " + JWT).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, Map.of());
        } else if (FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            answer(exchange, 503, Map.of());
        } else {
            long since = Long.parseLong(query.substring("since=".length()));
            ASKED.add(since);
            answer(
                    exchange,
                    200,
                    Map.of(
                            "items",
                            ACTIVATIONS.stream()
                                    .filter(change -> change.revision() > since)
                                    .toList()));
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}

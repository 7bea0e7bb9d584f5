// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portcullis.sandbox.gitlab.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Receives webhooks and answers with one status. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final List<Delivered> waiting = new CopyOnWriteArrayList<>();
    volatile int status = 200;

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /**
     * The first delivery that fits and was not asked for yet; they may come in any order. Fails after ten seconds
     * without one.
     */
    Delivered next(Predicate<Delivered> wanted) {
        await().atMost(Duration.ofSeconds(10)).until(() -> waiting.stream().anyMatch(wanted));
        Delivered found = waiting.stream().filter(wanted).findFirst().orElseThrow();
        waiting.remove(found);
        return found;
    }

    Delivered next(String kind) {
        return next(delivered -> delivered.json().path("object_kind").asText().equals(kind)
                || delivered.json().path("event_name").asText().equals(kind));
    }

    Delivered mergeRequest(String action) {
        return next(delivered ->
                delivered.json().at("/object_attributes/action").asText().equals(action));
    }

    boolean empty() {
        return waiting.isEmpty();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        waiting.add(new Delivered(Map.copyOf(exchange.getRequestHeaders()), body));
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    record Delivered(Map<String, List<String>> headers, String body) {
        JsonNode json() {
            try {
                return Json.mapper().readTree(body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String header(String name) {
            return headers.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(entry -> entry.getValue().getFirst())
                    .findFirst()
                    .orElse(null);
        }
    }
}

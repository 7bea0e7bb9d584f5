// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OriginTest {
    private final Map<String, HttpServer> services = new ConcurrentHashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private int port;
    private Origin origin;

    @BeforeEach
    void start() throws IOException {
        Map<String, Integer> ports = new ConcurrentHashMap<>();
        for (String service : Routes.SERVICES) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> echo(service, exchange));
            server.start();
            services.put(service, server);
            ports.put(service, server.getAddress().getPort());
        }
        port = Ports.free(1).getFirst();
        origin = Origin.start(port, ports, LandingPage.html("http://gitlab.example/\"><script>", false));
    }

    @AfterEach
    void stop() {
        origin.close();
        services.values().forEach(server -> server.stop(0));
    }

    @Test
    void eachPathGoesToItsService() throws Exception {
        assertThat(get("/api/v1/policies").body()).startsWith("policy-service /api/v1/policies");
        assertThat(get("/api/v1/policies/7?a=b").body()).startsWith("policy-service /api/v1/policies/7?a=b");
        assertThat(get("/webhooks/gitlab/gitlab").body()).startsWith("evaluation-service");
        assertThat(get("/api/v1/alerts").body()).startsWith("alert-service");
        assertThat(get("/api/v1/audit").body()).startsWith("audit-service");
    }

    @Test
    void whatNoServiceAnswersStaysOutside() throws Exception {
        assertThat(get("/q/metrics").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/policiesx").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/").headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void theServicesLearnTheOriginAndNotWhatTheCallerClaims() throws Exception {
        HttpRequest forged = HttpRequest.newBuilder(uri("/api/v1/audit"))
                .header("X-Forwarded-Host", "evil.example")
                .header("X-Forwarded-For", "10.0.0.1")
                .build();

        String body = http.send(forged, HttpResponse.BodyHandlers.ofString()).body();

        assertThat(body)
                .contains("host=localhost:" + port)
                .contains("for=127.0.0.1")
                .doesNotContain("evil");
    }

    @Test
    void theLandingPageEscapesWhatItShows() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("/api/docs/audit-service").doesNotContain("<script>");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    private static void echo(String service, HttpExchange exchange) throws IOException {
        String text = service + " " + exchange.getRequestURI() + " host="
                + exchange.getRequestHeaders().getFirst("X-Forwarded-Host") + " for="
                + exchange.getRequestHeaders().getFirst("X-Forwarded-For");
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}

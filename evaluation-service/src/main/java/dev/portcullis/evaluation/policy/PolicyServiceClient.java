// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portcullis.contracts.PolicyChanged;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Asks policy-service for activations. {@code portcullis.policy-service.url} is its base URL,
 * {@code portcullis.policy-service.token} the service token that is exchanged for a short-lived JWT.
 */
@ApplicationScoped
class PolicyServiceClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Optional<URI> url;
    private final Optional<String> serviceToken;
    private final ObjectMapper json;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private volatile @Nullable Session session;

    PolicyServiceClient(
            @ConfigProperty(name = "portcullis.policy-service.url") Optional<URI> url,
            @ConfigProperty(name = "portcullis.policy-service.token") Optional<String> serviceToken,
            ObjectMapper json) {
        this.url = url;
        this.serviceToken = serviceToken;
        this.json = json.copy().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    }

    private record Session(String jwt, Instant until) {}

    private record TokenAnswer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("expires_in") long expiresIn) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Activations(List<PolicyChanged> items) {}

    /** Whether there is a policy-service to ask. */
    boolean isConfigured() {
        return url.isPresent() && serviceToken.isPresent();
    }

    /**
     * Some of the activations after {@code revision}, in order and with whole documents; empty where there are none.
     *
     * @throws IOException where policy-service cannot be reached or refuses
     */
    List<PolicyChanged> activationsAfter(long revision) throws IOException, InterruptedException {
        HttpRequest.Builder request = request("/api/v1/policies/export?since=" + revision)
                .header("Authorization", "Bearer " + jwt())
                .GET();
        return read(send(request), Activations.class).items();
    }

    private String jwt() throws IOException, InterruptedException {
        Session current = session;
        if (current != null && Instant.now().isBefore(current.until())) {
            return current.jwt();
        }
        String token = serviceToken.orElseThrow(() -> new IOException("portcullis.policy-service.token is not set"));
        HttpRequest.Builder request = request("/api/v1/session/token")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(Map.of("token", token))));
        TokenAnswer answer = read(send(request), TokenAnswer.class);
        Instant until = Instant.now().plusSeconds(answer.expiresIn()).minus(MARGIN);
        session = new Session(answer.accessToken(), until);
        return answer.accessToken();
    }

    private HttpRequest.Builder request(String path) throws IOException {
        URI base = url.orElseThrow(() -> new IOException("portcullis.policy-service.url is not set"));
        return HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT).header("Accept", "application/json");
    }

    private byte[] send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        HttpRequest request = builder.build();
        HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            if (answer.statusCode() == 401) {
                session = null;
            }
            throw new IOException("policy-service answered " + request.method() + " "
                    + request.uri().getPath() + " with status " + answer.statusCode());
        }
        return answer.body();
    }

    private <T> T read(byte[] body, Class<T> type) throws IOException {
        return json.readValue(body, type);
    }
}

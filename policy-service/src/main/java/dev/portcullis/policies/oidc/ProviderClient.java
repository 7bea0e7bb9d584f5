// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP with providers: discovery, token endpoint, userinfo. Answers are bounded in size and time. */
@ApplicationScoped
class ProviderClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration DISCOVERY_LIFETIME = Duration.ofHours(1);
    private static final long LARGEST_ANSWER = 256 * 1024;

    private final Map<String, Discovered> discovered = new ConcurrentHashMap<>();
    private final ObjectMapper json;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    ProviderClient(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /** What the provider publishes about itself (OpenID Connect Discovery 1.0). */
    record Endpoints(String authorization, String token, String userinfo, String jwks) {}

    /** What the token endpoint gave. */
    record Tokens(
            String accessToken,
            @Nullable String refreshToken,
            @Nullable String idToken) {}

    private record Discovered(Endpoints endpoints, Instant until) {}

    /** The provider's endpoints, read again after an hour. */
    Endpoints endpoints(Provider provider) {
        Discovered known = discovered.get(provider.issuer());
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.endpoints();
        }
        JsonNode document = send(
                provider, HttpRequest.newBuilder(URI.create(provider.issuer() + "/.well-known/openid-configuration")));
        String issuer = text(provider, document, "issuer");
        if (!issuer.replaceAll("/+$", "").equals(provider.issuer())) {
            throw new ProviderUnavailableException(provider + " calls itself " + issuer + "; check its configured URL");
        }
        Endpoints endpoints = new Endpoints(
                text(provider, document, "authorization_endpoint"),
                text(provider, document, "token_endpoint"),
                text(provider, document, "userinfo_endpoint"),
                text(provider, document, "jwks_uri"));
        discovered.put(
                provider.issuer(), new Discovered(endpoints, clock.instant().plus(DISCOVERY_LIFETIME)));
        return endpoints;
    }

    /**
     * Asks the token endpoint.
     *
     * @throws ProviderRefusedException where the provider says no, e.g. because a code was used before
     */
    Tokens tokens(Provider provider, Map<String, String> form) {
        String body = form.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        String credentials = encode(provider.clientId()) + ":" + encode(provider.clientSecret());
        JsonNode answer = send(
                provider,
                HttpRequest.newBuilder(URI.create(endpoints(provider).token()))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(credentials.getBytes(StandardCharsets.UTF_8)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body)));
        return new Tokens(
                text(provider, answer, "access_token"),
                answer.path("refresh_token").asText(null),
                answer.path("id_token").asText(null));
    }

    /** The claims that the access token's owner is known by. */
    JsonNode userinfo(Provider provider, String accessToken) {
        return send(
                provider,
                HttpRequest.newBuilder(URI.create(endpoints(provider).userinfo()))
                        .header("Authorization", "Bearer " + accessToken));
    }

    private JsonNode send(Provider provider, HttpRequest.Builder request) {
        HttpRequest built =
                request.timeout(ANSWER).header("Accept", "application/json").build();
        try {
            HttpResponse<String> response =
                    http.send(built, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_ANSWER));
            if (response.statusCode() >= 500 || response.statusCode() == 429) {
                throw new ProviderUnavailableException(provider + " answered " + response.statusCode());
            }
            if (response.statusCode() != 200) {
                throw new ProviderRefusedException(
                        provider + " answered " + response.statusCode() + errorCode(response.body()));
            }
            return json.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new ProviderUnavailableException(provider + " did not answer with JSON");
        } catch (IOException e) {
            throw new ProviderUnavailableException(provider + " cannot be reached: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProviderUnavailableException("interrupted while asking " + provider);
        }
    }

    private String errorCode(String body) {
        try {
            String code = json.readTree(body).path("error").asText("");
            return code.matches("[a-z_]{1,40}") ? ": " + code : "";
        } catch (JsonProcessingException notJson) {
            return "";
        }
    }

    private static String text(Provider provider, JsonNode document, String member) {
        String value = document.path(member).asText("");
        if (value.isEmpty()) {
            throw new ProviderUnavailableException(provider + " answered without " + member);
        }
        return value;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

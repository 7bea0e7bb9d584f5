// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.policies.oidc.ProviderClient.Endpoints;
import dev.portcullis.policies.oidc.ProviderClient.Tokens;
import dev.portcullis.policies.secret.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jspecify.annotations.Nullable;

/**
 * The authorization code flow with PKCE, and its renewal with a refresh token. GitLab's access tokens are opaque and its
 * refresh tokens rotate, so what is known about a person comes from the ID token and the userinfo endpoint, and each
 * refresh token is used once (GitLab as OpenID Connect identity provider).
 */
@ApplicationScoped
public class CodeFlow {
    private static final String SCOPE = "openid profile email";
    private static final int MOST_GROUPS = 2_000;
    // GitLab's names for users of project and group access tokens and of service accounts.
    private static final Pattern BOT =
            Pattern.compile("(project|group)_\\d+_bot(_\\w+)?|service_account_.+|.+-bot|ghost");

    private final ProviderClient client;
    private final IdTokens idTokens;
    private final List<String> bots;

    CodeFlow(ProviderClient client, IdTokens idTokens, OidcConfig config) {
        this.client = client;
        this.idTokens = idTokens;
        this.bots = config.bots().orElse(List.of());
    }

    /**
     * What one sign-in is bound to.
     *
     * @param state comes back with the code
     * @param nonce comes back in the ID token
     * @param codeVerifier proves at the token endpoint that we began the flow
     */
    public record Binding(String state, String nonce, String codeVerifier) {
        @Override
        public String toString() {
            return "Binding[…]";
        }
    }

    /** Where to send the browser. */
    public String authorizationUrl(Provider provider, Binding binding, String redirectUri) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("client_id", provider.clientId());
        query.put("redirect_uri", redirectUri);
        query.put("response_type", "code");
        query.put("scope", SCOPE);
        query.put("state", binding.state());
        query.put("nonce", binding.nonce());
        query.put("code_challenge", Secrets.codeChallenge(binding.codeVerifier()));
        query.put("code_challenge_method", "S256");
        String endpoint = client.endpoints(provider).authorization();
        return endpoint
                + (endpoint.contains("?") ? "&" : "?")
                + query.entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
    }

    /** Exchanges the code for what the provider vouches for. */
    public SignedIn exchange(Provider provider, Binding binding, String code, String redirectUri) {
        Tokens tokens = client.tokens(
                provider,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        redirectUri,
                        "code_verifier",
                        binding.codeVerifier()));
        if (tokens.idToken() == null) {
            throw new ProviderRefusedException(provider + " gave no ID token; has the application the openid scope?");
        }
        return signedIn(provider, tokens, binding.nonce());
    }

    /** Asks again, with the refresh token of the last answer. */
    public SignedIn renew(Provider provider, String refreshToken, String redirectUri) {
        Tokens tokens = client.tokens(
                provider,
                Map.of(
                        "grant_type", "refresh_token",
                        "refresh_token", refreshToken,
                        "redirect_uri", redirectUri));
        return signedIn(provider, tokens, null);
    }

    private SignedIn signedIn(Provider provider, Tokens tokens, @Nullable String nonce) {
        Endpoints endpoints = client.endpoints(provider);
        JsonNode userinfo = client.userinfo(provider, tokens.accessToken());
        String subject = userinfo.path("sub").asText("");
        if (subject.isEmpty()) {
            throw new ProviderRefusedException(provider + " did not say who signed in");
        }
        List<String> groups = groups(userinfo.path("groups_direct"));
        if (tokens.idToken() != null) {
            JwtClaims claims = idTokens.verify(provider, endpoints.jwks(), tokens.idToken(), nonce);
            if (!subject.equals(claims.getClaimValueAsString("sub"))) {
                throw new ProviderRefusedException("ID token and userinfo of " + provider + " are about two people");
            }
            groups = groups(claims).orElse(groups);
        }
        String username = userinfo.path("preferred_username")
                .asText(userinfo.path("nickname").asText(subject));
        return new SignedIn(
                provider,
                subject,
                username,
                verifiedEmail(userinfo),
                groups,
                bots.contains(username) || BOT.matcher(username).matches(),
                tokens.refreshToken());
    }

    private static Optional<String> verifiedEmail(JsonNode userinfo) {
        String email = userinfo.path("email").asText("").strip().toLowerCase(Locale.ROOT);
        boolean verified = userinfo.path("email_verified").asBoolean(false);
        return verified && !email.isEmpty() ? Optional.of(email) : Optional.empty();
    }

    private static Optional<List<String>> groups(JwtClaims claims) {
        try {
            return claims.hasClaim("groups_direct")
                    ? Optional.of(bounded(claims.getStringListClaimValue("groups_direct")))
                    : Optional.empty();
        } catch (MalformedClaimException e) {
            throw new ProviderRefusedException("the ID token's groups_direct is not a list of paths");
        }
    }

    private static List<String> groups(JsonNode claim) {
        List<String> paths = new ArrayList<>();
        claim.forEach(path -> paths.add(path.asText()));
        return bounded(paths);
    }

    private static List<String> bounded(List<String> paths) {
        return paths.subList(0, Math.min(paths.size(), MOST_GROUPS));
    }
}

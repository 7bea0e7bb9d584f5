// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.oidc;

import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Authentication;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.state.AuthorizationCode;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.OAuthApplication;
import dev.portcullis.sandbox.gitlab.state.OAuthGrant;
import dev.portcullis.sandbox.gitlab.state.User;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges codes and refresh tokens for opaque access tokens. A refresh token is good for one use; one that comes a
 * second time ends all that descends from the same authorization.
 */
final class TokenEndpoints {
    private static final Duration CODE_LIFETIME = Duration.ofMinutes(10);
    private static final Duration ID_TOKEN_LIFETIME = Duration.ofMinutes(2);

    private final GitLabState state;
    private final InstantSource clock;
    private final Claims claims;
    private final SigningKey key;
    private final String issuer;

    TokenEndpoints(GitLabState state, InstantSource clock, Claims claims, SigningKey key, String issuer) {
        this.state = state;
        this.clock = clock;
        this.claims = claims;
        this.key = key;
        this.issuer = issuer;
    }

    void register(Api api) {
        api.post("/oauth/token", this::token);
        api.post("/oauth/revoke", this::revoke);
        api.post("/oauth/introspect", this::introspect);
        api.get("/oauth/userinfo", this::userInfo);
        api.post("/oauth/userinfo", this::userInfo);
    }

    private Reply token(Call call) {
        OAuthApplication application = client(call);
        return switch (call.params().text("grant_type", "")) {
            case "authorization_code" -> exchange(call, application);
            case "refresh_token" -> refresh(call, application);
            case "" -> throw problem(400, "invalid_request", "Missing required parameter: grant_type.");
            default ->
                throw problem(
                        400,
                        "unsupported_grant_type",
                        "The authorization grant type is not supported by the authorization server.");
        };
    }

    private Reply exchange(Call call, OAuthApplication application) {
        Params params = call.params();
        AuthorizationCode code = state.oauth.codes.remove(Digests.sha256(params.text("code", "")));
        boolean good = code != null
                && code.clientId().equals(application.uid())
                && code.redirectUri().equals(params.text("redirect_uri"))
                && clock.instant().isBefore(code.createdAt().plus(CODE_LIFETIME))
                && verified(code, params.text("code_verifier"));
        if (code == null || !good) {
            throw invalidGrant();
        }
        OAuthGrant grant = new OAuthGrant();
        grant.family = UUID.randomUUID().toString();
        grant.clientId = application.uid();
        grant.userId = code.userId();
        grant.scopes = new ArrayList<>(code.scopes());
        grant.nonce = code.nonce();
        grant.authenticatedAt = code.authenticatedAt();
        return issue(grant);
    }

    private static boolean verified(AuthorizationCode code, @Nullable String verifier) {
        String challenge = code.codeChallenge();
        if (challenge == null) {
            return true;
        }
        if (verifier == null) {
            return false;
        }
        boolean plain = "plain".equals(code.codeChallengeMethod());
        return Digests.equal(challenge, plain ? verifier : Digests.challenge(verifier));
    }

    private Reply refresh(Call call, OAuthApplication application) {
        String digest = Digests.sha256(call.params().text("refresh_token", ""));
        OAuthGrant old = state.oauth.refreshTokens.get(digest);
        if (old == null || !old.clientId.equals(application.uid())) {
            throw invalidGrant();
        }
        if (old.revoked) {
            revokeFamily(old.family);
            throw invalidGrant();
        }
        if (state.user(old.userId).blocked) {
            throw invalidGrant();
        }
        revokeFamily(old.family);
        OAuthGrant next = new OAuthGrant();
        next.family = old.family;
        next.clientId = old.clientId;
        next.userId = old.userId;
        next.scopes = old.scopes;
        next.authenticatedAt = old.authenticatedAt;
        return issue(next);
    }

    private void revokeFamily(String family) {
        for (Map<String, OAuthGrant> tokens : List.of(state.oauth.accessTokens, state.oauth.refreshTokens)) {
            tokens.values().stream()
                    .filter(grant -> grant.family.equals(family))
                    .forEach(grant -> grant.revoked = true);
        }
    }

    /** Access and refresh token are one grant: revoking one revokes the other. */
    private Reply issue(OAuthGrant grant) {
        grant.createdAt = clock.instant();
        String access = Digests.secret(32);
        String refresh = Digests.secret(32);
        state.oauth.accessTokens.put(Digests.sha256(access), grant);
        state.oauth.refreshTokens.put(Digests.sha256(refresh), grant);
        Map<String, @Nullable Object> body = Json.object(
                "access_token",
                access,
                "token_type",
                "Bearer",
                "expires_in",
                Authentication.OAUTH_LIFETIME.toSeconds(),
                "refresh_token",
                refresh,
                "scope",
                String.join(" ", grant.scopes),
                "created_at",
                grant.createdAt.getEpochSecond());
        if (grant.scopes.contains("openid")) {
            body.put("id_token", idToken(grant));
        }
        return Reply.ok(body).with("cache-control", "no-store");
    }

    private String idToken(OAuthGrant grant) {
        Instant now = clock.instant();
        Map<String, @Nullable Object> token = Json.object(
                "iss", issuer,
                "sub", String.valueOf(grant.userId),
                "aud", grant.clientId,
                "exp", now.plus(ID_TOKEN_LIFETIME).getEpochSecond(),
                "iat", now.getEpochSecond());
        if (grant.nonce != null) {
            token.put("nonce", grant.nonce);
        }
        token.put("auth_time", grant.authenticatedAt.getEpochSecond());
        token.putAll(claims.idToken(state.user(grant.userId), grant.scopes));
        return key.sign(token);
    }

    private Reply revoke(Call call) {
        OAuthApplication application = client(call);
        OAuthGrant grant = grant(call.params().text("token", ""));
        if (grant != null && grant.clientId.equals(application.uid())) {
            grant.revoked = true;
        }
        return Reply.ok(Map.of());
    }

    private Reply introspect(Call call) {
        client(call);
        OAuthGrant grant =
                state.oauth.accessTokens.get(Digests.sha256(call.params().text("token", "")));
        if (grant == null || !active(grant)) {
            return Reply.ok(Map.of("active", false));
        }
        return Reply.ok(Json.object(
                "active",
                true,
                "scope",
                String.join(" ", grant.scopes),
                "client_id",
                grant.clientId,
                "token_type",
                "Bearer",
                "exp",
                grant.createdAt.plus(Authentication.OAUTH_LIFETIME).getEpochSecond(),
                "iat",
                grant.createdAt.getEpochSecond()));
    }

    private Reply userInfo(Call call) {
        String authorization = call.request().getHeader("Authorization");
        String token = authorization != null && authorization.startsWith("Bearer ")
                ? authorization.substring(7)
                : call.params().text("access_token", "");
        OAuthGrant grant = state.oauth.accessTokens.get(Digests.sha256(token));
        if (grant == null || !active(grant)) {
            throw problem(401, "invalid_token", "The access token is invalid");
        }
        if (!grant.scopes.contains("openid")) {
            throw problem(403, "insufficient_scope", "Access to this resource requires scope \"openid\".");
        }
        User user = state.user(grant.userId);
        return Reply.ok(claims.userInfo(user, grant.scopes));
    }

    private boolean active(OAuthGrant grant) {
        return !grant.revoked
                && clock.instant().isBefore(grant.createdAt.plus(Authentication.OAUTH_LIFETIME))
                && !state.user(grant.userId).blocked;
    }

    private @Nullable OAuthGrant grant(String token) {
        String digest = Digests.sha256(token);
        OAuthGrant grant = state.oauth.accessTokens.get(digest);
        return grant == null ? state.oauth.refreshTokens.get(digest) : grant;
    }

    /** The application, by {@code client_secret_basic} or {@code client_secret_post}; public ones by their id. */
    private OAuthApplication client(Call call) {
        String id = call.params().text("client_id", "");
        String secret = call.params().text("client_secret", "");
        String authorization = call.request().getHeader("Authorization");
        if (authorization != null && authorization.startsWith("Basic ")) {
            String[] parts = basic(authorization.substring(6)).split(":", 2);
            id = URLDecoder.decode(parts[0], StandardCharsets.UTF_8);
            secret = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
        }
        OAuthApplication application = state.oauth.applications.get(id);
        boolean proven = application != null
                && (!application.confidential() || Digests.equal(application.secretDigest(), Digests.sha256(secret)));
        if (application == null || !proven) {
            throw problem(
                    401,
                    "invalid_client",
                    "Client authentication failed due to unknown client, no client authentication included, or"
                            + " unsupported authentication method.");
        }
        return application;
    }

    private static String basic(String encoded) {
        try {
            return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static GitLabError invalidGrant() {
        return problem(
                400,
                "invalid_grant",
                "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI"
                        + " used in the authorization request, or was issued to another client.");
    }

    private static GitLabError problem(int status, String error, String description) {
        return new GitLabError(status, Json.object("error", error, "error_description", description));
    }
}

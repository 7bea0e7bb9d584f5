// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.http;

import dev.portcullis.sandbox.gitlab.state.AccessToken;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.OAuthGrant;
import dev.portcullis.sandbox.gitlab.state.User;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Who calls: by {@code PRIVATE-TOKEN}, {@code Authorization: Bearer} or a token in the query. */
public final class Authentication {
    /** How long an OAuth access token lives. */
    public static final Duration OAUTH_LIFETIME = Duration.ofHours(2);

    private final GitLabState state;
    private final InstantSource clock;

    public Authentication(GitLabState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /** The token of a request, valid for {@code scope}; null if none was sent; 401 or 403 if it does not do. */
    public @Nullable AccessToken token(HttpServerRequest request, String scope) {
        String secret = secret(request);
        if (secret == null) {
            return null;
        }
        String digest = Digests.sha256(secret);
        AccessToken token = state.tokens.get(digest);
        if (token == null) {
            token = oauth(digest);
        }
        if (token == null) {
            throw GitLabError.unauthorized();
        }
        if (token.revoked) {
            throw invalidToken("Token was revoked. You have to re-authorize from the user.");
        }
        if (token.expiresAt != null
                && !LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).isBefore(token.expiresAt)) {
            throw invalidToken("Token is expired. You can either do re-authorization or token refresh.");
        }
        if (!token.allows(scope)) {
            throw new GitLabError(
                    403,
                    Json.object(
                            "error", "insufficient_scope",
                            "error_description",
                                    "The request requires higher privileges than provided by the access token.",
                            "scope", scope.equals("api") ? "api" : "api " + scope));
        }
        User user = state.user(token.userId);
        if (user.blocked) {
            throw GitLabError.message(403, "403 Forbidden - Your account has been blocked.");
        }
        token.lastUsedAt = clock.instant();
        return token;
    }

    private @Nullable AccessToken oauth(String digest) {
        OAuthGrant grant = state.oauth.accessTokens.get(digest);
        if (grant == null) {
            return null;
        }
        Instant end = grant.createdAt.plus(OAUTH_LIFETIME);
        if (!grant.revoked && !clock.instant().isBefore(end)) {
            throw invalidToken("Token is expired. You can either do re-authorization or token refresh.");
        }
        AccessToken token = new AccessToken();
        token.userId = grant.userId;
        token.scopes = grant.scopes;
        token.revoked = grant.revoked;
        return token;
    }

    private static @Nullable String secret(HttpServerRequest request) {
        String header = request.getHeader("PRIVATE-TOKEN");
        if (header != null && !header.isBlank()) {
            return header;
        }
        String authorization = request.getHeader("Authorization");
        if (authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return authorization.substring(7).strip();
        }
        String query = request.getParam("private_token");
        return query != null ? query : request.getParam("access_token");
    }

    private static GitLabError invalidToken(String description) {
        return new GitLabError(401, Json.object("error", "invalid_token", "error_description", description));
    }
}

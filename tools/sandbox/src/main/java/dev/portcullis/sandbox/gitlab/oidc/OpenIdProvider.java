// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.oidc;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The instance as an OpenID Connect provider. */
public final class OpenIdProvider {
    private OpenIdProvider() {}

    /** Registers discovery, keys, sign-in and the OAuth endpoints; {@code api} has no prefix and no authentication. */
    public static void register(Api api, Rules rules, Bodies bodies) {
        String issuer = bodies.urls.base();
        SigningKey key = new SigningKey(rules.state);
        Claims claims = new Claims(rules.state, bodies.urls, rules.access);
        Sessions sessions = new Sessions(rules.state, rules.clock);
        api.get("/.well-known/openid-configuration", call -> Reply.ok(discovery(issuer)));
        api.get("/oauth/discovery/keys", call -> Reply.ok(Map.of("keys", List.of(key.jwk()))));
        new AuthorizationRoutes(rules.state, rules.clock, sessions).register(api);
        new TokenEndpoints(rules.state, rules.clock, claims, key, issuer).register(api);
    }

    private static Map<String, @Nullable Object> discovery(String issuer) {
        return Json.object(
                "issuer", issuer,
                "authorization_endpoint", issuer + "/oauth/authorize",
                "token_endpoint", issuer + "/oauth/token",
                "revocation_endpoint", issuer + "/oauth/revoke",
                "introspection_endpoint", issuer + "/oauth/introspect",
                "userinfo_endpoint", issuer + "/oauth/userinfo",
                "jwks_uri", issuer + "/oauth/discovery/keys",
                "scopes_supported",
                        List.of("api", "read_api", "read_user", "read_repository", "openid", "profile", "email"),
                "response_types_supported", List.of("code"),
                "response_modes_supported", List.of("query", "fragment", "form_post"),
                "grant_types_supported", List.of("authorization_code", "refresh_token"),
                "token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256"),
                "claim_types_supported", List.of("normal"),
                "claims_supported",
                        List.of(
                                "iss",
                                "sub",
                                "aud",
                                "exp",
                                "iat",
                                "sub_legacy",
                                "name",
                                "nickname",
                                "preferred_username",
                                "email",
                                "email_verified",
                                "website",
                                "profile",
                                "picture",
                                "groups",
                                "groups_direct",
                                "https://gitlab.org/claims/groups/owner",
                                "https://gitlab.org/claims/groups/maintainer",
                                "https://gitlab.org/claims/groups/developer"),
                "code_challenge_methods_supported", List.of("plain", "S256"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.Json;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenIdConnectTest {
    private static final String CALLBACK = "http://127.0.0.1:1/callback";
    private static final String VERIFIER = "a-verifier-of-more-than-forty-three-characters-0123456789";

    private static GitLabTest gitlab;
    private static GitLabTest.Person ann;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(SimulatedGitLabOptions.of(Tier.FREE)
                .withApplications(List.of(
                        new OAuthClient(
                                "portcullis",
                                "Portcullis",
                                "s3cret",
                                List.of(CALLBACK),
                                List.of("openid", "profile", "email", "read_api"),
                                true),
                        new OAuthClient("asking", "Asking", "s3cret", List.of(CALLBACK), List.of("openid"), false))));
        ann = gitlab.user("ann");
        long top = gitlab.group("flightjs");
        gitlab.post(gitlab.root, "/groups", "name", "sub", "path", "sub", "parent_id", top);
        gitlab.post(gitlab.root, "/groups/" + top + "/members", "user_id", ann.id(), "access_level", 30);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static String authorizePath(String client, String... more) {
        StringBuilder path = new StringBuilder("/oauth/authorize?response_type=code&client_id=" + client
                + "&redirect_uri=" + GitLabTest.encode(CALLBACK) + "&scope=openid&state=st&nonce=no");
        for (String each : more) {
            path.append('&').append(each);
        }
        return path.toString();
    }

    private static Answer browse(String path, String cookie) {
        return gitlab.send("GET", path, cookie == null ? Map.of() : Map.of("Cookie", cookie), null);
    }

    private static Answer form(String path, String cookie, Map<String, String> headers, String... fields) {
        String body = IntStream.range(0, fields.length / 2)
                .mapToObj(i -> GitLabTest.encode(fields[2 * i]) + "=" + GitLabTest.encode(fields[2 * i + 1]))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gitlab.gitlab.baseUrl() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        headers.forEach(request::header);
        return GitLabTest.send(request.build());
    }

    private static String cookie(Answer answer) {
        return answer.header("set-cookie").split(";")[0];
    }

    private static String csrf(Answer page) {
        return page.text().replaceAll("(?s).*name=\"authenticity_token\" value=\"([^\"]*)\".*", "$1");
    }

    /** Signs in as a browser would; returns the session's cookie. */
    private static Answer signIn(String path, String username, String password) {
        Answer redirected = browse(path, null);
        assertThat(redirected.status()).isEqualTo(302);
        assertThat(redirected.header("location")).isEqualTo("/users/sign_in");
        String cookie = cookie(redirected);
        Answer page = browse("/users/sign_in", cookie);
        return form(
                "/users/sign_in",
                cookie,
                Map.of(),
                "authenticity_token",
                csrf(page),
                "user[login]",
                username,
                "user[password]",
                password);
    }

    private static String code(String... more) {
        Answer signedIn = signIn(authorizePath("portcullis", more), "ann", "correct horse ann");
        assertThat(signedIn.status()).isEqualTo(302);
        Answer granted = browse(signedIn.header("location"), cookie(signedIn));
        assertThat(granted.status()).isEqualTo(302);
        assertThat(granted.header("location")).startsWith(CALLBACK + "?code=").contains("state=st");
        return granted.header("location").replaceAll(".*code=([^&]*).*", "$1");
    }

    private static Answer exchange(String code, String... more) {
        String[] fields = new String[6 + more.length];
        String[] fixed = {"grant_type", "authorization_code", "code", code, "redirect_uri", CALLBACK};
        System.arraycopy(fixed, 0, fields, 0, 6);
        System.arraycopy(more, 0, fields, 6, more.length);
        return form("/oauth/token", null, basic(), fields);
    }

    private static Map<String, String> basic() {
        return Map.of(
                "Authorization",
                "Basic " + Base64.getEncoder().encodeToString("portcullis:s3cret".getBytes(StandardCharsets.UTF_8)));
    }

    private static Answer refresh(String token) {
        return form("/oauth/token", null, basic(), "grant_type", "refresh_token", "refresh_token", token);
    }

    private static Answer userInfo(String token) {
        return gitlab.send("GET", "/oauth/userinfo", Map.of("Authorization", "Bearer " + token), null);
    }

    private static JsonNode claims(String jwt) throws IOException {
        return Json.mapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[1]));
    }

    @Test
    void discoveryNamesTheEndpoints() {
        Answer discovery = browse("/.well-known/openid-configuration", null);
        assertThat(discovery.at("/issuer").asText()).isEqualTo(gitlab.gitlab.baseUrl());
        assertThat(discovery.at("/jwks_uri").asText()).endsWith("/oauth/discovery/keys");
        assertThat(Answer.keys(discovery.json()))
                .contains(
                        "authorization_endpoint",
                        "token_endpoint",
                        "userinfo_endpoint",
                        "revocation_endpoint",
                        "introspection_endpoint",
                        "code_challenge_methods_supported",
                        "claims_supported");
    }

    @Test
    void codeBecomesAnOpaqueAccessTokenAndASignedIdToken() throws Exception {
        Answer tokens = exchange(code());
        assertThat(tokens.status()).isEqualTo(200);
        assertThat(Answer.keys(tokens.json()))
                .containsExactlyInAnyOrder(
                        "access_token", "token_type", "expires_in", "refresh_token", "scope", "created_at", "id_token");
        assertThat(tokens.at("/access_token").asText()).doesNotContain(".");
        String jwt = tokens.at("/id_token").asText();
        JsonNode claims = claims(jwt);
        assertThat(claims.get("sub").asText()).isEqualTo(String.valueOf(ann.id()));
        assertThat(claims.get("sub").isTextual()).isTrue();
        assertThat(claims.get("aud").asText()).isEqualTo("portcullis");
        assertThat(claims.get("iss").asText()).isEqualTo(gitlab.gitlab.baseUrl());
        assertThat(claims.get("nonce").asText()).isEqualTo("no");
        assertThat(claims.get("groups_direct").toString()).isEqualTo("[\"flightjs\"]");
        assertThat(Answer.keys(claims))
                .as("names are for userinfo")
                .doesNotContain("name", "nickname", "preferred_username", "groups");
        assertThat(signedByPublishedKey(jwt)).isTrue();
    }

    private static boolean signedByPublishedKey(String jwt) throws Exception {
        JsonNode key = browse("/oauth/discovery/keys", null).at("/keys/0");
        PublicKey rsa = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(
                        number(key.get("n").asText()), number(key.get("e").asText())));
        JsonNode header = Json.mapper().readTree(Base64.getUrlDecoder().decode(jwt.split("\\.")[0]));
        assertThat(header.get("kid").asText()).isEqualTo(key.get("kid").asText());
        assertThat(header.get("alg").asText()).isEqualTo("RS256");
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(rsa);
        signature.update(jwt.substring(0, jwt.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(jwt.substring(jwt.lastIndexOf('.') + 1)));
    }

    private static BigInteger number(String encoded) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(encoded));
    }

    @Test
    void userInfoHasNamesAndInheritedGroups() {
        Answer info = userInfo(exchange(code()).at("/access_token").asText());
        assertThat(info.at("/preferred_username").asText()).isEqualTo("ann");
        assertThat(info.at("/nickname").asText()).isEqualTo("ann");
        assertThat(info.at("/groups").toString()).isEqualTo("[\"flightjs\",\"flightjs/sub\"]");
        assertThat(userInfo("nonsense").status()).isEqualTo(401);
    }

    @Test
    void emailNeedsItsScopeOrToBePublic() throws IOException {
        assertThat(Answer.keys(claims(exchange(code()).at("/id_token").asText())))
                .doesNotContain("email");
        JsonNode withScope =
                claims(exchange(code("scope=openid%20email")).at("/id_token").asText());
        assertThat(withScope.get("email").asText()).isEqualTo("ann@example.com");
        assertThat(withScope.get("email_verified").asBoolean()).isTrue();
    }

    @Test
    void codeIsGoodOnceAndForTenMinutes() {
        String code = code();
        assertThat(exchange(code).status()).isEqualTo(200);
        Answer again = exchange(code);
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.at("/error").asText()).isEqualTo("invalid_grant");
        String late = code();
        gitlab.control("POST", "/clock", "seconds", 601);
        assertThat(exchange(late).status()).isEqualTo(400);
    }

    @Test
    void proofKeyMustFit() {
        String challenge = "code_challenge=" + Digests.challenge(VERIFIER);
        assertThat(exchange(code(challenge, "code_challenge_method=S256"), "code_verifier", VERIFIER)
                        .status())
                .isEqualTo(200);
        assertThat(exchange(code(challenge, "code_challenge_method=S256"), "code_verifier", VERIFIER + "x")
                        .status())
                .isEqualTo(400);
        assertThat(exchange(code(challenge, "code_challenge_method=S256")).status())
                .isEqualTo(400);
    }

    @Test
    void clientMustProveItself() {
        String code = code();
        Answer refused = form(
                "/oauth/token",
                null,
                Map.of(),
                "grant_type",
                "authorization_code",
                "code",
                code,
                "redirect_uri",
                CALLBACK,
                "client_id",
                "portcullis",
                "client_secret",
                "wrong");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.at("/error").asText()).isEqualTo("invalid_client");
        assertThat(form(
                                "/oauth/token",
                                null,
                                Map.of(),
                                "grant_type",
                                "authorization_code",
                                "code",
                                code,
                                "redirect_uri",
                                CALLBACK,
                                "client_id",
                                "portcullis",
                                "client_secret",
                                "s3cret")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void refreshTokensRotateAndReuseEndsTheFamily() {
        Answer first = exchange(code());
        Answer second = refresh(first.at("/refresh_token").asText());
        assertThat(second.status()).isEqualTo(200);
        assertThat(userInfo(first.at("/access_token").asText()).status())
                .as("the old access token goes with its refresh token")
                .isEqualTo(401);
        assertThat(userInfo(second.at("/access_token").asText()).status()).isEqualTo(200);
        assertThat(refresh(first.at("/refresh_token").asText()).at("/error").asText())
                .isEqualTo("invalid_grant");
        assertThat(userInfo(second.at("/access_token").asText()).status()).isEqualTo(401);
        assertThat(refresh(second.at("/refresh_token").asText()).status()).isEqualTo(400);
    }

    @Test
    void revokedTokensAreNotActive() {
        String token = exchange(code()).at("/access_token").asText();
        assertThat(form("/oauth/introspect", null, basic(), "token", token)
                        .at("/active")
                        .asBoolean())
                .isTrue();
        assertThat(form("/oauth/revoke", null, basic(), "token", token).status())
                .isEqualTo(200);
        assertThat(form("/oauth/introspect", null, basic(), "token", token).text())
                .isEqualTo("{\"active\":false}");
    }

    @Test
    void accessTokenOpensTheApiWithinItsScopesAndItsTwoHours() {
        String narrow = exchange(code()).at("/access_token").asText();
        assertThat(gitlab.get(narrow, "/projects").status()).isEqualTo(403);
        String wide =
                exchange(code("scope=openid%20read_api")).at("/access_token").asText();
        assertThat(gitlab.get(wide, "/user").at("/username").asText()).isEqualTo("ann");
        gitlab.control("POST", "/clock", "seconds", 7201);
        assertThat(gitlab.get(wide, "/user").status()).isEqualTo(401);
    }

    @Test
    void wrongPasswordAndForgedFormsDoNotSignIn() {
        Answer wrong = signIn(authorizePath("portcullis"), "ann", "wrong");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("Invalid login or password.");
        assertThat(form("/users/sign_in", null, Map.of(), "user[login]", "ann", "user[password]", "correct horse ann")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void unknownClientAndRedirectAreNotRedirected() {
        assertThat(browse(authorizePath("nobody"), null).status()).isEqualTo(401);
        assertThat(browse(authorizePath("portcullis").replace("callback", "elsewhere"), null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void errorsThatTheClientCausedComeBackToIt() {
        assertThat(browse(authorizePath("portcullis", "prompt=none"), null).header("location"))
                .startsWith(CALLBACK + "?error=login_required");
        assertThat(browse(authorizePath("portcullis", "scope=sudo"), null).header("location"))
                .startsWith(CALLBACK + "?error=invalid_scope");
    }

    @Test
    void anApplicationThatIsNotTrustedAsksForConsent() {
        Answer signedIn = signIn(authorizePath("asking"), "ann", "correct horse ann");
        String cookie = cookie(signedIn);
        Answer page = browse(signedIn.header("location"), cookie);
        assertThat(page.status()).isEqualTo(200);
        String[] fields = {
            "authenticity_token",
            csrf(page),
            "client_id",
            "asking",
            "redirect_uri",
            CALLBACK,
            "response_type",
            "code",
            "scope",
            "openid",
            "state",
            "st",
            "decision",
            "allow"
        };
        assertThat(form("/oauth/authorize", cookie, Map.of(), fields).header("location"))
                .startsWith(CALLBACK + "?code=");
        fields[fields.length - 1] = "deny";
        assertThat(form("/oauth/authorize", cookie, Map.of(), fields).header("location"))
                .startsWith(CALLBACK + "?error=access_denied");
    }

    @Test
    void administratorsRegisterApplications() {
        Answer made = gitlab.post(
                gitlab.root, "/applications", "name", "new", "redirect_uri", CALLBACK, "scopes", "openid email");
        assertThat(made.status()).isEqualTo(201);
        assertThat(browse(authorizePath(made.at("/application_id").asText()), null)
                        .header("location"))
                .isEqualTo("/users/sign_in");
        assertThat(gitlab.post(ann.token(), "/applications", "name", "x").status())
                .isEqualTo(403);
    }
}

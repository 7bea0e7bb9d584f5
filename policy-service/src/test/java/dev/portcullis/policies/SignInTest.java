// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class SignInTest {
    private static final String SESSION = "/api/v1/session";
    private static final String LOGIN = SESSION + "/login";

    @Inject
    DataSource database;

    private final Accounts gitLab = Accounts.of("gitlab");
    private final String username = "user" + UUID.randomUUID();

    @Test
    void aPersonSignsInAndOut() throws Exception {
        long id = gitLab.user(username, username + "@acme.test");
        Browser browser = new Browser();
        HttpResponse<String> page = browser.signIn(LOGIN + "?return_to=/alerts", username, Accounts.PASSWORD);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("url=/alerts");
        assertThat(page.headers().allValues("Set-Cookie"))
                .filteredOn(cookie -> cookie.startsWith("portcullis_session") || cookie.startsWith("portcullis_jwt"))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly", "Secure", "SameSite=Strict"));
        String session = browser.cookies().get("portcullis_session");
        given().cookie("portcullis_jwt", browser.cookies().get("portcullis_jwt"))
                .get(SESSION)
                .then()
                .statusCode(200)
                .body("name", equalTo(username))
                .body("person", equalTo(true))
                .body("gitlab[0].userId", equalTo((int) id))
                .body("gitlab[0].username", equalTo(username))
                .body("grants", hasSize(0));
        assertThat(stored("select id_digest || coalesce(refresh_token, '') from session"))
                .isNotEmpty()
                .noneMatch(row -> row.contains(session));

        given().cookie("portcullis_session", session).delete(SESSION).then().statusCode(204);
        problem(given().cookie("portcullis_session", session).post(SESSION + "/refresh"), 401);
        try (Events audit = new Events(Topic.AUDIT)) {
            for (String action : List.of("session.started", "session.ended")) {
                audit.await(event -> event.path("action").asText().equals(action)
                        && event.at("/actor/name").asText().equals(username));
            }
        }
    }

    @Test
    void aSignInBelongsToTheBrowserThatBeganItAndWorksOnce() {
        gitLab.user(username, username + "@acme.test");
        Browser browser = new Browser();
        URI back = browser.atGitLab(browser.begin(LOGIN), username, Accounts.PASSWORD);

        Browser victim = new Browser();
        victim.begin(LOGIN);
        assertThat(victim.comeBack(back).statusCode()).isEqualTo(400);
        assertThat(victim.cookies()).doesNotContainKey("portcullis_session");
        assertThat(browser.comeBack(back).statusCode()).isEqualTo(400);

        Browser again = new Browser();
        URI callback = again.atGitLab(again.begin(LOGIN), username, Accounts.PASSWORD);
        Map<String, String> before = Map.copyOf(again.cookies());
        assertThat(again.comeBack(callback).statusCode()).isEqualTo(200);
        again.cookies().putAll(before);
        assertThat(again.comeBack(callback).statusCode()).isEqualTo(400);
    }

    @Test
    void aForgedCodeOrStateIsRefused() {
        Browser browser = new Browser();
        URI authorize = browser.begin(LOGIN);
        String state = authorize.getQuery().replaceAll(".*state=([^&]+).*", "$1");

        assertThat(authorize.getQuery()).contains("code_challenge_method=S256", "nonce=", "scope=openid");
        assertThat(browser.portcullis(SESSION + "/callback?state=other&code=x").statusCode())
                .isEqualTo(400);
        assertThat(browser.portcullis(SESSION + "/callback?state=" + state + "&code=forged")
                        .statusCode())
                .isEqualTo(401);
        assertThat(browser.portcullis(SESSION + "/callback?error=access_denied&state=" + state)
                        .statusCode())
                .isEqualTo(400);
        problem(given().redirects().follow(false).get(LOGIN + "?provider=nobody"), 404);
    }

    @Test
    void nobodyIsSentToAnotherSiteAfterwards() {
        gitLab.user(username, username + "@acme.test");
        for (String path : List.of("https://evil.test", "//evil.test", "/%5Cevil.test", "/a%22%3E%3Cscript%3E")) {
            HttpResponse<String> page = new Browser().signIn(LOGIN + "?return_to=" + path, username, Accounts.PASSWORD);
            assertThat(page.body()).contains("url=/\"");
        }
    }

    @Test
    void theSameGitLabUserIsTheSamePerson() {
        gitLab.user(username, username + "@acme.test");

        assertThat(me(signedIn(LOGIN)).<String>path("id"))
                .isEqualTo(me(signedIn(LOGIN)).path("id"));
    }

    @Test
    void anIdentityCanBeLinkedByWhoProvesBoth() {
        gitLab.user(username, username + "@acme.test");
        Accounts.of("second").user(username + "2", username + "@elsewhere.test");
        Browser browser = signedIn(LOGIN);
        String person = me(browser).path("id");

        assertThat(browser.signIn(SESSION + "/link?provider=second", username + "2", Accounts.PASSWORD)
                        .statusCode())
                .isEqualTo(200);
        me(browser).then().body("id", equalTo(person)).body("gitlab", hasSize(2));
    }

    @Test
    void whatIsNoTokenOfOursIsRefused() {
        problem(given().get(SESSION), 401);
        problem(given().cookie("portcullis_jwt", "not.a.jwt").get(SESSION), 401);
        problem(given().auth().oauth2("eyJhbGciOiJub25lIn0.e30.").get(SESSION), 401);
        problem(given().cookie("portcullis_session", "guess").post(SESSION + "/refresh"), 401);
        given().cookie("portcullis_jwt", "stale.and.broken")
                .redirects()
                .follow(false)
                .get(LOGIN)
                .then()
                .statusCode(303);
        given().get(SESSION + "/jwks")
                .then()
                .statusCode(200)
                .body("keys[0].kty", equalTo("EC"))
                .body("keys[0].d", equalTo(null));
    }

    @Test
    void aPersonalTokenActsAsItsOwnerWithinItsScopes() {
        Signed alice = new People().alice();
        Response made = alice.json(Map.of(
                        "name",
                        "ci",
                        "grants",
                        List.of(Map.of("role", "policy-author", "namespace", "gitlab/acme/shop")),
                        "days",
                        1))
                .post(SESSION + "/tokens");
        made.then().statusCode(201);
        String jwt =
                exchange(made.path("token")).then().statusCode(200).extract().path("access_token");

        given().auth()
                .oauth2(jwt)
                .get(SESSION)
                .then()
                .body("name", equalTo("alice"))
                .body("grants", hasSize(1))
                .body("grants[0].namespace", equalTo("gitlab/acme/shop"));
        problem(
                alice.json(Map.of(
                                "name", "more", "grants", List.of(Map.of("role", "admin", "namespace", "")), "days", 1))
                        .post(SESSION + "/tokens"),
                403);
        problem(
                given().auth()
                        .oauth2(jwt)
                        .contentType(ContentType.JSON)
                        .body(Map.of(
                                "name",
                                "longer",
                                "grants",
                                List.of(Map.of("role", "policy-author", "namespace", "gitlab/acme/shop")),
                                "days",
                                365))
                        .post(SESSION + "/tokens"),
                403);
        alice.request().delete(SESSION + "/tokens/" + made.path("id")).then().statusCode(204);
        problem(exchange(made.path("token")), 401);
        problem(exchange("pcs_guess"), 401);
    }

    private Browser signedIn(String path) {
        Browser browser = new Browser();
        browser.signIn(path, username, Accounts.PASSWORD);
        return browser;
    }

    private static Response me(Browser browser) {
        return given().cookie("portcullis_jwt", browser.cookies().get("portcullis_jwt"))
                .get(SESSION);
    }

    private static Response exchange(String token) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("token", token))
                .post(SESSION + "/token");
    }

    private List<String> stored(String sql) throws Exception {
        try (java.sql.Connection connection = database.getConnection();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new java.util.ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }
}

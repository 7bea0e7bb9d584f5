// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;

import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** With every refresh of a session the provider is asked again. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
@TestProfile(SessionRecheckTest.AtOnce.class)
class SessionRecheckTest {
    private final Accounts gitLab = Accounts.of("gitlab");
    private final String username = "user" + UUID.randomUUID();

    public static final class AtOnce implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("portcullis.session.recheck", "PT0S");
        }
    }

    @Test
    void whoLeavesAGroupLosesItsGrants() {
        long id = gitLab.user(username, username + "@acme.test");
        gitLab.member("acme/security", id);
        Browser browser = signedIn();

        grants(refresh(browser)).then().body("grants", hasSize(2));
        gitLab.leave("acme/security", id);
        grants(refresh(browser)).then().body("grants", hasSize(0));
        gitLab.member("acme/security", id);
        grants(refresh(browser)).then().body("grants", hasSize(2));
    }

    @Test
    void whoIsBlockedIsSignedOut() {
        long id = gitLab.user(username, username + "@acme.test");
        Browser browser = signedIn();
        refresh(browser).then().statusCode(200);
        gitLab.block(id);

        problem(refresh(browser), 401);
        problem(refresh(browser), 401);
    }

    private Browser signedIn() {
        Browser browser = new Browser();
        assertThat(browser.signIn("/api/v1/session/login", username, Accounts.PASSWORD)
                        .statusCode())
                .isEqualTo(200);
        return browser;
    }

    private static Response refresh(Browser browser) {
        return given().cookie("portcullis_session", browser.cookies().get("portcullis_session"))
                .post("/api/v1/session/refresh");
    }

    private static Response grants(Response refreshed) {
        return given().cookie("portcullis_jwt", refreshed.getCookie("portcullis_jwt"))
                .get("/api/v1/session");
    }
}

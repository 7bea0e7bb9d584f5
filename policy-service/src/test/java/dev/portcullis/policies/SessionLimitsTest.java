// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions that nobody uses, and those whose provider cannot be asked. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
@TestProfile(SessionLimitsTest.Soon.class)
class SessionLimitsTest {
    private final String username = "user" + UUID.randomUUID();

    public static final class Soon implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "portcullis.session.idle", "PT15S",
                    "portcullis.session.recheck", "PT0S",
                    "portcullis.session.recheck-grace", "PT10S");
        }
    }

    @AfterEach
    void mendGitLab() {
        given().delete(gitLab() + "/-/sandbox/faults");
    }

    @Test
    void aSessionThatNobodyUsesEnds() {
        String session = signedIn();
        assertThat(refresh(session).statusCode()).isEqualTo(200);

        await().pollDelay(Duration.ofSeconds(16))
                .atMost(Duration.ofSeconds(60))
                .until(() -> refresh(session).statusCode() == 401);
    }

    @Test
    void whileTheProviderIsAwayASessionGoesOnForAGraceAndNoLonger() {
        String session = signedIn();
        given().contentType(ContentType.JSON)
                .body(Map.of("fail", List.of(Map.of("method", "POST", "path", "^/oauth/token", "status", 503))))
                .put(gitLab() + "/-/sandbox/faults")
                .then()
                .statusCode(200);

        assertThat(refresh(session).statusCode()).isEqualTo(200);
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> refresh(session).statusCode() == 503);
        problem(refresh(session), 503);
        problem(refresh(session), 503);
    }

    private String signedIn() {
        Accounts.of("gitlab").user(username, username + "@acme.test");
        Browser browser = new Browser();
        browser.signIn("/api/v1/session/login", username, Accounts.PASSWORD);
        return browser.cookies().get("portcullis_session");
    }

    private static Response refresh(String session) {
        return given().cookie("portcullis_session", session).post("/api/v1/session/refresh");
    }

    private static String gitLab() {
        return ConfigProvider.getConfig().getValue("portcullis.oidc.issuer-url", String.class);
    }
}

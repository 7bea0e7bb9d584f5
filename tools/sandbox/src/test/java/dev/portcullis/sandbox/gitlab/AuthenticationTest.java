// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    @Test
    void tokenIsTakenFromHeaderBearerOrQuery() {
        String token = gitlab.user("ann").token();
        assertThat(gitlab.get(token, "/user").at("/username").asText()).isEqualTo("ann");
        assertThat(gitlab.send("GET", "/api/v4/user", Map.of("Authorization", "Bearer " + token), null)
                        .status())
                .isEqualTo(200);
        assertThat(gitlab.send("GET", "/api/v4/user?private_token=" + token, Map.of(), null)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void missingAndUnknownTokensAre401() {
        assertThat(gitlab.get(null, "/user").status()).isEqualTo(401);
        Answer unknown = gitlab.get("glpat-unknown", "/user");
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo("{\"message\":\"401 Unauthorized\"}");
    }

    @Test
    void readScopeDoesNotWrite() {
        String token = gitlab.user("bert", "read_api").token();
        assertThat(gitlab.get(token, "/projects").status()).isEqualTo(200);
        Answer refused = gitlab.post(token, "/projects", "name", "x");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.at("/error").asText()).isEqualTo("insufficient_scope");
    }

    @Test
    void revokedTokenSaysSo() {
        GitLabTest.Person carl = gitlab.user("carl");
        long id = gitlab.get(carl.token(), "/personal_access_tokens/self").id();
        assertThat(gitlab.call(carl.token(), "DELETE", "/personal_access_tokens/" + id)
                        .status())
                .isEqualTo(204);
        Answer refused = gitlab.get(carl.token(), "/user");
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.at("/error").asText()).isEqualTo("invalid_token");
        assertThat(refused.at("/error_description").asText()).startsWith("Token was revoked");
    }

    @Test
    void expiredTokenSaysSo() {
        GitLabTest.Person dora = gitlab.user("dora");
        Answer issued = gitlab.post(
                gitlab.root,
                "/users/" + dora.id() + "/personal_access_tokens",
                "name",
                "old",
                "scopes",
                List.of("api"),
                "expires_at",
                "2020-01-01");
        assertThat(gitlab.get(issued.at("/token").asText(), "/user")
                        .at("/error_description")
                        .asText())
                .startsWith("Token is expired");
    }

    @Test
    void blockedUserIsForbidden() {
        GitLabTest.Person emil = gitlab.user("emil");
        gitlab.post(gitlab.root, "/users/" + emil.id() + "/block");
        assertThat(gitlab.get(emil.token(), "/user").status()).isEqualTo(403);
        assertThat(gitlab.get(gitlab.root, "/users/" + emil.id()).at("/state").asText())
                .isEqualTo("blocked");
    }

    @Test
    void unknownRouteAndMethodHaveGitLabsBodies() {
        assertThat(gitlab.get(gitlab.root, "/nothing").text()).isEqualTo("{\"error\":\"404 Not Found\"}");
        assertThat(gitlab.call(gitlab.root, "DELETE", "/metadata").status()).isEqualTo(405);
    }
}

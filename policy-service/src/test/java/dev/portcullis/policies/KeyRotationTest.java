// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A signing key gives way to the next one, and nobody notices. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class KeyRotationTest {
    private static final Duration REREAD = Duration.ofSeconds(90);

    @Inject
    People people;

    @Inject
    AgroalDataSource database;

    @Test
    void theNextKeyIsPublishedBeforeItSignsAndTheFormerStaysGoodForItsTokens() {
        String former = people.alice().jwt();
        String oldKey = kid(former);

        sql("update signing_key set signs_until = now() + interval '5 minutes' where kid = '" + oldKey + "'");
        await().atMost(REREAD)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> published().size() > 1);
        assertThat(kid(people.alice().jwt()))
                .as("others have yet to learn the new key")
                .isEqualTo(oldKey);

        String newKey = published().stream()
                .filter(kid -> !kid.equals(oldKey))
                .findFirst()
                .orElseThrow();
        sql("update signing_key set signs_until = now() where kid = '" + oldKey + "'");
        sql("update signing_key set created_at = now() - interval '11 minutes' where kid = '" + newKey + "'");
        await().atMost(REREAD)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> kid(people.alice().jwt()).equals(newKey));

        for (String jwt : List.of(former, people.alice().jwt())) {
            given().cookie("portcullis_jwt", jwt).get("/api/v1/session").then().statusCode(200);
        }
        assertThat(published()).contains(oldKey, newKey);
        try (Events audit = new Events(Topic.AUDIT)) {
            audit.await(event -> event.path("action").asText().equals("signing-key.created")
                    && event.path("objectId").asText().equals(newKey));
        }
    }

    private static List<String> published() {
        return given().get("/api/v1/session/jwks").jsonPath().getList("keys.kid");
    }

    private static String kid(String jwt) {
        byte[] header = Base64.getUrlDecoder().decode(jwt.substring(0, jwt.indexOf('.')));
        return io.restassured.path.json.JsonPath.from(new String(header, StandardCharsets.UTF_8))
                .getString("kid");
    }

    private void sql(String statement) {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThat(sql.executeUpdate(statement)).isEqualTo(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

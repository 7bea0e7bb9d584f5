// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
@TestProfile(ExceptionEndTest.Soon.class)
class ExceptionEndTest {
    @Inject
    People people;

    public static final class Soon implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "portcullis.exceptions.check-every", "1s",
                    "portcullis.exceptions.warn-before", "PT6S,PT4S");
        }
    }

    @Test
    void beforeItEndsAndWhenItHasPeopleAreTold() {
        Response proposed = people.alice().propose(policy(unique()));
        people.bob().approve(proposed.path("id"), proposed.path("digest"));
        String policyId = people.bob().activate(proposed.path("id")).path("policyId");
        Instant endsAt = Instant.now().plus(Duration.ofSeconds(9));
        Response requested = people.alice()
                .json(Map.of(
                        "policyId", policyId, "whole", true, "reason", "Release night", "endsAt", endsAt.toString()))
                .post("/api/v1/exceptions");
        String id = requested.path("id");
        people.bob()
                .json(Map.of("digest", requested.path("digest")))
                .post("/api/v1/exceptions/" + id + "/approvals")
                .then()
                .statusCode(200)
                .body("state", equalTo("active"));

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        people.alice().get("/api/v1/exceptions/" + id).then().body("state", equalTo("expired")));
        try (Events alerts = new Events(Topic.SECURITY_ALERT);
                Events audit = new Events(Topic.AUDIT)) {
            JsonNode ended = alerts.await(alert -> isAbout(alert, id, "exception-expired"));
            assertThat(ended.at("/labels/namespace").asText()).isEqualTo("gitlab/acme");
            assertThat(ended.path("description").asText()).contains("alice", "Release night");
            List<JsonNode> warnings = alerts.seen().stream()
                    .filter(alert -> isAbout(alert, id, "exception-expiring"))
                    .toList();
            assertThat(warnings).hasSize(2);
            assertThat(warnings)
                    .extracting(alert -> alert.path("fingerprint").asText())
                    .containsOnly(warnings.getFirst().path("fingerprint").asText());
            audit.await(event -> event.path("action").asText().equals("exception.expired")
                    && event.path("objectId").asText().equals(id));
        }
    }

    private static boolean isAbout(JsonNode alert, String exception, String kind) {
        return alert.path("kind").asText().equals(kind)
                && alert.at("/labels/exception").asText().equals(exception);
    }
}

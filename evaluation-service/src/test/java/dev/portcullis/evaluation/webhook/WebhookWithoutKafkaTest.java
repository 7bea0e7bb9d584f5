// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import static io.restassured.RestAssured.given;

import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WebhookWithoutKafkaTest.NoTopic.class)
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(TestIssuer.class)
@QuarkusTestResource(WebhookInstances.class)
class WebhookWithoutKafkaTest {
    /** The topics are never created, so that the broker never acknowledges anything. */
    public static final class NoTopic implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "portcullis.topics.create", "false",
                    "portcullis.topics.wait", "100ms",
                    "portcullis.kafka.publish-timeout", "1s");
        }
    }

    @Test
    void answers503WhereKafkaDoesNotAcknowledge() {
        given().header("X-Gitlab-Event", "Pipeline Hook")
                .header("X-Gitlab-Token", WebhookInstances.TOKEN)
                .body(Bodies.of("pipeline"))
                .post("/webhooks/gitlab/gitlab")
                .then()
                .statusCode(503)
                .contentType("application/problem+json");
    }
}

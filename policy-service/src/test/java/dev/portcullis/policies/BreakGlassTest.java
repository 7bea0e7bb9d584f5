// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.PROPOSALS;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

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
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Emergencies, rest and expiry, with short times. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
@TestProfile(BreakGlassTest.ShortTimes.class)
class BreakGlassTest {
    @Inject
    People people;

    public static final class ShortTimes implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "portcullis.proposals.check-every", "1s",
                    "portcullis.proposals.break-glass-review", "PT1S",
                    "portcullis.proposals.cool-down.group", "PT3S",
                    "portcullis.proposals.expire-after", "PT20S");
        }
    }

    @Test
    void anAdministratorAloneActivatesAndEverybodyIsToldUntilASecondPersonHasLooked() {
        String id = people.alice().propose(policy(unique())).path("id");

        problem(breakGlass(people.alice(), id, "fire"), 403);
        problem(people.ruth().json(Map.of("reason", " ")).post(PROPOSALS + "/" + id + "/break-glass"), 400);
        breakGlass(people.ruth(), id, "The exploit is public")
                .then()
                .statusCode(200)
                .body("state", equalTo("activated"))
                .body("policyId", notNullValue())
                .body("breakGlass.reason", equalTo("The exploit is public"))
                .body("breakGlass.reviewedBy", nullValue());
        JsonNode raised = alert("break-glass-activation", id);
        assertThat(raised.path("severity").asText()).isEqualTo("high");
        assertThat(raised.path("title").asText()).contains("ruth");
        assertThat(raised.path("description").asText()).contains("The exploit is public");
        assertThat(raised.at("/labels/namespace").asText()).isEqualTo("gitlab/acme");
        alert("break-glass-review-overdue", id);
        people.bob().get(PROPOSALS + "?unreviewed=true").then().body("items.id", hasItem(id));

        problem(review(people.alice(), id), 403).body("title", equalTo("A second person is needed"));
        problem(review(people.ruth(), id), 403).body("title", equalTo("A second person is needed"));
        review(people.bob(), id).then().statusCode(200).body("breakGlass.reviewedBy", equalTo("bob"));
        problem(review(people.bob(), id), 409);
        problem(breakGlass(people.ruth(), id, "again"), 409);
        Events.awaitAudited(
                id,
                "proposal.activated",
                "proposal.glass-broken",
                "proposal.review-overdue",
                "proposal.glass-reviewed");
    }

    @Test
    void nobodyReviewsWhatWasApprovedAsUsual() {
        Response proposed = people.alice().propose(policy(unique()));

        problem(review(people.bob(), proposed.path("id")), 409);
    }

    @Test
    void whatIsApprovedRestsBeforeItIsActivated() {
        Response proposed = people.alice().propose(policy(unique()));
        String id = proposed.path("id");
        proposed.then().body("restsUntil", nullValue());
        people.bob().approve(id, proposed.path("digest")).then().statusCode(200).body("restsUntil", notNullValue());

        problem(people.bob().activate(id), 409)
                .body("title", equalTo("Cooling down"))
                .body("detail", containsString("rests until"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> people.bob().activate(id).statusCode() == 200);
    }

    @Test
    void aProposalThatNobodyDecidesExpires() {
        Response proposed = people.alice().propose(policy(unique()));
        String id = proposed.path("id");

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> people.alice().get(PROPOSALS + "/" + id).then().body("state", equalTo("expired")));
        problem(people.bob().approve(id, proposed.path("digest")), 409);
        problem(breakGlass(people.ruth(), id, "too late"), 409);
        Events.awaitAudited(id, "proposal.expired");
    }

    private static Response breakGlass(Signed who, String id, String reason) {
        return who.json(Map.of("reason", reason)).post(PROPOSALS + "/" + id + "/break-glass");
    }

    private static Response review(Signed who, String id) {
        return who.json(Map.of("body", "Justified")).post(PROPOSALS + "/" + id + "/break-glass/review");
    }

    private static JsonNode alert(String kind, String proposal) {
        try (Events alerts = new Events(Topic.SECURITY_ALERT)) {
            return alerts.await(alert -> alert.path("kind").asText().equals(kind)
                    && alert.at("/labels/proposal").asText().equals(proposal));
        }
    }
}

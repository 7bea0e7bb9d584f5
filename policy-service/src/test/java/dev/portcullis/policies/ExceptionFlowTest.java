// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.ApprovalDecided;
import dev.portcullis.contracts.Event;
import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.Ids;
import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class ExceptionFlowTest {
    private static final String EXCEPTIONS = "/api/v1/exceptions";

    @Inject
    People people;

    @Inject
    EventPublisher publisher;

    @Test
    void twoPeopleMakeAPolicyGiveWayAndOneEndsIt() {
        String policyId = policyInForce();
        Response requested = ask(people.alice(), forPolicy(policyId));
        String id = requested.path("id");
        requested
                .then()
                .statusCode(201)
                .body("state", equalTo("requested"))
                .body("level.path", equalTo("acme"))
                .body("scope", equalTo("acme/shop"))
                .body("approvalsRequired", equalTo(1))
                .header("Location", containsString(id))
                .header("ETag", notNullValue());

        approve(people.bob(), requested)
                .then()
                .statusCode(200)
                .body("state", equalTo("active"))
                .body("approvals[0].name", equalTo("bob"));
        JsonNode published = published(id, false);
        assertThat(published.at("/exceptions/0/policyId").asText()).isEqualTo(policyId);
        assertThat(published.at("/exceptions/0/scope").asText()).isEqualTo("acme/shop");
        assertThat(published.at("/exceptions/0/identifiers/0").asText()).isEqualTo("CVE-2026-1");
        assertThat(published.at("/policies")).isEmpty();

        end(people.bob(), id, "revocation").then().statusCode(200).body("state", equalTo("revoked"));
        JsonNode revoked = published(id, true);
        assertThat(revoked.get("revision").asLong())
                .isGreaterThan(published.get("revision").asLong());
        problem(end(people.bob(), id, "revocation"), 409);
        Events.awaitAudited(
                id, "exception.requested", "exception.approved", "exception.activated", "exception.revoked");
        exported(published, revoked);
    }

    @Test
    void nobodyApprovesTheirOwnExceptionUnderAnyIdentity() {
        String policyId = policyInForce();
        Response requested = ask(people.alice(), forPolicy(policyId));

        for (Signed alice : List.of(people.alice(), people.aliceAgain())) {
            problem(approve(alice, requested), 403).body("title", equalTo("A second person is needed"));
        }
        Events.awaitAudited(requested.path("id"), "exception.self-approval-refused");
        people.alice().get(EXCEPTIONS + "/" + requested.path("id")).then().body("state", equalTo("requested"));
    }

    @Test
    void theLevelThatOwnsThePolicyDecidesAndNoneBelow() {
        String policyId = policyInForce();
        Signed lower = people.lowerApprover();
        Response requested = ask(lower, forPolicy(policyId));
        requested.then().statusCode(201).body("level.path", equalTo("acme"));
        Response other = ask(people.alice(), forPolicy(policyId));

        problem(approve(lower, other), 403).body("detail", containsString("gitlab/acme"));
        problem(approve(people.oscar(), other), 404);
        problem(end(lower, other.path("id"), "rejection"), 403);
        approve(people.bob(), requested).then().statusCode(200).body("state", equalTo("active"));
    }

    @Test
    void anApprovalIsForWhatWasSeenAndCountsOnce() {
        Response requested = ask(people.alice(), forPolicy(policyInForce()));
        String path = EXCEPTIONS + "/" + requested.path("id") + "/approvals";

        problem(people.bob().json(Map.of("digest", "0".repeat(64))).post(path), 409);
        problem(
                people.bob()
                        .json(Map.of("digest", requested.path("digest")))
                        .header("If-Match", "\"7\"")
                        .post(path),
                412);
        approve(people.bob(), requested).then().statusCode(200);
        problem(approve(people.bob(), requested), 409);
        problem(approve(people.carol(), requested), 409);
    }

    @Test
    void whatIsAskedForHasToEndAndToBeForSomething() {
        String policyId = policyInForce();
        Map<String, Object> wanted = forPolicy(policyId);

        problem(ask(people.alice(), without(wanted, "endsAt")), 400);
        problem(ask(people.alice(), with(wanted, "endsAt", Instant.now().minusSeconds(1))), 422);
        problem(ask(people.alice(), with(wanted, "endsAt", Instant.now().plus(Duration.ofDays(91)))), 422)
                .body("detail", containsString("90 days"));
        problem(ask(people.alice(), without(wanted, "reason")), 400);
        problem(ask(people.alice(), without(wanted, "identifiers")), 422);
        problem(ask(people.alice(), with(wanted, "whole", true)), 422);
        problem(ask(people.alice(), with(wanted, "purls", List.of("pkg:npm/a"))), 422);
        problem(ask(people.alice(), with(wanted, "scanners", List.of("sats"))), 422);
        problem(ask(people.alice(), with(wanted, "findings", List.of("x"))), 422);
        problem(ask(people.alice(), with(wanted, "paths", List.of("x".repeat(501)))), 422);
        problem(ask(people.alice(), with(wanted, "policyId", UUID.randomUUID())), 404);
        problem(ask(people.alice(), with(wanted, "scope", "other/project")), 404);
        problem(ask(people.oscar(), wanted), 403);
        problem(
                ask(
                        people.alice(),
                        with(wanted, "level", Map.of("kind", "group", "instance", "gitlab", "path", "acme"))),
                422);
    }

    @Test
    void aRequestSentTwiceIsOneRequest() {
        Map<String, Object> wanted = forPolicy(policyInForce());
        String key = UUID.randomUUID().toString();

        Response first =
                people.alice().json(wanted).header("Idempotency-Key", key).post(EXCEPTIONS);
        Response again =
                people.alice().json(wanted).header("Idempotency-Key", key).post(EXCEPTIONS);

        assertThat(again.<String>path("id")).isEqualTo(first.path("id"));
        problem(
                people.alice()
                        .json(with(wanted, "reason", "another"))
                        .header("Idempotency-Key", key)
                        .post(EXCEPTIONS),
                422);
    }

    @Test
    void mergeRequestsThatItReleasedAreCountedAndUnusedOnesListed() {
        String policyId = policyInForce();
        Response used = ask(people.alice(), forPolicy(policyId));
        Response unused = ask(people.alice(), forPolicy(policyId));
        approve(people.bob(), used).then().statusCode(200);
        approve(people.bob(), unused).then().statusCode(200);

        decided(used.path("id"), 7);
        decided(used.path("id"), 7);
        decided(used.path("id"), 8);

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> people.alice()
                        .get(EXCEPTIONS + "/" + used.path("id"))
                        .then()
                        .body("mergeRequests", equalTo(2))
                        .body("lastUsedAt", notNullValue()));
        people.alice()
                .get(EXCEPTIONS + "?unused=true&policy=" + policyId)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(unused.path("id")))
                .body("items[0].lastUsedAt", nullValue());
        people.alice()
                .get(EXCEPTIONS + "?state=active&namespace=gitlab/acme&policy=" + policyId)
                .then()
                .body("items", hasSize(2));
        people.oscar().get(EXCEPTIONS).then().statusCode(200).body("items.id", not(hasItem(used.<String>path("id"))));
        problem(people.oscar().get(EXCEPTIONS + "/" + used.path("id")), 404);
    }

    @Test
    void aRequestIsWithdrawnByWhoMadeItAndRejectedByApprovers() {
        String policyId = policyInForce();
        Response first = ask(people.alice(), forPolicy(policyId));
        Response second = ask(people.alice(), forPolicy(policyId));

        problem(end(people.bob(), first.path("id"), "withdrawal"), 403);
        end(people.alice(), first.path("id"), "withdrawal")
                .then()
                .statusCode(200)
                .body("state", equalTo("withdrawn"));
        end(people.bob(), second.path("id"), "rejection").then().statusCode(200).body("state", equalTo("rejected"));
        problem(approve(people.bob(), first), 409);
        problem(approve(people.bob(), second), 409);
    }

    private String policyInForce() {
        return people.activated(people.alice().propose(policy(unique())));
    }

    private static Map<String, Object> forPolicy(String policyId) {
        return Map.of(
                "policyId",
                policyId,
                "scope",
                "acme/shop",
                "identifiers",
                List.of("CVE-2026-1"),
                "reason",
                "The fix is out on Monday",
                "endsAt",
                Instant.now().plus(Duration.ofDays(30)));
    }

    private static Map<String, Object> with(Map<String, Object> wanted, String key, Object value) {
        Map<String, Object> changed = new HashMap<>(wanted);
        changed.put(key, value);
        return changed;
    }

    private static Map<String, Object> without(Map<String, Object> wanted, String key) {
        Map<String, Object> changed = new HashMap<>(wanted);
        changed.remove(key);
        return changed;
    }

    private static Response ask(Signed who, Map<String, Object> wanted) {
        return who.json(with(wanted, "endsAt", String.valueOf(wanted.get("endsAt"))))
                .post(EXCEPTIONS);
    }

    private static Response approve(Signed who, Response requested) {
        return who.json(Map.of("digest", requested.path("digest")))
                .post(EXCEPTIONS + "/" + requested.path("id") + "/approvals");
    }

    private static Response end(Signed who, String id, String how) {
        return who.json(Map.of("reason", "no longer")).post(EXCEPTIONS + "/" + id + "/" + how);
    }

    private void decided(String exception, long iid) {
        ApprovalDecided decided = new ApprovalDecided(
                new ProjectRef("gitlab", 42, "acme/shop"),
                iid,
                "https://gitlab.test/acme/shop/-/merge_requests/" + iid,
                "a".repeat(40),
                Ids.timeOrdered(),
                1,
                Instant.now(),
                "No approval required.",
                0,
                List.of(),
                List.of(UUID.fromString(exception)));
        publisher.publish(
                Topic.APPROVAL_REQUIRED,
                "gitlab/42",
                new Event<>(
                        Ids.timeOrdered(),
                        "/portcullis/evaluation",
                        EventType.APPROVAL_NOT_REQUIRED,
                        "gitlab/42!" + iid,
                        decided.decidedAt(),
                        "test",
                        null,
                        null,
                        decided));
    }

    private static JsonNode published(String id, boolean revoked) {
        try (Events changes = new Events(Topic.POLICY_CHANGED)) {
            return changes.await(event -> event.at("/exceptions/0/id").asText().equals(id)
                    && event.at("/exceptions/0").has("revokedAt") == revoked);
        }
    }

    private static void exported(JsonNode published, JsonNode revoked) {
        String jwt = given().contentType("application/json")
                .body(Map.of("token", "a-service-token-for-tests-only-0123456789"))
                .post("/api/v1/session/token")
                .path("access_token");
        for (JsonNode activation : List.of(published, revoked)) {
            long revision = activation.get("revision").asLong();
            Response export = given().auth().oauth2(jwt).get("/api/v1/policies/export?since=" + (revision - 1));
            assertThat(export.<Map<String, Object>>path("items[0].exceptions[0]"))
                    .isEqualTo(new com.fasterxml.jackson.databind.ObjectMapper()
                            .convertValue(activation.at("/exceptions/0"), Map.class));
            assertThat(export.<Integer>path("items[0].revision")).isEqualTo((int) revision);
        }
    }
}

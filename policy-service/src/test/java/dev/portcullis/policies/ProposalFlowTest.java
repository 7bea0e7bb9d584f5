// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.PROPOSALS;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class ProposalFlowTest {
    @Inject
    People people;

    @Test
    void twoPeopleBringAPolicyIntoForce() {
        String name = unique();
        ValidatableResponse proposed =
                people.alice().propose(policy(name)).then().statusCode(201);
        String id = proposed.extract().path("id");
        String digest = proposed.extract().path("digest");
        proposed.body("state", equalTo("open"))
                .body("name", equalTo(name))
                .body("yaml", equalTo(policy(name)))
                .header("Location", containsString(id))
                .header("ETag", notNullValue());

        problem(people.alice().activate(id), 409);
        people.bob().approve(id, digest).then().statusCode(200).body("approvals", hasSize(1));
        String policyId = people.alice()
                .activate(id)
                .then()
                .statusCode(200)
                .body("state", equalTo("activated"))
                .extract()
                .path("policyId");

        people.alice()
                .get(Signed.POLICIES + "/" + policyId)
                .then()
                .statusCode(200)
                .body("policy.state", equalTo("enabled"))
                .body("current.version", equalTo(1))
                .body("current.yaml", equalTo(policy(name)))
                .body("current.proposedBy", equalTo("alice"))
                .body("current.approvers[0].name", equalTo("bob"));
        isPublished(id, policyId, name);
    }

    @Test
    void aChangeIsShownInWordsAndLines() {
        String name = unique();
        String text = policy(name).replace("approvals_required: 1", "approvals_required: 2");
        Response proposed = people.alice().propose(text);
        proposed.then().body("changes[0]", equalTo("A new approval_policy '" + name + "'."));
        people.bob().approve(proposed.path("id"), proposed.path("digest"));
        String policyId = people.bob().activate(proposed.path("id")).path("policyId");

        Response change = people.alice()
                .json(Map.of(
                        "kind",
                        "change",
                        "policyId",
                        policyId,
                        "yaml",
                        policy(name),
                        "title",
                        "One is enough",
                        "reason",
                        "Nobody has time"))
                .post(PROPOSALS);

        String words = "Action 1: from 2 to 1 approvals.";
        change.then().statusCode(201).body("changes", equalTo(List.of(words)));
        people.bob()
                .get(PROPOSALS + "/" + change.path("id") + "/diff")
                .then()
                .statusCode(200)
                .body("baseVersion", equalTo(1))
                .body("changes", equalTo(List.of(words)))
                .body("unified", containsString("-        approvals_required: 2\n+        approvals_required: 1\n"));
        problem(people.oscar().get(PROPOSALS + "/" + change.path("id") + "/diff"), 404);
    }

    private static void isPublished(String id, String policyId, String name) {
        try (Events changes = new Events(Topic.POLICY_CHANGED);
                Events audit = new Events(Topic.AUDIT)) {
            JsonNode change = changes.await(
                    event -> event.at("/policies/0/policyId").asText().equals(policyId));
            assertThat(change.at("/policies/0/yaml").asText()).isEqualTo(policy(name));
            assertThat(change.at("/policies/0/version").asInt()).isEqualTo(1);
            assertThat(change.at("/level/path").asText()).isEqualTo("acme");
            List<Long> revisions = changes.seen().stream()
                    .map(event -> event.path("revision").asLong())
                    .toList();
            for (int i = 1; i < revisions.size(); i++) {
                assertThat(revisions.get(i)).isEqualTo(revisions.get(i - 1) + 1);
            }
            for (String action : List.of("proposal.created", "proposal.approved", "proposal.activated")) {
                audit.await(event -> event.path("action").asText().equals(action)
                        && event.path("objectId").asText().equals(id)
                        && event.path("namespace").asText().equals("gitlab/acme"));
            }
            JsonNode created =
                    audit.await(event -> event.path("action").asText().equals("policy.created")
                            && event.path("objectId").asText().equals(policyId));
            assertThat(created.at("/details/approvedBy").asText()).isEqualTo("bob");
        }
    }

    @Test
    void theHistoryHasNoGapsAndNothingIsOverwritten() {
        String name = unique();
        String policyId = people.activated(people.alice().propose(policy(name)));
        String changed = policy(name).replace("approvals_required: 1", "approvals_required: 2");
        people.activated(change("change", policyId, changed));
        people.activated(change("disable", policyId, null));
        people.activated(change("enable", policyId, null));
        people.activated(change("retire", policyId, null));

        people.alice()
                .get(Signed.POLICIES + "/" + policyId + "/versions")
                .then()
                .statusCode(200)
                .body("items.version", equalTo(List.of(5, 4, 3, 2, 1)))
                .body("items.state", equalTo(List.of("retired", "enabled", "disabled", "enabled", "enabled")))
                .body("items[4].yaml", equalTo(policy(name)))
                .body("items[0].yaml", equalTo(changed));
        problem(change("change", policyId, changed), 409);
        people.alice().propose(policy(name)).then().statusCode(201);
    }

    @Test
    void aLargePolicyTravelsByReference() {
        String name = unique();
        String large = policy(name) + "# " + "x".repeat(300 * 1024) + "\n";
        String policyId = people.activated(people.alice().propose(large));

        people.alice().get(Signed.POLICIES + "/" + policyId).then().body("current.yaml", equalTo(large));
        try (Events changes = new Events(Topic.POLICY_CHANGED)) {
            JsonNode change = changes.await(
                    event -> event.at("/policies/0/policyId").asText().equals(policyId));
            assertThat(change.at("/policies/0/yaml").isMissingNode()).isTrue();
            assertThat(change.at("/policies/0/sha256").asText()).hasSize(64);
        }
    }

    @Test
    void versionsArePagedByKey() {
        String policyId = people.activated(people.alice().propose(policy(unique())));
        people.activated(change("disable", policyId, null));
        String path = Signed.POLICIES + "/" + policyId + "/versions?limit=1";

        Response first = people.alice().get(path);
        first.then().body("items", hasSize(1)).body("items[0].version", equalTo(2));
        people.alice()
                .get(path + "&after=" + first.path("next"))
                .then()
                .body("items[0].version", equalTo(1))
                .body("next", equalTo(null));
        problem(people.alice().get(path + "&after=nonsense!"), 400);
        problem(people.alice().get(Signed.POLICIES + "?limit=0"), 400);
    }

    @Test
    void listsAreFiltered() {
        String name = unique();
        people.activated(people.alice().propose(policy(name)));

        for (String filter : List.of(
                "text=" + name.substring(7),
                "text=" + name.substring(7) + "&state=enabled&type=approval_policy&level=group&source=proposal",
                "text=" + name.substring(7) + "&namespace=gitlab/acme")) {
            people.alice().get(Signed.POLICIES + "?" + filter).then().body("items.name", equalTo(List.of(name)));
        }
        people.alice()
                .get(Signed.POLICIES + "?text=" + name.substring(7) + "&state=retired")
                .then()
                .body("items", hasSize(0));
        people.alice()
                .get(PROPOSALS + "?state=activated&kind=new&text=" + name.substring(7))
                .then()
                .body("items.name", equalTo(List.of(name)));
    }

    @Test
    void aCommentIsKept() {
        String id = people.alice().propose(policy(unique())).path("id");

        people.bob()
                .json(Map.of("body", "Why only criticals?"))
                .post(PROPOSALS + "/" + id + "/comments")
                .then()
                .statusCode(201);
        people.alice()
                .get(PROPOSALS + "/" + id + "/comments")
                .then()
                .body("items[0].author", equalTo("bob"))
                .body("items[0].body", equalTo("Why only criticals?"));
    }

    @Test
    void rejectedAndWithdrawnAreFinal() {
        Response first = people.alice().propose(policy(unique()));
        Response second = people.alice().propose(policy(unique()));
        String rejected = PROPOSALS + "/" + first.path("id");
        String withdrawn = PROPOSALS + "/" + second.path("id");

        problem(people.bob().json(Map.of()).post(rejected + "/rejection"), 400);
        people.bob()
                .json(Map.of("reason", "too strict"))
                .post(rejected + "/rejection")
                .then()
                .body("state", equalTo("rejected"))
                .body("closedReason", equalTo("too strict"));
        problem(people.bob().json(Map.of("reason", "no")).post(withdrawn + "/withdrawal"), 403);
        people.alice()
                .json(Map.of("reason", "later"))
                .post(withdrawn + "/withdrawal")
                .then()
                .body("state", equalTo("withdrawn"));
        problem(people.bob().approve(first.path("id"), first.path("digest")), 409);
        problem(people.bob().approve(second.path("id"), second.path("digest")), 409);
        problem(people.alice().activate(first.path("id")), 409);
    }

    @Test
    void aProposalThatComesTwiceIsOne() {
        Map<String, Object> body = Map.of(
                "kind", "new",
                "level", Map.of("kind", "group", "instance", "gitlab", "path", "acme"),
                "yaml", policy(unique()),
                "title", "t",
                "reason", "r");
        Signed alice = people.alice();
        String key = UUID.randomUUID().toString();

        String first =
                alice.json(body).header("Idempotency-Key", key).post(PROPOSALS).path("id");
        String second =
                alice.json(body).header("Idempotency-Key", key).post(PROPOSALS).path("id");
        assertThat(second).isEqualTo(first);
        alice.json(body).post(PROPOSALS).then().statusCode(201).body("id", org.hamcrest.Matchers.not(first));
        Map<String, Object> other = new java.util.HashMap<>(body);
        other.put("title", "another");
        problem(alice.json(other).header("Idempotency-Key", key).post(PROPOSALS), 422);
    }

    @Test
    void servicesCatchUpFromTheExport() {
        String name = unique();
        String policyId = people.activated(people.alice().propose(policy(name)));
        int revision = people.alice().get(Signed.POLICIES + "/" + policyId).path("policy.revision");
        String jwt = io.restassured.RestAssured.given()
                .contentType("application/json")
                .body(Map.of("token", "a-service-token-for-tests-only-0123456789"))
                .post("/api/v1/session/token")
                .then()
                .statusCode(200)
                .body("token_type", equalTo("Bearer"))
                .body("expires_in", equalTo(300))
                .extract()
                .path("access_token");

        io.restassured.RestAssured.given()
                .auth()
                .oauth2(jwt)
                .get(Signed.POLICIES + "/export?since=" + (revision - 1))
                .then()
                .statusCode(200)
                .body("items[0].revision", equalTo(revision))
                .body("items[0].policies[0].name", equalTo(name))
                .body("items[0].policies[0].yaml", equalTo(policy(name)));
        problem(people.ruth().get(Signed.POLICIES + "/export"), 403);
    }

    private Response change(String kind, String policyId, String yaml) {
        Map<String, Object> body =
                new java.util.HashMap<>(Map.of("kind", kind, "policyId", policyId, "title", kind, "reason", "because"));
        if (yaml != null) {
            body.put("yaml", yaml);
        }
        return people.alice().json(body).post(PROPOSALS);
    }
}

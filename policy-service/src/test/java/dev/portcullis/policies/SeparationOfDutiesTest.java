// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.PROPOSALS;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class SeparationOfDutiesTest {
    @Inject
    People people;

    @Test
    void oneAloneCannotAndTheTryIsOnRecord() {
        Response proposed = people.alice().propose(policy(unique()));
        String id = proposed.path("id");

        problem(people.alice().approve(id, proposed.path("digest")), 403);
        problem(people.alice().activate(id), 409);
        people.alice().get(PROPOSALS + "/" + id).then().body("approvals", hasSize(0));
        try (Events audit = new Events(Topic.AUDIT)) {
            audit.await(event -> event.path("action").asText().equals("proposal.self-approval-refused")
                    && event.path("objectId").asText().equals(id));
        }
    }

    @Test
    void theSameHumanUnderAnotherIdentityCannotApprove() {
        Response proposed = people.alice().propose(policy(unique()));
        String id = proposed.path("id");

        problem(people.aliceAgain().approve(id, proposed.path("digest")), 403)
                .body("title", equalTo("A second person is needed"));
        problem(people.alice().activate(id), 409);
    }

    @Test
    void whoRevisesIsAnAuthorAndVoidsApprovals() {
        String name = unique();
        Response proposed = people.alice().propose(policy(name));
        String id = proposed.path("id");
        Response approved = people.bob().approve(id, proposed.path("digest"));
        String better = policy(name).replace("[critical]", "[critical, high]");

        Response revised = people.bob().revise(id, better, approved.getHeader("ETag"));
        revised.then()
                .statusCode(200)
                .body("edition", equalTo(2))
                .body("approvals", hasSize(0))
                .body("authors", equalTo(List.of("alice", "bob")));
        problem(people.bob().approve(id, revised.path("digest")), 403);
        problem(people.alice().approve(id, revised.path("digest")), 403);
        problem(people.carol().approve(id, proposed.path("digest")), 409);
        problem(people.alice().activate(id), 409);
        people.carol().approve(id, revised.path("digest")).then().statusCode(200);
        people.alice().activate(id).then().statusCode(200);
    }

    @Test
    void aRevisionNeedsTheEtagThatWasSeen() {
        String name = unique();
        Response proposed = people.alice().propose(policy(name));
        String id = proposed.path("id");
        people.bob().approve(id, proposed.path("digest"));

        problem(people.alice().revise(id, policy(name) + "# more\n", proposed.getHeader("ETag")), 412);
        problem(
                people.alice()
                        .json(Map.of("yaml", policy(name), "reason", "r"))
                        .post(PROPOSALS + "/" + id + "/revisions"),
                428);
        people.alice()
                .get(PROPOSALS + "/" + id)
                .then()
                .body("edition", equalTo(1))
                .body("approvals", hasSize(1));
        problem(people.alice().request().header("If-Match", "\"1\"").post(PROPOSALS + "/" + id + "/activation"), 412);
    }

    @Test
    void anApprovalCountsOnceHoweverOftenItIsSent() {
        Response proposed = people.alice().propose(policy(unique()));
        String id = proposed.path("id");

        people.bob().approve(id, proposed.path("digest")).then().statusCode(200);
        problem(people.bob().approve(id, proposed.path("digest")), 409);
        people.alice().get(PROPOSALS + "/" + id).then().body("approvals", hasSize(1));
    }

    @Test
    void ofTwoActivationsAtOnceOneTakesEffect() {
        Response proposed = people.alice().propose(policy(unique()));
        String id = proposed.path("id");
        Signed bob = people.bob();
        Signed carol = people.carol();

        List<Integer> approvals = atOnce(
                () -> bob.approve(id, proposed.path("digest")).statusCode(),
                () -> carol.approve(id, proposed.path("digest")).statusCode());
        assertThat(approvals).containsExactlyInAnyOrder(200, 200);
        List<Integer> activations = atOnce(
                () -> bob.activate(id).statusCode(), () -> carol.activate(id).statusCode());
        assertThat(activations).containsExactlyInAnyOrder(200, 409);
        String policyId = people.alice().get(PROPOSALS + "/" + id).path("policyId");
        people.alice()
                .get(Signed.POLICIES + "/" + policyId + "/versions")
                .then()
                .body("items", hasSize(1));
    }

    @Test
    void ofTwoChangesFromOneVersionTheSecondIsRefused() {
        String name = unique();
        String policyId = people.activated(people.alice().propose(policy(name)));
        Response first = change(policyId, policy(name).replace("[critical]", "[high]"));
        Response second = change(policyId, policy(name).replace("[critical]", "[low]"));
        people.activated(first);
        people.bob().approve(second.path("id"), second.path("digest")).then().statusCode(200);

        problem(people.bob().activate(second.path("id")), 409);
        people.alice()
                .get(Signed.POLICIES + "/" + policyId)
                .then()
                .body("current.version", equalTo(2))
                .body("current.yaml", equalTo(policy(name).replace("[critical]", "[high]")));
        people.alice().get(PROPOSALS + "/" + second.path("id")).then().body("state", equalTo("open"));
    }

    @Test
    void botsAndServicesCannotApprove() {
        Signed bot = people.stranger("project_7_bot_ab12", "acme/security");
        Response proposed = people.alice().propose(policy(unique()));

        problem(bot.approve(proposed.path("id"), proposed.path("digest")), 403);
    }

    @Test
    void anotherSubtreeSeesNothing() {
        Response proposed = people.alice().propose(policy(unique()));
        String id = proposed.path("id");
        String policyId = people.activated(proposed);
        Signed oscar = people.oscar();

        for (String path : List.of("", "/revisions", "/comments")) {
            problem(oscar.get(PROPOSALS + "/" + id + path), 404);
        }
        for (String path : List.of("", "/versions")) {
            problem(oscar.get(Signed.POLICIES + "/" + policyId + path), 404);
        }
        for (String list : List.of(
                PROPOSALS,
                PROPOSALS + "?namespace=gitlab/acme",
                Signed.POLICIES,
                Signed.POLICIES + "?namespace=gitlab")) {
            oscar.get(list).then().statusCode(200).body("items", hasSize(0));
        }
        oscar.get("/api/v1/grants").then().body("items.namespace", not(hasItem("gitlab/acme")));
        problem(oscar.approve(id, proposed.path("digest")), 404);
        problem(oscar.activate(id), 404);
        problem(oscar.propose(policy(unique())), 403);
    }

    @Test
    void anUnknownNamespaceIsRefused() {
        problem(people.alice().propose(policy(unique()), "acme-corp"), 404);
        problem(people.alice().propose(policy(unique()), "acme//x"), 422);
    }

    @Test
    void whatIsNoPolicyIsRefusedWithItsPlace() {
        String broken = policy(unique()).replace("    rules:", "    rulez:");

        problem(people.alice().propose(broken), 422)
                .body("line", org.hamcrest.Matchers.greaterThan(1))
                .body("column", org.hamcrest.Matchers.greaterThan(0));
        problem(people.alice().propose("a: [1"), 422).body("line", org.hamcrest.Matchers.notNullValue());
        problem(people.alice().propose(""), 422);
        problem(people.alice().propose(policy("A") + policy("B").substring("approval_policy:\n".length())), 422);
        problem(people.alice().propose(policy("x") + "# " + "y".repeat(600 * 1024)), 413);
        people.alice().propose("# " + "y".repeat(2_000_000)).then().statusCode(413);
        people.alice()
                .json(Map.of("yaml", broken))
                .post(PROPOSALS + "/validation")
                .then()
                .statusCode(200)
                .body("valid", equalTo(false))
                .body("problems[0].level", org.hamcrest.Matchers.notNullValue());
    }

    private Response change(String policyId, String yaml) {
        return people.alice()
                .json(Map.of("kind", "change", "policyId", policyId, "yaml", yaml, "title", "c", "reason", "r"))
                .post(PROPOSALS);
    }

    private static List<Integer> atOnce(
            java.util.function.Supplier<Integer> first, java.util.function.Supplier<Integer> second) {
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            CompletableFuture<Integer> one = CompletableFuture.supplyAsync(first, threads);
            CompletableFuture<Integer> two = CompletableFuture.supplyAsync(second, threads);
            return List.of(one.join(), two.join());
        }
    }
}

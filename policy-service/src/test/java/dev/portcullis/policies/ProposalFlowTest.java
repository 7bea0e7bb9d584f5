// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.Signed.policy;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import dev.portcullis.policies.session.InProcessSignIn;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
class ProposalFlowTest {
    @Inject
    InProcessSignIn signIn;

    private Signed alice;
    private Signed bob;
    private Signed oscar;

    @BeforeEach
    void signIn() {
        alice = signed("gitlab", 11, "alice", "alice@acme.test");
        bob = signed("gitlab", 12, "bob", "bob@acme.test", "acme/security");
        oscar = signed("gitlab", 13, "oscar", "oscar@other.test");
    }

    @Test
    void twoPeopleBringAPolicyIntoForce() {
        String name = unique();
        ValidatableResponse proposed = alice.propose(policy(name)).then().statusCode(201);
        String id = proposed.extract().path("id");
        String digest = proposed.extract().path("digest");
        proposed.body("state", equalTo("open"))
                .body("name", equalTo(name))
                .header("Location", containsString(id))
                .header("ETag", notNullValue());

        problem(alice.activate(id), 409);
        bob.approve(id, digest).then().statusCode(200).body("approvals", hasSize(1));
        String policyId = alice.activate(id)
                .then()
                .statusCode(200)
                .body("state", equalTo("activated"))
                .extract()
                .path("policyId");

        alice.get(Signed.POLICIES + "/" + policyId)
                .then()
                .statusCode(200)
                .body("policy.state", equalTo("enabled"))
                .body("current.version", equalTo(1))
                .body("current.yaml", equalTo(policy(name)))
                .body("current.proposedBy", equalTo("alice"))
                .body("current.approvers[0].name", equalTo("bob"));
    }

    @Test
    void oneAloneCannot() {
        Response proposed = alice.propose(policy(unique()));
        String id = proposed.path("id");

        problem(alice.approve(id, proposed.path("digest")), 403);
        problem(alice.activate(id), 409);
    }

    @Test
    void anotherSubtreeSeesNothing() {
        Response proposed = alice.propose(policy(unique()));
        String id = proposed.path("id");
        bob.approve(id, proposed.path("digest")).then().statusCode(200);
        String policyId = alice.activate(id).path("policyId");

        for (String path : List.of("", "/revisions", "/comments")) {
            problem(oscar.get(Signed.PROPOSALS + "/" + id + path), 404);
        }
        for (String path : List.of("", "/versions")) {
            problem(oscar.get(Signed.POLICIES + "/" + policyId + path), 404);
        }
        oscar.get(Signed.PROPOSALS).then().statusCode(200).body("items", hasSize(0));
        oscar.get(Signed.POLICIES).then().statusCode(200).body("items", hasSize(0));
        problem(oscar.approve(id, proposed.path("digest")), 404);
        problem(oscar.activate(id), 404);
        problem(oscar.get(Signed.POLICIES + "/export"), 403);
    }

    private Signed signed(String instance, long id, String username, String email, String... groups) {
        String session = signIn.begin(instance, id, username, email, groups);
        String jwt = given().cookie("portcullis_session", session)
                .post("/api/v1/session/refresh")
                .then()
                .statusCode(200)
                .extract()
                .cookie("portcullis_jwt");
        return new Signed(session, jwt);
    }

    private static void problem(Response response, int status) {
        response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("title", notNullValue());
    }

    private static String unique() {
        return "Policy " + UUID.randomUUID();
    }
}

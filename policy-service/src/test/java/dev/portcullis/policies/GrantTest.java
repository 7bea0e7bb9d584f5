// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static org.hamcrest.Matchers.containsString;
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
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class GrantTest {
    private static final String GRANTS = "/api/v1/grants";
    private static final String CHANGES = GRANTS + "/changes/";

    @Inject
    People people;

    @Test
    void aGrantTakesTwoAdministratorsAndSoDoesItsEnd() {
        String user = "user" + UUID.randomUUID();
        Response proposed = propose(people.ruth(), user, "auditor", "gitlab/acme");
        String change = proposed.then().statusCode(202).extract().path("id");

        problem(people.ruth().request().post(CHANGES + change + "/approval"), 403);
        me(user).body("grants", hasSize(0));
        String grant = people.rita()
                .request()
                .post(CHANGES + change + "/approval")
                .then()
                .statusCode(200)
                .body("state", equalTo("approved"))
                .extract()
                .path("grantId");
        me(user).body("grants", hasSize(1)).body("grants[0].role", equalTo("auditor"));
        problem(people.rita().request().post(CHANGES + change + "/approval"), 409);

        String revocation = people.ruth()
                .request()
                .delete(GRANTS + "/" + grant + "?reason=left")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        me(user).body("grants", hasSize(1));
        people.rita().request().post(CHANGES + revocation + "/approval").then().statusCode(200);
        me(user).body("grants", hasSize(0));
        try (Events audit = new Events(Topic.AUDIT)) {
            audit.await(event -> event.path("action").asText().equals("grant.revoked")
                    && event.at("/details/subject").asText().endsWith(user));
        }
    }

    @Test
    void anAdministratorsGrantToHimselfNeedsAnother() {
        String change =
                propose(people.ruth(), "ruth", "policy-approver", "gitlab/self").path("id");
        problem(people.ruth().request().post(CHANGES + change + "/approval"), 403);

        String forRita =
                propose(people.ruth(), "rita", "policy-approver", "gitlab/self").path("id");
        problem(people.rita().request().post(CHANGES + forRita + "/approval"), 403);
        people.rita().request().post(CHANGES + change + "/approval").then().statusCode(200);
    }

    @Test
    void theSubjectsOtherAccountCannotApproveEither() {
        String admin = people.ruth()
                .json(Map.of(
                        "subject", "user:second/alice.second",
                        "role", "admin",
                        "namespace", "gitlab/twice",
                        "reason", "needed"))
                .post(GRANTS)
                .path("id");
        people.rita().request().post(CHANGES + admin + "/approval").then().statusCode(200);
        String forAlice = propose(people.ruth(), "alice", "policy-approver", "gitlab/twice")
                .path("id");

        problem(people.aliceAgain().request().post(CHANGES + forAlice + "/approval"), 403)
                .body("detail", containsString("about you"));
    }

    @Test
    void aGroupsGrantIsItsMembers() {
        String group = "team" + UUID.randomUUID();
        String change = people.ruth()
                .json(Map.of(
                        "subject", "group:gitlab/" + group,
                        "role", "viewer",
                        "namespace", "gitlab/acme/shop",
                        "reason", "team"))
                .post(GRANTS)
                .path("id");
        people.rita().request().post(CHANGES + change + "/approval").then().statusCode(200);

        people.stranger("member" + group, group)
                .get("/api/v1/session")
                .then()
                .body("grants[0].namespace", equalTo("gitlab/acme/shop"));
        people.stranger("visitor" + group, group + "/sub")
                .get("/api/v1/session")
                .then()
                .body("grants", hasSize(0));
    }

    @Test
    void administratorsOfASubtreeStayInIt() {
        problem(propose(people.oscar(), "someone", "viewer", "gitlab/acme"), 404);
        problem(propose(people.oscar(), "someone", "viewer", ""), 404);
        propose(people.oscar(), "someone" + UUID.randomUUID(), "viewer", "gitlab/other/x")
                .then()
                .statusCode(202);
        people.oscar().get(GRANTS).then().body("items.namespace", not(hasItem("")));
        problem(propose(people.alice(), "someone", "viewer", "gitlab/acme"), 403);
    }

    @Test
    void whatIsNoGrantIsRefused() {
        problem(propose(people.ruth(), "x", "service", ""), 400);
        problem(propose(people.ruth(), "x/y", "viewer", ""), 400);
        problem(propose(people.ruth(), "x", "viewer", "no such/namespace"), 400);
        problem(people.ruth().json(Map.of("subject", "somebody")).post(GRANTS), 400);
    }

    private io.restassured.response.ValidatableResponse me(String username) {
        return people.stranger(username).get("/api/v1/session").then().statusCode(200);
    }

    private static Response propose(Signed admin, String user, String role, String namespace) {
        return admin.json(Map.of(
                        "subject", "user:gitlab/" + user, "role", role, "namespace", namespace, "reason", "needed"))
                .post(GRANTS);
    }
}

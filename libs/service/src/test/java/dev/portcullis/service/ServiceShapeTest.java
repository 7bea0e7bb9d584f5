// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.service;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestIssuer.class)
class ServiceShapeTest {
    private static final String PROBLEM = "application/problem+json";

    @Test
    void theCallerIsReadFromTheToken() {
        String token = TestIssuer.person(
                "alice", List.of(new TestIssuer.TestIdentity("gitlab", 11, "alice")), grant("viewer", "gitlab/acme"));

        given().auth()
                .oauth2(token)
                .get("/probe")
                .then()
                .statusCode(200)
                .body("id", equalTo(TestIssuer.personId("alice")))
                .body("actor.kind", equalTo("person"))
                .body("grants[0].namespace", equalTo("gitlab/acme"))
                .body("gitlab[0].userId", equalTo(11));
    }

    @Test
    void theTokenMayComeInACookie() {
        given().cookie("portcullis_jwt", TestIssuer.token("alice", grant("viewer", "")))
                .get("/probe")
                .then()
                .statusCode(200);
    }

    @Test
    void aServiceIsItsOwnKindOfActor() {
        given().auth()
                .oauth2(TestIssuer.service("evaluation"))
                .get("/probe")
                .then()
                .statusCode(200)
                .body("actor.kind", equalTo("service"))
                .body("actor.id", equalTo("evaluation"));
    }

    @Test
    void nobodyIsAnonymous() {
        problem(given().get("/probe").then(), 401);
        problem(given().auth().oauth2("not.a.token").get("/probe").then(), 401);
        problem(
                given().auth()
                        .oauth2(TestIssuer.expired("alice", grant("viewer", "")))
                        .get("/probe")
                        .then(),
                401);
    }

    @Test
    void aMissingRoleIsRefused() {
        problem(as("alice", "viewer", "").get("/probe/auditors").then(), 403);
    }

    @Test
    void aWriteOutsideTheGrantIsHiddenAndOneInsideItRefused() {
        problem(
                as("alice", "viewer", "gitlab/acme")
                        .get("/probe/admin?namespace=gitlab/acme/web")
                        .then(),
                403);
        problem(
                as("alice", "viewer", "gitlab/acme")
                        .get("/probe/admin?namespace=gitlab/other")
                        .then(),
                404);
        problem(
                as("alice", "viewer", "gitlab/acme")
                        .get("/probe/admin?namespace=gitlab/acme2")
                        .then(),
                404);
        as("root", "admin", "gitlab/acme")
                .get("/probe/admin?namespace=gitlab/acme/web")
                .then()
                .statusCode(204);
    }

    @Test
    void unreadableJsonSaysWhere() {
        problem(
                        as("alice", "viewer", "")
                                .contentType(ContentType.JSON)
                                .body("{\n \"name\": }")
                                .post("/probe")
                                .then(),
                        400)
                .body("line", equalTo(2));
        problem(
                        as("alice", "viewer", "")
                                .contentType(ContentType.JSON)
                                .body("{\"nmae\": \"x\"}")
                                .post("/probe")
                                .then(),
                        400)
                .body("detail", containsString("nmae"));
    }

    @Test
    void anInvalidFieldIsNamed() {
        problem(
                        as("alice", "viewer", "")
                                .contentType(ContentType.JSON)
                                .body("{\"name\": \"\"}")
                                .post("/probe")
                                .then(),
                        400)
                .body("violations[0].field", containsString("name"));
    }

    @Test
    void aBugTellsItsIncidentAndNothingElse() {
        problem(as("alice", "viewer", "").get("/probe/bug").then(), 500)
                .body(not(containsString("secret inside")))
                .body("detail", containsString("incident"));
    }

    @Test
    void anUnknownPathIsAProblemToo() {
        as("alice", "viewer", "").get("/nowhere").then().statusCode(404);
        problem(as("alice", "viewer", "").delete("/probe").then(), 405);
    }

    private static io.restassured.specification.RequestSpecification as(String name, String role, String namespace) {
        return given().auth().oauth2(TestIssuer.token(name, grant(role, namespace)));
    }

    private static ValidatableResponse problem(ValidatableResponse response, int status) {
        return response.statusCode(status).contentType(PROBLEM).body("status", equalTo(status));
    }
}

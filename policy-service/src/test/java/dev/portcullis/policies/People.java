// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.notNullValue;

import dev.portcullis.policies.session.InProcessSignIn;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** The people of the tests. */
@ApplicationScoped
class People {
    private final InProcessSignIn signIn;

    People(InProcessSignIn signIn) {
        this.signIn = signIn;
    }

    /** Proposes and approves for the group acme. */
    Signed alice() {
        return signed("gitlab", 11, "alice", "alice@acme.test");
    }

    /** Proposes and approves for the group acme, as a member of its security group. */
    Signed bob() {
        return signed("gitlab", 12, "bob", "bob@acme.test", "acme/security");
    }

    /** Like bob. */
    Signed carol() {
        return signed("gitlab", 14, "carol", "carol@acme.test", "acme/security");
    }

    /** Alice's second account: another user with the same verified address. */
    Signed aliceAgain() {
        return signed("second", 11, "alice.second", "alice@acme.test");
    }

    /** Administers and approves for another group. */
    Signed oscar() {
        return signed("gitlab", 13, "oscar", "oscar@other.test");
    }

    /** Administers everything. */
    Signed root() {
        return signed("gitlab", 1, "root", "root@acme.test");
    }

    /** Administers everything, too. */
    Signed rita() {
        return signed("gitlab", 2, "rita", "rita@acme.test");
    }

    /** A user of that name, known from nowhere else. */
    Signed stranger(String username, String... groups) {
        return signed("gitlab", username.hashCode() & 0x7fffffffL, username, username + "@acme.test", groups);
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

    static ValidatableResponse problem(Response response, int status) {
        return response.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("title", notNullValue())
                .body("detail", notNullValue());
    }

    static String unique() {
        return "Policy " + UUID.randomUUID();
    }
}

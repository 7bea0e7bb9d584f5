// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** The people of the tests. */
@ApplicationScoped
class People {
    private final Map<String, String> sessions = new ConcurrentHashMap<>();

    /** Proposes and approves for the group acme. */
    Signed alice() {
        return signed("gitlab", "alice", "alice@acme.test");
    }

    /** Proposes and approves for the group acme, as a member of its security group. */
    Signed bob() {
        return signed("gitlab", "bob", "bob@acme.test", "acme/security");
    }

    /** Like bob. */
    Signed carol() {
        return signed("gitlab", "carol", "carol@acme.test", "acme/security");
    }

    /** Alice's second account: another user with the same verified address. */
    Signed aliceAgain() {
        return signed("second", "alice.second", "alice@acme.test");
    }

    /** Proposes and approves for acme/shop alone. */
    Signed lowerApprover() {
        return signed("gitlab", "lou", "lou@acme.test");
    }

    /** Administers and approves for another group. */
    Signed oscar() {
        return signed("gitlab", "oscar", "oscar@other.test");
    }

    /** Administers everything. */
    Signed ruth() {
        return signed("gitlab", "ruth", "ruth@acme.test");
    }

    /** Administers everything, too. */
    Signed rita() {
        return signed("gitlab", "rita", "rita@acme.test");
    }

    /** A user of that name, known from nowhere else. */
    Signed stranger(String username, String... groups) {
        return signed("gitlab", username, username + "@acme.test", groups);
    }

    /** Has bob approve and activate a proposal of somebody else; gives the policy's id. */
    String activated(Response proposed) {
        proposed.then().statusCode(201);
        Signed bob = bob();
        bob.approve(proposed.path("id"), proposed.path("digest")).then().statusCode(200);
        return bob.activate(proposed.path("id"))
                .then()
                .statusCode(200)
                .extract()
                .path("policyId");
    }

    private Signed signed(String instance, String username, String email, String... groups) {
        String session =
                sessions.computeIfAbsent(instance + "/" + username, key -> signIn(instance, username, email, groups));
        String jwt = given().cookie("portcullis_session", session)
                .post("/api/v1/session/refresh")
                .then()
                .statusCode(200)
                .extract()
                .cookie("portcullis_jwt");
        return new Signed(session, jwt);
    }

    private static String signIn(String instance, String username, String email, String... groups) {
        Accounts accounts = Accounts.of(instance);
        long id = accounts.user(username, email);
        for (String group : groups) {
            accounts.member(group, id);
        }
        Browser browser = new Browser();
        browser.signIn("/api/v1/session/login?provider=" + instance, username, Accounts.PASSWORD);
        return browser.cookies().get("portcullis_session");
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

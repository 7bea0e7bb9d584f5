// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.PROPOSALS;
import static dev.portcullis.policies.Signed.policy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A level has to be there, and GitLab is asked whether it is. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class NamespaceLookupTest {
    private static final String GRANTS = "/api/v1/grants";

    @Inject
    People people;

    @AfterEach
    void mendGitLab() {
        Accounts.of("gitlab").faults(Map.of());
    }

    @Test
    void aLevelThatGitLabDoesNotKnowIsRefused() {
        String name = unique();

        problem(people.alice().propose(policy(name), "acme/nowhere"), 422)
                .body("title", equalTo("Unknown namespace"))
                .body("detail", containsString("acme/nowhere"));
        problem(people.alice().propose(policy(name), "acme/Shop"), 422)
                .body("detail", containsString("called 'acme/shop'"));
        problem(propose("project", "acme/shop", name), 422);
        people.alice().get(PROPOSALS).then().body("items.name", not(hasItem(name)));
        people.alice().propose(policy(name), "acme/shop").then().statusCode(201);
    }

    @Test
    void theInstanceIsAlwaysThere() {
        breakGitLab();

        people.ruth()
                .json(Map.of(
                        "kind",
                        "new",
                        "level",
                        Map.of("kind", "instance", "instance", "gitlab", "path", ""),
                        "yaml",
                        policy(unique()),
                        "title",
                        "t",
                        "reason",
                        "r"))
                .post(PROPOSALS)
                .then()
                .statusCode(201);
    }

    @Test
    void whileGitLabDoesNotAnswerNothingHappens() {
        String name = unique();
        breakGitLab();

        problem(people.alice().propose(policy(name)), 503).body("detail", containsString("nothing was done"));
        people.alice().get(PROPOSALS).then().body("items.name", not(hasItem(name)));

        Accounts.of("gitlab").faults(Map.of());
        people.alice().propose(policy(name)).then().statusCode(201);
    }

    @Test
    void aGrantIsForAPlaceThatIsThere() {
        String user = "someone" + UUID.randomUUID();

        problem(grant(user, "gitlab/acme/nowhere"), 422);
        problem(grant(user, "elsewhere/acme"), 422);
        people.ruth().get(GRANTS + "/changes").then().body("items.subject", not(hasItem("user:gitlab/" + user)));
        grant(user, "gitlab/acme/shop").then().statusCode(202);
    }

    private static void breakGitLab() {
        Accounts.of("gitlab")
                .faults(Map.of("fail", List.of(Map.of("method", "GET", "path", "^/api/v4/groups", "status", 503))));
    }

    private Response grant(String user, String namespace) {
        return people.ruth()
                .json(Map.of(
                        "subject", "user:gitlab/" + user, "role", "viewer", "namespace", namespace, "reason", "needed"))
                .post(GRANTS);
    }

    private Response propose(String kind, String path, String name) {
        return people.alice()
                .json(Map.of(
                        "kind",
                        "new",
                        "level",
                        Map.of("kind", kind, "instance", "gitlab", "path", path),
                        "yaml",
                        policy(name),
                        "title",
                        "t",
                        "reason",
                        "r"))
                .post(PROPOSALS);
    }
}

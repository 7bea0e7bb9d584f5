// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.Signed.policy;
import static org.hamcrest.Matchers.hasSize;

import dev.portcullis.messaging.publish.EventPublisher;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** What tests of the synchronization with Git start from: a level that is linked to a project. */
class SyncedLevel {
    @Inject
    People people;

    @Inject
    EventPublisher publisher;

    @BeforeEach
    void signIn() {
        people.alice();
        people.bob();
        people.carol();
    }

    Linked linked() {
        return Linked.to(new PolicyProject("alice", "bob", "carol"), people, publisher);
    }

    /** A level with one policy that came through a reviewed merge request. */
    Linked with(String yaml) {
        Linked linked = linked();
        linked.project.bring("alice", "bob", "carol", yaml);
        linked.pushed();
        return linked;
    }

    void changedHere(Linked linked, String name, String yaml) {
        JsonPath proposed = people.alice()
                .json(Map.of(
                        "kind", "change",
                        "policyId", linked.policy(name).getString("policy.id"),
                        "yaml", yaml,
                        "title", "Stricter",
                        "reason", "Audit finding 8"))
                .post(Signed.PROPOSALS)
                .jsonPath();
        decide(proposed);
    }

    void decide(JsonPath proposed) {
        String id = proposed.getString("id");
        people.bob()
                .approve(id, proposed.getString("digest"))
                .then()
                .statusCode(200)
                .body("approvals", hasSize(1));
        people.bob().activate(id).then().statusCode(200);
    }

    /** The policy without the key of its list. */
    static String element(String name) {
        return policy(name).substring("approval_policy:\n".length());
    }
}

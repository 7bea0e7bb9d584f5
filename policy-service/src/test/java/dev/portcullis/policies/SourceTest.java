// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.Linked.SOURCES;
import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who may link a project, and what unlinking it leaves. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class SourceTest {
    @Inject
    People people;

    @Inject
    EventPublisher publisher;

    private static String level() {
        String level = "acme/team-" + UUID.randomUUID();
        Accounts.of("gitlab").group(level);
        return level;
    }

    @Test
    void aLinkTakesTwoPeople() {
        PolicyProject project = new PolicyProject();
        Response proposed = Linked.propose(people.alice(), project, level());
        proposed.then()
                .statusCode(201)
                .body("source.state", equalTo("proposed"))
                .body("source.projectId", equalTo((int) project.id))
                .body("policies", hasSize(0));
        String one = SOURCES + "/" + proposed.path("source.id");
        assertThat(proposed.getHeader("Location")).endsWith(one);

        problem(people.alice().request().post(one + "/approval"), 403);
        problem(people.oscar().request().post(one + "/approval"), 404);
        problem(people.bob().request().header("If-Match", "\"7\"").post(one + "/approval"), 412);
        problem(people.stranger("project_9_bot_cd34", "acme/security").request().post(one + "/approval"), 403);
        people.bob()
                .request()
                .header("If-Match", proposed.getHeader("ETag"))
                .post(one + "/approval")
                .then()
                .statusCode(200)
                .body("source.state", equalTo("linked"))
                .body("source.decidedBy", equalTo("bob"));
        problem(people.bob().request().post(one + "/approval"), 409);
        try (Events audit = new Events(Topic.AUDIT)) {
            for (String action : List.of("policy-source.proposed", "policy-source.linked")) {
                audit.await(event -> event.path("action").asText().equals(action)
                        && event.path("objectId").asText().equals(proposed.path("source.id")));
            }
        }
    }

    @Test
    void theSameHumanUnderAnotherIdentityIsNotTheSecondPerson() {
        String id = Linked.propose(people.alice(), new PolicyProject(), level()).path("source.id");
        // Alice's other account holds no grant here; were it given one, it would still be alice.
        problem(people.aliceAgain().request().post(SOURCES + "/" + id + "/approval"), 403);
    }

    @Test
    void aLevelHasOneLinkAndARejectedOneIsNone() {
        String level = level();
        Response first = Linked.propose(people.alice(), new PolicyProject(), level);
        first.then().statusCode(201);
        problem(Linked.propose(people.bob(), new PolicyProject(), level), 409);
        String one = SOURCES + "/" + first.path("source.id");
        problem(people.bob().json(Map.of()).post(one + "/rejection"), 400);
        people.bob()
                .json(Map.of("reason", "another project is meant"))
                .post(one + "/rejection")
                .then()
                .statusCode(200)
                .body("source.state", equalTo("rejected"));
        Linked.propose(people.bob(), new PolicyProject(), level).then().statusCode(201);
    }

    @Test
    void nobodyLinksWhatTheyMayNotSeeOrWhereTheyDecideNothing() {
        PolicyProject project = new PolicyProject();
        String stranger = "eve-" + UUID.randomUUID();
        problem(Linked.propose(people.stranger(stranger), project, level()), 403);
        // Oscar administers another group: this project's file is none of his business.
        problem(
                people.oscar()
                        .json(Map.of(
                                "level",
                                Map.of("kind", "group", "instance", "gitlab", "path", "other"),
                                "project",
                                project.path,
                                "reason",
                                "curious"))
                        .post(SOURCES),
                422);
        problem(
                people.alice()
                        .json(Map.of(
                                "level", Map.of("kind", "group", "instance", "gitlab", "path", level()),
                                "project", "acme/no-such-project",
                                "reason", "r"))
                        .post(SOURCES),
                422);
        problem(people.alice().json(Map.of("project", "x", "reason", "r")).post(SOURCES), 400);
    }

    @Test
    void nobodyApprovesALinkToWhatTheyMayNotSee() {
        String id = Linked.propose(people.ruth(), new PolicyProject(), "other/team-" + UUID.randomUUID())
                .path("source.id");

        problem(people.oscar().request().post(SOURCES + "/" + id + "/approval"), 403);
        people.rita().request().post(SOURCES + "/" + id + "/approval").then().statusCode(200);
    }

    @Test
    void aLinkThatIsProposedTwiceIsOne() {
        PolicyProject project = new PolicyProject();
        Map<String, Object> body = Map.of(
                "level",
                Map.of("kind", "group", "instance", "gitlab", "path", level()),
                "project",
                project.path,
                "reason",
                "r");
        String key = UUID.randomUUID().toString();
        String first = people.alice()
                .json(body)
                .header("Idempotency-Key", key)
                .post(SOURCES)
                .path("source.id");
        String second = people.alice()
                .json(body)
                .header("Idempotency-Key", key)
                .post(SOURCES)
                .path("source.id");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void linksAreListedToThoseWhoMayReadTheLevel() {
        String level = level();
        String id = Linked.propose(people.alice(), new PolicyProject(), level).path("source.id");
        people.alice()
                .get(SOURCES + "?state=proposed&namespace=gitlab/" + level)
                .then()
                .statusCode(200)
                .body("items.id", equalTo(List.of(id)));
        people.alice().get(SOURCES + "?limit=1").then().body("items", hasSize(1));
        people.oscar().get(SOURCES).then().body("items.id", not(hasItem(id)));
        problem(people.oscar().get(SOURCES + "/" + id), 404);
        problem(people.oscar().request().post(SOURCES + "/" + id + "/synchronization"), 404);
        problem(people.oscar().request().delete(SOURCES + "/" + id + "?reason=r"), 404);
    }

    @Test
    void unlinkingLeavesPoliciesInForceAndWithdrawsWhatWaits() {
        people.alice();
        people.bob();
        people.carol();
        String name = unique();
        Linked linked = Linked.to(new PolicyProject("alice", "bob", "carol"), people, publisher);
        linked.project.bring("alice", "bob", "carol", policy(name));
        linked.pushed();
        linked.project.commit("alice", "main", policy(name).replace("[critical]", "[low]"));
        linked.pushed();
        assertThat(linked.proposal(name).getString("state")).isEqualTo("open");

        String one = SOURCES + "/" + linked.id;
        problem(people.alice().request().delete(one), 400);
        people.alice()
                .request()
                .delete(one + "?reason=moved")
                .then()
                .statusCode(200)
                .body("source.state", equalTo("unlinked"))
                .body("source.endedBy", equalTo("alice"));
        JsonPath proposal = linked.proposal(name);
        assertThat(proposal.getString("state")).isEqualTo("withdrawn");
        assertThat(proposal.getString("closedReason")).contains("moved");
        assertThat(linked.policy(name).getString("policy.state")).isEqualTo("enabled");
        problem(people.alice().request().post(one + "/synchronization"), 409);
        problem(people.alice().request().delete(one + "?reason=again"), 409);

        // Later pushes are nobody's business, and another link takes the same policies up.
        String last = linked.source().getString("source.syncedAt");
        String again =
                Linked.propose(people.alice(), linked.project, linked.level).path("source.id");
        people.bob().request().post(SOURCES + "/" + again + "/approval").then().statusCode(200);
        linked.tell();
        linked.await(() -> "open".equals(linked.proposal(name).getString("state")));
        assertThat(linked.source().getString("source.syncedAt")).isEqualTo(last);
        assertThat(linked.proposal(name).getString("kind")).isEqualTo("change");
        assertThat(linked.proposal(name).getString("policyId"))
                .isEqualTo(linked.policy(name).getString("policy.id"));
    }
}

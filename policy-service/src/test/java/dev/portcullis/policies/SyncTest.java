// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.Topic;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a merge request in Git, or a push, becomes: whose work it is, and whose approvals count. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class SyncTest extends SyncedLevel {
    @Test
    void anApprovedMergeRequestIsInForceAtOnceAndOnRecord() {
        String name = unique();
        Linked linked = with(policy(name));

        JsonPath policy = linked.policy(name);
        assertThat(policy.getString("policy.state")).isEqualTo("enabled");
        assertThat(policy.getString("policy.source")).isEqualTo("git");
        assertThat(policy.getString("current.yaml")).isEqualTo(policy(name));
        assertThat(policy.getString("current.proposedBy")).isEqualTo("alice");
        assertThat(policy.getList("current.approvers.name")).isEqualTo(List.of("bob"));
        assertThat(policy.getString("current.activatedBy")).isEqualTo("policy sync");
        JsonPath proposal = linked.proposal(name);
        assertThat(proposal.getString("state")).isEqualTo("activated");
        assertThat(proposal.getString("origin")).contains("/-/merge_requests/1");
        assertThat(proposal.getList("authors")).isEqualTo(List.of("alice"));
        try (Events audit = new Events(Topic.AUDIT);
                Events changes = new Events(Topic.POLICY_CHANGED)) {
            for (String action : List.of("proposal.created", "proposal.approved", "proposal.activated")) {
                audit.await(event -> event.path("action").asText().equals(action)
                        && event.path("objectId").asText().equals(proposal.getString("id")));
            }
            JsonNode change = changes.await(
                    event -> event.at("/policies/0/policyId").asText().equals(policy.getString("policy.id")));
            assertThat(change.at("/policies/0/yaml").asText()).isEqualTo(policy(name));
        }
    }

    @Test
    @Tag("S7-9")
    void aPushWaitsAndWhoPushedDoesNotApprove() {
        String name = unique();
        Linked linked = linked();
        linked.project.commit("bob", "main", policy(name));
        linked.pushed();

        JsonPath proposal = linked.proposal(name);
        assertThat(proposal.getString("state")).isEqualTo("open");
        assertThat(proposal.getList("approvals")).isEmpty();
        assertThat(proposal.getList("authors")).isEqualTo(List.of("bob"));
        String id = proposal.getString("id");
        problem(people.bob().approve(id, proposal.getString("digest")), 403);
        people.carol().approve(id, proposal.getString("digest")).then().statusCode(200);
        people.carol().activate(id).then().statusCode(200);
        assertThat(linked.policy(name).getString("policy.source")).isEqualTo("git");

        linked.project.bring("alice", "carol", "carol", policy(name).replace("[critical]", "[high]"));
        linked.pushed();
        assertThat(linked.policy(name).getInt("policy.version")).isEqualTo(2);
        assertThat(linked.policy(name).getList("current.approvers.name")).isEqualTo(List.of("carol"));
    }

    @Test
    void whoCommittedDoesNotApprove() {
        String name = unique();
        Linked linked = linked();
        linked.project.commit("alice", "topic", policy(name));
        linked.project.commit("bob", "topic", policy(name) + "# bob's\n");
        int iid = linked.project.open("alice", "topic");
        linked.project.approve("bob", iid);
        linked.project.merge("carol", iid);
        linked.pushed();

        JsonPath proposal = linked.proposal(name);
        assertThat(proposal.getString("state")).isEqualTo("open");
        assertThat(proposal.getList("approvals")).isEmpty();
        assertThat(linked.comments(proposal))
                .hasSize(1)
                .allSatisfy(body -> assertThat(body).contains("bob"));
        problem(people.bob().approve(proposal.getString("id"), proposal.getString("digest")), 403);
        // Who merged wrote nothing of it.
        people.carol()
                .approve(proposal.getString("id"), proposal.getString("digest"))
                .then()
                .statusCode(200);
    }

    @Test
    void whoPushedIsAnAuthorWhateverTheCommitSays() {
        String name = unique();
        Linked linked = linked();
        linked.project.commit("alice", "topic", policy(name));
        linked.project.commit(
                "bob",
                "topic",
                policy(name) + "# slipped in\n",
                Map.of("author_name", "alice", "author_email", "alice@acme.test"));
        int iid = linked.project.open("alice", "topic");
        linked.project.approve("bob", iid);
        linked.project.merge("alice", iid);
        linked.pushed();

        assertThat(linked.proposal(name).getString("state")).isEqualTo("open");
        assertThat(linked.proposal(name).getList("authors")).isEqualTo(List.of("alice", "bob"));
    }

    @Test
    void anApprovalBeforeTheLastPushIsNoneOfWhatCameAfter() {
        String name = unique();
        Linked linked = linked();
        linked.project.commit("alice", "topic", policy(name));
        int iid = linked.project.open("alice", "topic");
        linked.project.approve("bob", iid);
        linked.project.commit("alice", "topic", policy(name).replace("[critical]", "[]"));
        linked.project.merge("alice", iid);
        linked.pushed();

        assertThat(linked.proposal(name).getString("state")).isEqualTo("open");
        assertThat(linked.proposal(name).getList("approvals")).isEmpty();
    }

    @Test
    void whoIsNotKnownHereOrMayNotApproveDoesNotCount() {
        String name = unique();
        String other = "dora-" + java.util.UUID.randomUUID();
        Linked linked = Linked.to(new PolicyProject("alice", "bob", other), people, publisher);
        linked.project.bring("alice", other, "alice", policy(name));
        linked.pushed();
        assertThat(linked.proposal(name).getList("approvals")).isEmpty();
        assertThat(linked.comments(linked.proposal(name))).hasSize(1);

        // Signed in, but without a grant.
        people.stranger(other);
        linked.project.bring("alice", other, "alice", policy(name) + "# again\n");
        linked.pushed();
        assertThat(linked.proposal(name).getString("state")).isEqualTo("open");
        assertThat(linked.proposal(name).getList("approvals")).isEmpty();
    }

    @Test
    void anApproverWhoSignsInLaterCountsAtTheNextRound() {
        String name = unique();
        String late = "late-" + java.util.UUID.randomUUID();
        Linked linked = Linked.to(new PolicyProject("alice", late), people, publisher);
        linked.project.bring("alice", late, "alice", policy(name));
        linked.pushed();
        assertThat(linked.proposal(name).getString("state")).isEqualTo("open");

        people.stranger(late, "acme/security");
        people.alice()
                .request()
                .post(Linked.SOURCES + "/" + linked.id + "/synchronization")
                .then()
                .statusCode(202);
        linked.await(() -> linked.proposal(name).getString("state").equals("activated"));
        assertThat(linked.policy(name).getList("current.approvers.name")).isEqualTo(List.of(late));
    }

    @Test
    void aReviewedChangeOnTopOfAnUnreviewedOneWaits() {
        String name = unique();
        Linked linked = with(policy(name));
        String weak = policy(name).replace("approvals_required: 1", "approvals_required: 0");
        linked.project.commit("carol", "main", weak);
        linked.pushed();
        assertThat(linked.proposal(name).getString("state")).isEqualTo("open");
        linked.project.bring("alice", "bob", "alice", weak.replace("Criticals need", "Criticals needs"));
        linked.pushed();

        JsonPath proposal = linked.proposal(name);
        assertThat(proposal.getString("state")).isEqualTo("open");
        assertThat(proposal.getInt("edition")).isEqualTo(2);
        assertThat(proposal.getList("approvals")).isEmpty();
        assertThat(proposal.<String>getList("authors")).contains("alice", "carol");
        problem(people.carol().approve(proposal.getString("id"), proposal.getString("digest")), 403);
        assertThat(linked.policy(name).getString("current.yaml")).isEqualTo(policy(name));
    }

    @Test
    void aForcePushIsAChangeLikeAnyOther() {
        String name = unique();
        Linked linked = with(policy(name));
        String old = linked.project.head();
        linked.project.bring("alice", "bob", "carol", policy(name).replace("[critical]", "[critical, high]"));
        linked.pushed();
        assertThat(linked.policy(name).getInt("policy.version")).isEqualTo(2);

        linked.project.forcePush("carol", old, policy(name).replace("[critical]", "[low]"));
        linked.pushed();
        JsonPath proposal = linked.proposal(name);
        assertThat(proposal.getString("state")).isEqualTo("open");
        assertThat(proposal.<String>getList("authors")).contains("carol");
        assertThat(linked.policy(name).getInt("policy.version")).isEqualTo(2);
    }

    @Test
    void whatWasThereBeforeTheLinkWaitsForApprovalHere() {
        String name = unique();
        PolicyProject project = new PolicyProject("alice", "bob", "carol");
        project.bring("alice", "bob", "carol", policy(name));
        Linked linked = Linked.to(project, people, publisher);

        JsonPath proposal = linked.proposal(name);
        assertThat(proposal.getString("state")).isEqualTo("open");
        assertThat(proposal.getList("approvals")).isEmpty();
        problem(people.alice().approve(proposal.getString("id"), proposal.getString("digest")), 403);
    }

    @Test
    void anAddressThatIsMadeUpHidesNobodyWhoPushedToTheBranch() {
        String name = unique();
        Linked linked = with(policy(name));
        Map<String, Object> asAlice = Map.of("author_name", "alice", "author_email", "alice@acme.test");
        String changed = policy(name).replace("[critical]", "[low]");
        linked.project.commit("bob", "topic", changed, asAlice);
        linked.project.commit("alice", "topic", changed + "# reworded\n");
        int iid = linked.project.open("alice", "topic");
        linked.project.approve("carol", iid);
        linked.project.merge("carol", iid);
        linked.pushed();

        assertThat(linked.policy(name).getInt("policy.version")).isEqualTo(2);
        assertThat(linked.proposal(name).getList("authors")).isEqualTo(List.of("alice", "bob"));
    }
}

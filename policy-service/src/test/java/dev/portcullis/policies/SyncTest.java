// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.problem;
import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a merge request in Git, or a push, becomes. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class SyncTest {
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

    private Linked linked() {
        return Linked.to(new PolicyProject("alice", "bob", "carol"), people, publisher);
    }

    /** A level with one policy that came through a reviewed merge request. */
    private Linked with(String yaml) {
        Linked linked = linked();
        linked.project.bring("alice", "bob", "carol", yaml);
        linked.pushed();
        return linked;
    }

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
    void aChangeInGitDoesNotQuietlyUndoAChangeMadeHere() {
        String name = unique();
        Linked linked = with(policy(name));
        String strict = policy(name).replace("approvals_required: 1", "approvals_required: 2");
        changedHere(linked, name, strict);
        linked.project.bring("alice", "bob", "carol", policy(name).replace("Criticals need", "They need"));
        linked.pushed();

        assertThat(linked.proposal(name).getString("state")).isEqualTo("open");
        assertThat(linked.proposal(name).getList("approvals")).isEmpty();
        assertThat(linked.policy(name).getString("current.yaml")).isEqualTo(strict);
    }

    @Test
    void aBrokenPolicyKeepsItsLastValidVersionAndTheOthersGoOn() {
        String broken = unique();
        String fine = unique();
        Linked linked = with(policy(broken) + element(fine));
        String half = policy(broken).replace("scanners: [sast]", "scanners: [sats]")
                + element(fine).replace("[critical]", "[high]");
        linked.project.bring("alice", "bob", "carol", half);
        linked.pushed();

        assertThat(linked.policy(broken).getString("current.yaml")).isEqualTo(policy(broken));
        assertThat(linked.policy(fine).getInt("current.version")).isEqualTo(2);
        assertThat(linked.policy(fine).getString("current.yaml")).contains("[high]");
        JsonPath source = linked.source();
        assertThat(source.getList("policies.findAll { it.problem != null }.name"))
                .isEqualTo(List.of(broken));
        assertThat(source.getList("policies.problemLine")).contains(8);
        try (Events alerts = new Events(Topic.SECURITY_ALERT)) {
            JsonNode alert =
                    alerts.await(event -> event.at("/labels/name").asText().equals(broken));
            assertThat(alert.path("kind").asText()).isEqualTo("policy-invalid-in-git");
            assertThat(alert.at("/labels/namespace").asText()).isEqualTo("gitlab/" + linked.level);
            assertThat(alert.at("/labels/line").asText()).isEqualTo("8");
            assertThat(alert.at("/labels/column").asText()).isEqualTo("20");
            assertThat(alert.path("description").asText()).contains("line 8, column 20");
            assertThat(alert.at("/project/projectId").asLong()).isEqualTo(linked.project.id);
        }
        linked.project.bring("alice", "bob", "carol", policy(broken) + element(fine));
        linked.pushed();
        assertThat(linked.source().getList("policies.findAll { it.problem != null }"))
                .isEmpty();
        assertThat(linked.policy(broken).getInt("current.version")).isEqualTo(1);
    }

    @Test
    void aRenameIsTheSamePolicy() {
        String name = unique();
        Linked linked = with(policy(name));
        String id = linked.policy(name).getString("policy.id");
        String other = unique();
        linked.project.bring("alice", "bob", "carol", policy(other));
        linked.pushed();

        assertThat(linked.policy(other).getString("policy.id")).isEqualTo(id);
        assertThat(linked.policy(other).getInt("policy.version")).isEqualTo(2);
        assertThat(linked.policy(name)).isNull();
        people.alice()
                .get(Signed.POLICIES + "/" + id + "/versions")
                .then()
                .body("items.name", equalTo(List.of(other, name)));
    }

    @Test
    void whatIsGoneIsRetiredOnceSomebodyApproves() {
        String stays = unique();
        String goes = unique();
        Linked linked = with(policy(stays) + element(goes));
        linked.project.commit("alice", "main", policy(stays));
        linked.pushed();

        JsonPath proposal = linked.proposal(goes);
        assertThat(proposal.getString("kind")).isEqualTo("retire");
        assertThat(proposal.getString("state")).isEqualTo("open");
        assertThat(linked.policy(goes).getString("policy.state")).isEqualTo("enabled");

        linked.project.bring("alice", "bob", "carol", policy(stays) + element(goes));
        linked.pushed();
        assertThat(linked.proposal(goes).getString("state")).isEqualTo("withdrawn");

        linked.project.bring("alice", "bob", "carol", policy(stays));
        linked.pushed();
        assertThat(linked.policy(goes).getString("policy.state")).isEqualTo("retired");
        assertThat(linked.policy(stays).getInt("policy.version")).isEqualTo(1);
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
    void oneProjectServesTwoLevels() {
        String name = unique();
        Linked first = with(policy(name));
        Linked second = Linked.to(first.project, people, publisher);
        assertThat(second.proposal(name).getString("state")).isEqualTo("open");
        String changed = policy(name).replace("[critical]", "[critical, high]");
        first.project.bring("alice", "bob", "carol", changed);
        first.pushed();
        second.await(() -> first.project.head().equals(second.source().getString("source.syncedSha")));

        assertThat(first.policy(name).getString("current.yaml")).isEqualTo(changed);
        // Nobody here has seen the whole of it.
        assertThat(second.policy(name)).isNull();
        assertThat(second.proposal(name).getString("yaml")).isEqualTo(changed);
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

    @Test
    void whatIsDisabledHereIsNotSwitchedOnByAChangeInGit() {
        String name = unique();
        Linked linked = with(policy(name));
        decide(people.alice()
                .json(Map.of(
                        "kind", "disable",
                        "policyId", linked.policy(name).getString("policy.id"),
                        "title", "Off",
                        "reason", "It blocks everything"))
                .post(Signed.PROPOSALS)
                .jsonPath());
        linked.project.bring("alice", "bob", "carol", policy(name).replace("Criticals need", "They need"));
        linked.pushed();

        assertThat(linked.policy(name).getString("policy.state")).isEqualTo("disabled");
        assertThat(linked.proposal(name).getString("state")).isEqualTo("open");
        assertThat(linked.proposal(name).getList("approvals")).isEmpty();
    }

    @Test
    void aPolicyThatIsThereAlreadyIsAdopted() {
        String name = unique();
        Linked linked = linked();
        decide(people.alice().propose(policy(name), linked.level).jsonPath());
        String id = linked.policy(name).getString("policy.id");
        linked.project.commit("alice", "main", policy(name));
        linked.pushed();
        assertThat(linked.policy(name).getInt("policy.version")).isEqualTo(1);

        linked.project.bring("alice", "bob", "carol", policy(name).replace("[critical]", "[high]"));
        linked.pushed();
        assertThat(linked.policy(name).getString("policy.id")).isEqualTo(id);
        assertThat(linked.policy(name).getInt("policy.version")).isEqualTo(2);
    }

    private void changedHere(Linked linked, String name, String yaml) {
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

    private void decide(JsonPath proposed) {
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

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

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

/** What a policy in Git is of those that are in force: a change, a rename, a retirement or nothing. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class SyncContentTest extends SyncedLevel {
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
    @Tag("S7-8")
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
}

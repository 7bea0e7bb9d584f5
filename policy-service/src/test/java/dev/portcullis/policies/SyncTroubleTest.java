// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies;

import static dev.portcullis.policies.People.unique;
import static dev.portcullis.policies.Signed.policy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.Topic;
import dev.portcullis.messaging.publish.EventPublisher;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.sandbox.testing.PortcullisServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens while Git cannot be read: nothing, but people are told. */
@QuarkusTest
@QuarkusTestResource(PortcullisServers.class)
@QuarkusTestResource(GitLabs.class)
class SyncTroubleTest {
    @Inject
    People people;

    @Inject
    EventPublisher publisher;

    @Inject
    Work work;

    private String name;
    private Linked linked;

    @BeforeEach
    void linkWithOnePolicy() {
        people.alice();
        people.bob();
        people.carol();
        name = unique();
        linked = Linked.to(new PolicyProject("alice", "bob", "carol"), people, publisher);
        linked.project.bring("alice", "bob", "carol", policy(name));
        linked.pushed();
        assertThat(linked.policy(name).getString("policy.state")).isEqualTo("enabled");
    }

    @AfterEach
    void mend() {
        Accounts.of("gitlab").faults(Map.of());
    }

    @Test
    void whileGitLabIsDownTheWorkIsTriedAgainAndNothingIsLost() {
        String changed = policy(name).replace("[critical]", "[critical, high]");
        linked.project.bring("alice", "bob", "carol", changed);
        Accounts.of("gitlab").faults(Map.of("outage", Map.of("status", 503)));
        linked.tell();

        linked.await(() -> work.find("policy-sync", linked.id)
                .filter(item -> item.dirty() > item.done() && item.attempts() >= 1 && item.lastError() != null)
                .isPresent());
        assertThat(linked.policy(name).getString("current.yaml")).isEqualTo(policy(name));
        Accounts.of("gitlab").faults(Map.of());
        linked.await(() -> linked.policy(name).getString("current.yaml").equals(changed));
        assertThat(linked.policy(name).getList("current.approvers.name")).isEqualTo(List.of("bob"));
    }

    @Test
    void aFailureInTheMiddleIsTakenUpWhereItWas() {
        String second = unique();
        linked.project.bring("alice", "bob", "carol", policy(name) + SyncTest.element(second));
        Accounts.of("gitlab").faults(Map.of("fail", List.of(Map.of("path", "/approvals$", "status", 404, "times", 2))));
        linked.pushed();

        assertThat(linked.policy(second).getString("policy.state")).isEqualTo("enabled");
        assertThat(linked.policy(second).getInt("policy.version")).isEqualTo(1);
    }

    @Test
    void aFileThatIsMissingRetiresNothing() {
        told("file-missing", project -> project.deleteFile("alice"));
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() {
        told(
                "file-too-large",
                project -> project.commit("alice", "main", policy(name) + "# " + "x".repeat(1024 * 1024) + "\n"));
    }

    @Test
    void aFileThatIsNoYamlIsToldWithItsPlace() {
        JsonNode alert = told("file-invalid", project -> project.commit("alice", "main", "approval_policy:\n  - {"));
        assertThat(alert.at("/labels/line").asText()).isEqualTo("2");
        assertThat(alert.path("description").asText()).contains("line 2, column ");
    }

    @Test
    void aFileThatGitLabRefusesIsTold() {
        told("refused", project -> {
            project.commit("alice", "main", policy(name) + "# hidden\n");
            Accounts.of("gitlab").faults(Map.of("fail", List.of(Map.of("path", "/files/", "status", 403))));
        });
    }

    @Test
    void whereGitLabDoesNotSayWhoPushedOneApprovalMoreIsNeeded() {
        String changed = policy(name).replace("[critical]", "[high]");
        linked.project.bring("alice", "bob", "carol", changed);
        Accounts.of("gitlab").faults(Map.of("fail", List.of(Map.of("path", "/events", "status", 404))));
        linked.pushed();

        JsonPath proposal = linked.proposal(name);
        assertThat(proposal.getString("state")).isEqualTo("open");
        assertThat(proposal.getBoolean("unnamedAuthor")).isTrue();
        assertThat(proposal.getInt("approvalsRequired")).isEqualTo(2);
        assertThat(proposal.getList("approvals.name")).isEqualTo(List.of("bob"));
        String id = proposal.getString("id");
        people.carol().approve(id, proposal.getString("digest")).then().statusCode(200);
        people.carol().activate(id).then().statusCode(200);
        assertThat(linked.policy(name).getString("current.yaml")).isEqualTo(changed);
    }

    @Test
    void anotherDefaultBranchIsFollowedAndItsChangesWait() {
        String other = policy(name).replace("[critical]", "[low]");
        linked.project.commit("alice", "other", other);
        linked.project.defaultBranch("other");
        linked.tell();

        linked.await(() -> linked.proposal(name).getString("state").equals("open"));
        assertThat(linked.proposal(name).getString("yaml")).isEqualTo(other);
        assertThat(linked.source().getString("source.branch")).isEqualTo("other");
        assertThat(linked.policy(name).getInt("policy.version")).isEqualTo(1);
    }

    @Test
    void anEmptyProjectWaitsForItsFirstPush() {
        String first = unique();
        Linked empty = Linked.to(PolicyProject.empty("alice", "bob", "carol"), people, publisher);
        assertThat(empty.source().getString("source.trouble")).contains("default branch");

        empty.project.commit("alice", "main", policy(first));
        empty.pushed();
        assertThat(empty.source().getString("source.trouble")).isNull();
        assertThat(empty.proposal(first).getString("state")).isEqualTo("open");
        assertThat(empty.proposal(first).getList("authors")).isEqualTo(List.of("alice"));
    }

    /** Everything stays as it is, the link says why, one alert is raised, and mending it mends it. */
    private JsonNode told(String reason, Consumer<PolicyProject> breaks) {
        breaks.accept(linked.project);
        linked.tell();
        linked.await(() -> linked.source().getString("source.trouble") != null);

        assertThat(linked.policy(name).getString("policy.state")).isEqualTo("enabled");
        assertThat(linked.policy(name).getInt("policy.version")).isEqualTo(1);
        assertThat(linked.proposal(name).getString("state")).isEqualTo("activated");
        try (Events alerts = new Events(Topic.SECURITY_ALERT)) {
            return alerts.await(event -> event.path("kind").asText().equals("policy-source-unreadable")
                    && event.at("/labels/reason").asText().equals(reason)
                    && event.at("/project/projectId").asLong() == linked.project.id);
        }
    }
}

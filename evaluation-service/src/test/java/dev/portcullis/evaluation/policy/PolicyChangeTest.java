// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.LevelKind;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.contracts.Topic;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.PolicyPublisher;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.messaging.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithGitLab.class)
class PolicyChangeTest extends EvaluationTest {
    @Test
    @Tag("S7-13")
    void aChangeIsAppliedToOpenMergeRequestsAtOnce() {
        Project project = project();
        project.member("alice", 40);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        awaitKnown(mergeRequest);
        Level level = PolicyPublisher.level(project);

        UUID policy = policies.activate(level, "Alice", anyMergeRequest("Alice", "alice"));
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline, "failed");

        policies.change(policy, 2, level, "Alice", anyMergeRequest("Alice", "alice"), PolicyState.DISABLED);
        awaitOutcome(mergeRequest, "not_required");
        awaitStatus(mergeRequest, pipeline, "success");
    }

    @Test
    void aGroupsPolicyReachesItsProjectsAndNoOthers() {
        Project project = project();
        project.member("alice", 40);
        Project other = project();
        MergeRequest inside = project.mergeRequest(developer(project), "change");
        MergeRequest outside = other.mergeRequest(developer(other), "change");
        String group = project.path().substring(0, project.path().indexOf('/'));
        policies.activate(new Level(LevelKind.GROUP, "gitlab", group), "Group's", anyMergeRequest("Group's", "alice"));

        awaitOutcome(inside, "approval_required");
        assertThat(state(inside).getString("decision.policies[0].level")).isEqualTo("gitlab/" + group);
        awaitKnown(outside);
        assertThat(state(outside).getString("decision.outcome")).isNull();
    }

    @Test
    void oneBrokenPolicyDisablesNoOther() {
        Project project = project();
        project.member("alice", 40);
        Level level = PolicyPublisher.level(project);
        policies.publish(
                level,
                PolicyPublisher.version(
                        Ids.timeOrdered(), 1, level, "Broken", "name: Broken\nenabled: maybe\n", PolicyState.ENABLED),
                PolicyPublisher.version(
                        Ids.timeOrdered(), 1, level, "Alice", anyMergeRequest("Alice", "alice"), PolicyState.ENABLED));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        awaitOutcome(mergeRequest, "approval_required");
        eventually(() -> assertThat(events(Topic.SECURITY_ALERT))
                .anyMatch(alert -> alert.path("kind").asText().equals("policy-unreadable")
                        && alert.at("/labels/level").asText().equals(level.text())));
    }

    @Test
    void aVersionThatCannotBeReadLeavesTheOneBeforeInForce() {
        Project project = project();
        project.member("alice", 40);
        Level level = PolicyPublisher.level(project);
        UUID policy = policies.activate(level, "Alice", anyMergeRequest("Alice", "alice"));
        policies.change(policy, 2, level, "Alice", "name: Alice\nenabled: maybe\n", PolicyState.ENABLED);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        awaitOutcome(mergeRequest, "approval_required");
        eventually(() -> assertThat(events(Topic.SECURITY_ALERT))
                .anyMatch(alert -> alert.path("kind").asText().equals("policy-unreadable")
                        && alert.at("/labels/level").asText().equals(level.text())
                        && alert.path("description").asText().contains("Version 1 stays in force.")));

        policies.change(policy, 3, level, "Alice", anyMergeRequest("Alice", "alice"), PolicyState.DISABLED);
        awaitOutcome(mergeRequest, "not_required");
    }

    private static void awaitKnown(MergeRequest mergeRequest) {
        eventually(() ->
                assertThat(state(mergeRequest).getString("mergeRequest.state")).isEqualTo("opened"));
    }
}

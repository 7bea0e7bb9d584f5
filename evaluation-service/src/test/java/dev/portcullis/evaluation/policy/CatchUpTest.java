// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.PolicyChanged;
import dev.portcullis.contracts.PolicyVersion;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.PolicyPublisher;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Activations that did not come over Kafka are fetched from policy-service. */
@QuarkusTest
@TestProfile(CatchUpTest.WithExport.class)
class CatchUpTest extends EvaluationTest {
    /** With a policy-service to ask. */
    public static class WithExport extends WithGitLab {
        @Override
        public List<TestResourceEntry> testResources() {
            List<TestResourceEntry> resources = new ArrayList<>(super.testResources());
            resources.add(new TestResourceEntry(PolicyExport.class));
            return resources;
        }
    }

    @BeforeEach
    void fetched() {
        eventually(() -> assertThat(policies.revision()).isPositive());
    }

    @Test
    void anEmptyServiceFetchesEverythingWhenItStarts() {
        Project project = first();
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        awaitOutcome(mergeRequest, "approval_required");
        assertThat(state(mergeRequest).getList("decision.policies.name")).contains("Before the start");
        assertThat(PolicyExport.asked()).contains(0L, 1L);
    }

    @Test
    void aGapIsFilledInOrder() {
        Project project = project();
        project.member("alice", 40);
        Level level = PolicyPublisher.level(project);
        long revision = policies.revision();
        PolicyExport.failFor(2);
        PolicyExport.add(revision + 1, level, "Lost on the way", "");
        PolicyChanged arrives = PolicyExport.add(revision + 2, level, "Arrives", "");

        policies.publish(revision + 2, level, arrives.policies().toArray(PolicyVersion[]::new));
        eventually(() -> assertThat(policies.revision()).isEqualTo(revision + 2));
        assertThat(PolicyExport.asked()).contains(revision);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        awaitOutcome(mergeRequest, "approval_required");
        assertThat(state(mergeRequest).getList("decision.policies.name")).contains("Lost on the way", "Arrives");
    }

    @Test
    void anActivationThatTravelsWithoutItsDocumentIsFetched() {
        Project project = project();
        project.member("alice", 40);
        Level level = PolicyPublisher.level(project);
        long revision = policies.revision();
        PolicyVersion whole = PolicyExport.add(revision + 1, level, "Too large for an event", "")
                .policies()
                .getFirst();
        PolicyVersion reference = new PolicyVersion(
                whole.policyId(),
                whole.version(),
                whole.level(),
                whole.type(),
                whole.name(),
                whole.state(),
                whole.sha256(),
                null);

        policies.publish(revision + 1, level, reference);
        eventually(() -> assertThat(policies.revision()).isEqualTo(revision + 1));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        awaitOutcome(mergeRequest, "approval_required");
        assertThat(state(mergeRequest).getList("decision.policies.name")).contains("Too large for an event");
    }

    /** A project of the group that had a policy before the service started. */
    private Project first() {
        Project project = world().project(service, PolicyExport.GROUP);
        project.member("alice", 40);
        return project;
    }
}

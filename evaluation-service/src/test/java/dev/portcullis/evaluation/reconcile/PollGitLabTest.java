// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.SandboxGitLab;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.sandbox.testing.PortcullisServers;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With every webhook dropped, polling alone leads to the same decisions. */
@QuarkusTest
@TestProfile(PollGitLabTest.Polling.class)
class PollGitLabTest extends EvaluationTest {
    /** Polls often. */
    public static class Polling extends WithGitLab {
        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(
                    new TestResourceEntry(PortcullisServers.class),
                    new TestResourceEntry(TestIssuer.class),
                    new TestResourceEntry(SandboxGitLab.class, Map.of("portcullis.reconcile.every", "300ms")));
        }
    }

    @Test
    void pollingAloneBlocksAndReleases() {
        world().faults(Map.of("drop_webhooks", true));
        Project project = project();
        Person alice = project.member("alice", 40);
        project.branchPipeline("main", List.of(sast("Critical known")));
        enforce(project, "No new criticals", newFindings("No new criticals", "critical", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        awaitOutcome(mergeRequest, "pending");

        long pipeline = mergeRequest
                .pipeline(List.of(sast("Critical known", "Critical injected")))
                .get("id")
                .asLong();
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline, "failed");
        assertThat(mergeRequest.merge(alice)).isEqualTo(405);

        mergeRequest.approve(alice);
        awaitStatus(mergeRequest, pipeline, "success");
        awaitOutcome(mergeRequest, "satisfied");
        assertThat(mergeRequest.merge(alice)).isEqualTo(200);
        eventually(() ->
                assertThat(state(mergeRequest).getString("mergeRequest.state")).isEqualTo("merged"));
    }
}

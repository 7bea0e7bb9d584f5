// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.TwoInstances;
import dev.portcullis.messaging.work.WorkItem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** GitLab is down for a minute, by its clock, and for several attempts of ours. */
@QuarkusTest
@TestProfile(TwoInstances.class)
class OutageTest extends EvaluationTest {
    @Test
    void whatHappenedMeanwhileIsDecidedAfterwardsAndNothingElseWaits() {
        Project project = guarded(project());
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long first = mergeRequest
                .pipeline(List.of(sast("Critical injected")))
                .get("id")
                .asLong();
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, first, "failed");
        awaitEnforced(mergeRequest);

        world().faults(Map.of("outage", Map.of("status", 503, "seconds", 60)));
        long second = mergeRequest.pipeline(List.of(sast())).get("id").asLong();
        Project elsewhere = guarded(world(TwoInstances.HEALTHY).project(service));
        MergeRequest healthy = elsewhere.mergeRequest(developer(elsewhere), "change");
        healthy.pipeline(List.of(sast("Critical injected")));
        awaitOutcome(healthy, "approval_required");

        eventually(() -> {
            WorkItem item = item("evaluate", mergeRequest).orElseThrow();
            assertThat(item.attempts()).isGreaterThanOrEqualTo(4);
            assertThat(item.lastError()).contains("503");
        });
        assertThat(state(mergeRequest).getString("decision.outcome"))
                .as("nothing is released by an outage")
                .isEqualTo("approval_required");

        world().advance(Duration.ofSeconds(61));
        awaitOutcome(mergeRequest, "not_required");
        awaitStatus(mergeRequest, second, "success");
    }

    @Test
    void theDecisionSaysWhatCouldNotBeKnownAndIsMadeAgainByItself() {
        Project project = guarded(project());
        String reads = "/api/v4/projects/" + project.id() + "/(jobs/.*/artifacts|members/all)";
        world().faults(Map.of("fail", List.of(Map.of("method", "GET", "path", reads, "status", 503))));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast("Critical injected")));

        awaitOutcome(mergeRequest, "undetermined");
        assertThat(state(mergeRequest).getString("decision.waitsFor"))
                .contains("could not be obtained")
                .contains("503");

        world().faults(Map.of());
        awaitOutcome(mergeRequest, "approval_required");
    }

    private Project guarded(Project project) {
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast()));
        enforce(project, "No new criticals", newFindings("No new criticals", "critical", "alice"));
        return project;
    }
}

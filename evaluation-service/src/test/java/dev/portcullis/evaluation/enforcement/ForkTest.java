// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fork's merge request is satisfied only by a pipeline in the target project. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class ForkTest extends EvaluationTest {
    @Test
    void aCleanPipelineInTheForkReleasesNothing() {
        Project project = guarded();
        Person dev = developer(project);
        Project fork = project.fork(dev);
        MergeRequest mergeRequest = project.mergeRequestFrom(fork, dev, "change");
        awaitOutcome(mergeRequest, "pending");

        fork.branchPipeline("change", List.of(sast()));
        long marks = marks(mergeRequest);
        touch(mergeRequest);
        // The bot has no rights in the fork, so that the effects there stay to be done, and are told.
        eventually(() -> assertThat(alerts("enforcement-impossible", project)).hasSize(1));
        awaitEvaluated(mergeRequest, marks);
        assertThat(state(mergeRequest).getString("decision.outcome")).isEqualTo("pending");

        long pipeline = mergeRequest.pipeline(List.of(sast())).get("id").asLong();
        awaitOutcome(mergeRequest, "not_required");
        awaitStatus(mergeRequest, pipeline, "success");
    }

    @Test
    void theStatusStandsOnTheTargetsPipeline() {
        Project project = guarded();
        Person alice = world().person("alice");
        Person dev = developer(project);
        Project fork = project.fork(dev);
        fork.branchPipeline("main", List.of(sast("Critical injected")));
        MergeRequest mergeRequest = project.mergeRequestFrom(fork, dev, "change");
        long pipeline = mergeRequest
                .pipeline(List.of(sast("Critical injected")))
                .get("id")
                .asLong();

        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline, "failed");
        JsonNode status = mergeRequest.statuses(pipeline).getLast();
        assertThat(status.get("sha").asText()).isEqualTo(mergeRequest.sha());
        assertThat(status.get("pipeline_id").asLong()).isEqualTo(pipeline);
        assertThat(mergeRequest.merge(alice)).isEqualTo(405);

        mergeRequest.approve(alice);
        awaitStatus(mergeRequest, pipeline, "success");
        assertThat(mergeRequest.merge(alice)).isEqualTo(200);
    }

    @Test
    void theCommentTellsWhatIsRequiredEvenWhereNoStatusCanBePosted() {
        Project project = project();
        project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        Person dev = developer(project);
        Project fork = project.fork(dev);
        MergeRequest mergeRequest = project.mergeRequestFrom(fork, dev, "change");
        fork.branchPipeline("change", List.of(job("test")));
        touch(mergeRequest);

        eventually(() -> assertThat(alerts("enforcement-impossible", project)).hasSize(1));
        mergeRequest.approve(world().person("alice"));
        eventually(() -> assertThat(mergeRequest.comments())
                .singleElement()
                .asString()
                .contains("Approved as the policies require"));
    }

    private Project guarded() {
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast()));
        enforce(project, "No new criticals", newFindings("No new criticals", "critical", "alice"));
        return project;
    }
}

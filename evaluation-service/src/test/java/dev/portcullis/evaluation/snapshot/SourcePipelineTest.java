// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which pipelines count as what a merge request brought. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class SourcePipelineTest extends EvaluationTest {
    @Test
    void aPipelineThatHoldsOnlyOurStatusIsNone() {
        Project project = guarded(sast());
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        awaitOutcome(mergeRequest, "pending");
        long marks = marks(mergeRequest);

        // Without a pipeline GitLab makes one for the status.
        assertThat(project.call(
                                world().bot().token(),
                                "POST",
                                "/statuses/" + mergeRequest.sha(),
                                Map.of("state", "success", "name", "portcullis", "ref", "change"))
                        .status())
                .isEqualTo(201);
        awaitEvaluated(mergeRequest, marks);
        assertThat(state(mergeRequest).getString("decision.outcome")).isEqualTo("pending");

        mergeRequest.pipeline(List.of(sast()));
        awaitOutcome(mergeRequest, "not_required");
    }

    @Test
    void ourStatusNeverCreatesAPipeline() {
        Project project = guarded(sast());
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        awaitOutcome(mergeRequest, "pending");
        awaitEnforced(mergeRequest);
        assertThat(pipelines(mergeRequest)).isEmpty();
        assertThat(world().writes(project)).noneMatch(write -> write.contains("/statuses/"));

        long pipeline = mergeRequest
                .pipeline(List.of(sast("Critical injected")))
                .get("id")
                .asLong();
        awaitStatus(mergeRequest, pipeline, "failed");
        mergeRequest.approve(world().person("alice"));
        awaitStatus(mergeRequest, pipeline, "success");
        assertThat(pipelines(mergeRequest)).hasSize(1);
    }

    @Test
    void anotherPipelineThatSaysTheSameMakesNoNewDecision() {
        Project project = guarded(sast("Critical known"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast("Critical known", "Critical injected")));
        awaitOutcome(mergeRequest, "approval_required");
        awaitEnforced(mergeRequest);
        String decision = state(mergeRequest).getString("decision.id");
        long marks = marks(mergeRequest);

        mergeRequest.pipeline(List.of(sast("Critical known", "Critical injected")));
        awaitEvaluated(mergeRequest, marks);
        awaitEnforced(mergeRequest);
        assertThat(state(mergeRequest).getString("decision.id")).isEqualTo(decision);
    }

    @Test
    void theReportOfAChildPipelinesJobCounts() {
        Project project = guarded(sast("Critical known"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        JsonNode pipeline =
                mergeRequest.pipeline(List.of(job("build"), child(sast("Critical known", "Critical injected"))));
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline.get("id").asLong(), "failed");

        mergeRequest.pipeline(List.of(job("build"), child(sast("Critical known"))));
        awaitOutcome(mergeRequest, "not_required");
    }

    @Test
    void theTargetsChildPipelinesAreComparedWithToo() {
        Project project = guarded(child(sast("Critical known")));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(child(sast("Critical known"))));
        awaitOutcome(mergeRequest, "not_required");
    }

    @Test
    @Tag("S2.6-17")
    void aSkippedPipelineOfTheTargetHidesNoneThatScannedTheSameCommit() {
        Project project = guarded(sast("Critical known"));
        Map<String, Object> skipped = new LinkedHashMap<>(job("build"));
        skipped.put("status", "skipped");
        project.branchPipeline("main", List.of(skipped));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast("Critical known")));
        awaitOutcome(mergeRequest, "not_required");
    }

    @Test
    void aRunningChildPipelineIsWaitedFor() {
        Project project = guarded(sast());
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        Map<String, Object> running = new LinkedHashMap<>(sast("Critical injected"));
        running.put("status", "running");
        mergeRequest.pipeline(List.of(sast(), child(running)));
        awaitEvaluated(mergeRequest, 0);
        awaitOutcome(mergeRequest, "pending");

        long job = scanJob(mergeRequest);
        project.job(job, Map.of("status", "success"));
        awaitOutcome(mergeRequest, "approval_required");
    }

    @Test
    void aMergedResultsPipelineIsComparedWithWhatItMergedInto() {
        Project project = guarded(sast());
        Person dev = developer(project);
        MergeRequest mergeRequest = project.mergeRequest(dev, "change");
        // The target moves on and is scanned: what it brings is not new in the merged result.
        project.commit(world().person("alice"), "main", "moved.txt", "on");
        project.branchPipeline("main", List.of(sast("Critical on-target")));
        long pipeline = mergeRequest
                .mergedResults(List.of(sast("Critical on-target")))
                .get("id")
                .asLong();
        awaitOutcome(mergeRequest, "not_required");
        awaitStatus(mergeRequest, pipeline, "success");

        long second = mergeRequest
                .mergedResults(List.of(sast("Critical on-target", "Critical injected")))
                .get("id")
                .asLong();
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, second, "failed");
        assertThat(mergeRequest.merge(world().person("alice"))).isEqualTo(405);
    }

    private Project guarded(Map<String, Object> mainJob) {
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(mainJob));
        enforce(project, "No new criticals", newFindings("No new criticals", "critical", "alice"));
        return project;
    }

    private static Map<String, Object> child(Map<String, Object> job) {
        return Map.of("name", "scans", "child", Map.of("jobs", List.of(job)));
    }

    private static List<JsonNode> pipelines(MergeRequest mergeRequest) {
        List<JsonNode> found = new ArrayList<>();
        Project project = mergeRequest.project();
        project.call(project.root(), "GET", "/pipelines?sha=" + mergeRequest.sha(), null)
                .body()
                .forEach(found::add);
        return found;
    }

    /** The job of the only running child pipeline. */
    private static long scanJob(MergeRequest mergeRequest) {
        Project project = mergeRequest.project();
        JsonNode running = project.call(project.root(), "GET", "/jobs?scope%5B%5D=running", null)
                .body();
        assertThat(running).hasSize(1);
        return running.get(0).get("id").asLong();
    }
}

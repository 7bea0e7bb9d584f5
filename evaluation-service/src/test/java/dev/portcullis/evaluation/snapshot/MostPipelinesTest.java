// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.OtherChoices;
import dev.portcullis.evaluation.testing.Project;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A pipeline that starts more others than are looked at. */
@QuarkusTest
@TestProfile(OtherChoices.class)
class MostPipelinesTest extends EvaluationTest {
    @Test
    @Tag("S2.6-25")
    void whatLiesBeyondTheBoundIsUnknownAndNotClean() {
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast()));
        enforce(project, "No new criticals", newFindings("No new criticals", "critical", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        mergeRequest.pipeline(List.of(child("a", sast()), child("b", sast())));
        awaitOutcome(mergeRequest, "not_required");

        mergeRequest.pipeline(List.of(child("a", sast()), child("b", sast()), child("c", sast("Critical injected"))));
        awaitOutcome(mergeRequest, "undetermined");
        assertThat(state(mergeRequest).getString("decision.policies[0].reasons"))
                .containsPattern("pipeline [0-9]+ started more than 3 others");
    }

    private static Map<String, Object> child(String name, Map<String, Object> job) {
        return Map.of("name", name, "child", Map.of("jobs", List.of(job)));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithGitLab.class)
class NewFindingsTest extends EvaluationTest {
    private static final String POLICY = "No new criticals";

    @Test
    void aNewCriticalFindingBlocksUntilAnEligiblePersonApproves() {
        Project project = scannedProject("Critical known");
        Person alice = project.member("alice", 40);
        Person mallory = project.member("mallory", 40);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest
                .pipeline(List.of(sast("Critical known", "Critical injected")))
                .get("id")
                .asLong();

        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline, "failed");
        assertThat(mergeRequest.merge(mallory)).isEqualTo(405);
        assertThat(state(mergeRequest).getString("decision.summary")).contains("injected", "alice");
        assertThat(state(mergeRequest).getString("decision.summary")).doesNotContain("known");

        mergeRequest.approve(mallory);
        eventually(() -> assertThat(state(mergeRequest).getString("decision.policies[0].reasons"))
                .contains("mallory"));
        assertThat(mergeRequest.merge(mallory)).isEqualTo(405);

        mergeRequest.approve(alice);
        awaitStatus(mergeRequest, pipeline, "success");
        assertThat(mergeRequest.merge(mallory)).isEqualTo(200);
        eventually(() -> assertThat(approvals(mergeRequest).stream()
                        .map(event -> event.get("approvalsLeft").asInt()))
                .contains(1)
                .endsWith(0));
        JsonNode alert = alerts("policy-violated", project).getFirst();
        assertThat(alert.get("severity").asText()).isEqualTo("critical");
    }

    @Test
    @Tag("S2.6-23")
    void aFindingThatTheTargetAlreadyHasDoesNotBlock() {
        Project project = scannedProject("Critical known");
        project.member("alice", 40);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest
                .pipeline(List.of(sast("Critical known", "Low added")))
                .get("id")
                .asLong();

        awaitOutcome(mergeRequest, "not_required");
        awaitStatus(mergeRequest, pipeline, "success");
        assertThat(mergeRequest.comments()).isEmpty();
        assertThat(mergeRequest.merge(world().person("alice"))).isEqualTo(200);
    }

    @Test
    void aCleanMergeRequestPassesAndWithoutAPipelineItWaits() {
        Project project = scannedProject();
        Person alice = project.member("alice", 40);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        awaitOutcome(mergeRequest, "pending");
        assertThat(mergeRequest.merge(alice)).isEqualTo(405);
        assertThat(mergeRequest.call(alice.token(), "GET", "/pipelines", null).body())
                .as("a status never creates a pipeline")
                .isEmpty();

        long pipeline = mergeRequest.pipeline(List.of(sast())).get("id").asLong();
        awaitOutcome(mergeRequest, "not_required");
        awaitStatus(mergeRequest, pipeline, "success");
        assertThat(mergeRequest.merge(alice)).isEqualTo(200);
    }

    /** A project whose main was scanned and found to have these findings, with the policy in force. */
    private Project scannedProject(String... findings) {
        Project project = project();
        project.branchPipeline("main", List.of(sast(findings)));
        enforce(project, POLICY, newFindings(POLICY, "critical", "alice"));
        return project;
    }
}

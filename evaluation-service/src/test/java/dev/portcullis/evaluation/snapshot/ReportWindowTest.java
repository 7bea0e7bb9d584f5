// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.PolicyState;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.PolicyPublisher;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stands in for a target whose newest pipeline has no report. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class ReportWindowTest extends EvaluationTest {
    @Test
    void anEarlierPipelineOfTheTargetStandsInWithinTheWindowAlone() {
        String policy = newFindings("No new criticals", "critical", "alice");
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast("Critical known")));
        project.commit(world().person("alice"), "main", "moved.txt", "on");
        project.branchPipeline("main", List.of(job("build")));
        Level level = PolicyPublisher.level(project);
        UUID id = policies.activate(level, "No new criticals", policy);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast("Critical known")));
        awaitOutcome(mergeRequest, "approval_required");

        String tuned = policy + """
                policy_tuning:
                  security_report_time_window: 60
                """;
        policies.change(id, 2, level, "No new criticals", tuned, PolicyState.ENABLED);
        awaitOutcome(mergeRequest, "not_required");
    }

    @Test
    @Tag("S2.1-4")
    void itIsFoundBehindAnyPipelinesWithoutReports() {
        String policy = newFindings("No new criticals", "critical", "alice") + """
                policy_tuning:
                  security_report_time_window: 60
                """;
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast("Critical known")));
        for (int i = 0; i < 25; i++) {
            project.branchPipeline("main", List.of(job("build")));
        }
        project.commit(world().person("alice"), "main", "moved.txt", "on");
        project.branchPipeline("main", List.of(job("build")));
        enforce(project, "No new criticals", policy);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast("Critical known")));
        awaitOutcome(mergeRequest, "not_required");
    }

    @Test
    @Tag("S2.1-4")
    void itMayBeNewerThanWhatTheMergeRequestBeganFrom() {
        String policy = newFindings("No new criticals", "critical", "alice") + """
                policy_tuning:
                  security_report_time_window: 60
                """;
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(job("build")));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        project.commit(world().person("alice"), "main", "scanned.txt", "on");
        project.branchPipeline("main", List.of(sast("Critical known")));
        project.commit(world().person("alice"), "main", "moved.txt", "on");
        project.branchPipeline("main", List.of(job("build")));
        enforce(project, "No new criticals", policy);
        mergeRequest.pipeline(List.of(sast("Critical known")));
        awaitOutcome(mergeRequest, "not_required");
    }
}

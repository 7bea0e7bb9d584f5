// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A report that cannot be read blocks, and the decision says which job's, what is wrong with it and where. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class ReportTroubleTest extends EvaluationTest {
    private static final String POLICY = "No new criticals";

    @Test
    void aTruncatedReportIsSaidToBeOneWithItsJobAndPlace() {
        assertReason("{\"version\": \"15.0.7\",\n \"vul", "the report is cut off at line 2, column 6.");
    }

    @Test
    void soIsAnEmptyOne() {
        assertReason("", "the report is empty.");
    }

    @Test
    void soIsOneOfAnUnknownVersion() {
        assertReason(
                "{\"version\": \"99.0.0\", \"vulnerabilities\": []}",
                "the schema version 99.0.0 is not known; versions 13 to 15 are read.");
    }

    @Test
    void soIsOneThatIsTooLargeAndNothingWaitsForIt() {
        Project project = guarded();
        MergeRequest large = project.mergeRequest(developer(project), "large");
        Map<String, Object> padded = Map.of("text", "{\"version\": \"15.0.7\",", "pad_to", (100 << 20) + 1);
        JsonNode pipeline = large.pipeline(List.of(Map.of("name", "sast", "reports", Map.of("sast", padded))));
        MergeRequest behind = project.mergeRequest(world().person("dev"), "behind");
        behind.pipeline(List.of(sast()));

        awaitOutcome(behind, "not_required");
        awaitOutcome(large, "approval_required");
        long job = pipeline.at("/jobs/0/id").asLong();
        assertReasons(large, "sast report of job 'sast' (" + job + ") is larger than 100 MB.");
    }

    @Test
    void soIsOneWhoseFindingIsNone() {
        assertReason(
                "{\"version\": \"15.0.7\", \"vulnerabilities\": [\n{\"name\": \"x\"}]}",
                "vulnerability 1, at line 2, has no identifiers; GitLab does not take such a report either.");
    }

    @Test
    void anOutdatedReportCountsAndIsSaidToBeOutdated() {
        Project project = guarded();
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(reported("{\"version\": \"14.1.0\", \"vulnerabilities\": []}")));

        awaitOutcome(mergeRequest, "not_required");
        assertThat(state(mergeRequest).getList("decision.scanNotes", String.class))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase("The sast report of job 'sast' is of an outdated schema, which GitLab itself no"
                        + " longer reads.");
    }

    private static void assertReasons(MergeRequest mergeRequest, String sentence) {
        assertThat(state(mergeRequest).getList("decision.policies[0].reasons", String.class))
                .anySatisfy(reason -> assertThat(reason).isEqualToIgnoringCase(sentence));
        assertThat(state(mergeRequest).getList("decision.scanNotes", String.class))
                .singleElement()
                .asString()
                .isEqualToIgnoringCase(sentence);
    }

    private void assertReason(String report, String problem) {
        Project project = guarded();
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        JsonNode pipeline = mergeRequest.pipeline(List.of(reported(report)));
        long job = pipeline.at("/jobs/0/id").asLong();

        awaitOutcome(mergeRequest, "approval_required");
        assertReasons(mergeRequest, "sast report of job 'sast' (" + job + "): " + problem);
    }

    private Project guarded() {
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast()));
        enforce(project, POLICY, newFindings(POLICY, "critical", "alice"));
        return project;
    }

    private static Map<String, Object> reported(String report) {
        return Map.of("name", "sast", "reports", Map.of("sast", Map.of("text", report)));
    }
}

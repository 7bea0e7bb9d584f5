// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rule about what Portcullis does not gather must never find nothing and release. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class UngatheredFactsTest extends EvaluationTest {
    @Test
    void whetherACveIsExploitedIsUndetermined() {
        MergeRequest mergeRequest = changed(newFindings("Exploited", "critical", "alice")
                .replace(
                        "  vulnerability_states:",
                        "  vulnerability_attributes: {known_exploited: true}\n  vulnerability_states:"));

        awaitOutcome(mergeRequest, "undetermined");
        assertThat(state(mergeRequest).getString("decision.summary")).contains("KEV and EPSS");
        mergeRequest.approve(world().person("alice"));
        awaitOutcome(mergeRequest, "satisfied");
    }

    @Test
    void howManyVulnerabilitiesAreStoredIsUndetermined() {
        MergeRequest mergeRequest =
                changed(newFindings("Stored", "critical", "alice").replace("[new_needs_triage]", "[detected]"));

        awaitOutcome(mergeRequest, "undetermined");
        assertThat(state(mergeRequest).getString("decision.summary")).contains("does not gather them yet");
    }

    private MergeRequest changed(String policy) {
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast()));
        enforce(project, policy.substring("name: ".length(), policy.indexOf('\n')), policy);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast("Critical CVE-2026-0001")));
        return mergeRequest;
    }
}

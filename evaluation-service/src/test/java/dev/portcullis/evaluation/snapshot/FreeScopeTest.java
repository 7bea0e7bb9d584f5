// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** The Community Edition has neither compliance frameworks nor security attributes: that is known, not missing. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class FreeScopeTest extends EvaluationTest {
    @Test
    void aScopeByThemHoldsNoProjectThere() {
        Project project = project();
        project.member("alice", 40);
        String scope = """
                policy_scope:
                  match_mode: any
                  compliance_frameworks:
                  - id: 1
                  business_impact:
                    including:
                    - id: 3
                """;
        enforce(project, "Elsewhere", anyMergeRequest("Elsewhere", "alice") + scope);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");

        awaitOutcome(mergeRequest, "not_required");
        assertThat(state(mergeRequest).getString("decision.policies[0].status")).isEqualTo("not_applicable");
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

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
class BlockAndReleaseTest extends EvaluationTest {
    @Test
    @Tag("S2.6-23")
    @Tag("S7-11")
    void aMergeRequestStaysBlockedUntilAnEligiblePersonApproves() {
        Project project = project();
        Person dev = developer(project);
        Person alice = project.member("alice", 40);
        Person mallory = project.member("mallory", 40);
        enforce(project, "Alice looks at everything", anyMergeRequest("Alice looks at everything", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(dev, "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();

        awaitStatus(mergeRequest, pipeline, "failed");
        assertThat(mergeRequest.merge(mallory)).isEqualTo(405);
        eventually(() -> assertThat(mergeRequest.comments())
                .singleElement()
                .asString()
                .contains("Alice looks at everything", "`alice`", "Approval required"));
        assertThat(state(mergeRequest).getString("decision.outcome")).isEqualTo("approval_required");
        assertThat(state(mergeRequest).getList("decision.policies[0].eligible")).containsExactly("alice");

        mergeRequest.approve(mallory);
        eventually(() -> assertThat(state(mergeRequest).getString("decision.policies[0].reasons"))
                .contains("mallory"));
        assertThat(state(mergeRequest).getString("decision.outcome")).isEqualTo("approval_required");
        assertThat(mergeRequest.merge(mallory)).isEqualTo(405);

        mergeRequest.approve(alice);
        awaitStatus(mergeRequest, pipeline, "success");
        awaitOutcome(mergeRequest, "satisfied");
        assertThat(mergeRequest.merge(mallory)).isEqualTo(200);
        eventually(() ->
                assertThat(mergeRequest.comments()).singleElement().asString().contains("Approved as"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a policy takes for the author of a commit that says so itself only. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class CommitAuthorTest extends EvaluationTest {
    @ParameterizedTest
    @CsvSource({
        "Somebody, {id}-a-name-of-long-ago@users.noreply.gitlab.example",
        "Somebody, carla@corp.example",
        "carla, unknown@corp.example"
    })
    void anApproverWhoWroteACommitDoesNotCount(String name, String email) {
        Project project = guarded();
        Person carla = project.member("carla", 40);
        Person dev = developer(project);
        project.commit(dev, "change", "a.txt", "a");
        project.commitAs(dev, "change", name, email.replace("{id}", Long.toString(carla.id())));
        MergeRequest mergeRequest = project.open(dev, "change", "main");
        mergeRequest.pipeline(List.of(job("test")));
        awaitOutcome(mergeRequest, "approval_required");
        long marks = marks(mergeRequest);

        mergeRequest.approve(carla);
        awaitEvaluated(mergeRequest, marks);
        assertThat(state(mergeRequest).getString("decision.outcome")).isEqualTo("approval_required");

        mergeRequest.approve(world().person("alice"));
        awaitOutcome(mergeRequest, "satisfied");
    }

    @Test
    void anAddressOfNobodyExcludesNobody() {
        Project project = guarded();
        Person carla = project.member("carla", 40);
        Person dev = developer(project);
        project.commit(dev, "change", "a.txt", "a");
        project.commitAs(dev, "change", "Somebody", "999999-carla@users.noreply.gitlab.example");
        MergeRequest mergeRequest = project.open(dev, "change", "main");
        awaitOutcome(mergeRequest, "approval_required");

        mergeRequest.approve(carla);
        awaitOutcome(mergeRequest, "satisfied");
    }

    private Project guarded() {
        Project project = project();
        project.member("alice", 40);
        String policy = anyMergeRequest("Two", "alice", "carla")
                + "approval_settings:\n  prevent_approval_by_commit_author: true\n";
        enforce(project, "Two", policy);
        return project;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.messaging.work.Work;
import dev.portcullis.messaging.work.WorkItem;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What happens when GitLab does not answer. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class TroubleTest extends EvaluationTest {
    @Inject
    Work work;

    @Test
    void nothingIsLostWhileGitLabIsDown() {
        Project project = project();
        Person alice = project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        String reads = "/api/v4/projects/" + project.id() + "$";
        world().faults(Map.of("fail", List.of(Map.of("method", "GET", "path", reads, "status", 503))));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        String key = "gitlab:" + project.id() + ":" + mergeRequest.iid();
        eventually(() -> {
            Optional<WorkItem> item = work.find("evaluate", key);
            assertThat(item.map(WorkItem::attempts).orElse(0)).isPositive();
            assertThat(item.map(WorkItem::lastError).orElse("")).contains("503");
        });

        Project other = project();
        other.member("alice", 40);
        enforce(other, "Alice", anyMergeRequest("Alice", "alice"));
        MergeRequest elsewhere = other.mergeRequest(developer(other), "change");
        awaitOutcome(elsewhere, "approval_required");

        world().faults(Map.of());
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline, "failed");
        mergeRequest.approve(alice);
        awaitOutcome(mergeRequest, "satisfied");
    }

    @Test
    void unreadableApprovalsNeverReleaseAndAreSaidToBeUnreadable() {
        Project project = project();
        Person alice = project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        String approvals = "/api/v4/projects/" + project.id() + "/merge_requests/\\d+/approvals";
        world().faults(Map.of("fail", List.of(Map.of("method", "GET", "path", approvals, "status", 403))));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(job("test")));
        mergeRequest.approve(alice);

        awaitOutcome(mergeRequest, "approval_required");
        eventually(() -> assertThat(state(mergeRequest).getString("decision.waitsFor"))
                .containsIgnoringCase("the approvals could not be obtained"));

        world().faults(Map.of());
        mergeRequest.call(alice.token(), "PUT", "", Map.of("description", "touched"));
        awaitOutcome(mergeRequest, "satisfied");
    }

    @Test
    void reportsThatCannotBeFetchedMakeItUndeterminedUntilTheyCan() {
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast()));
        enforce(project, "No new criticals", newFindings("No new criticals", "critical", "alice"));
        String artifacts = "/api/v4/projects/" + project.id() + "/jobs/\\d+/artifacts";
        world().faults(Map.of("fail", List.of(Map.of("method", "GET", "path", artifacts, "status", 403))));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast()));

        awaitOutcome(mergeRequest, "undetermined");
        assertThat(state(mergeRequest).getString("decision.summary")).contains("could not be obtained");
        eventually(() -> assertThat(approvals(mergeRequest)).isNotEmpty());

        world().faults(Map.of());
        mergeRequest.pipeline(List.of(sast()));
        awaitOutcome(mergeRequest, "not_required");
    }
}

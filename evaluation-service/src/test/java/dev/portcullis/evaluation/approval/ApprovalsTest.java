// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.contracts.MergeRequestChanged;
import dev.portcullis.contracts.ProjectRef;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.policy.snapshot.Approval;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithGitLab.class)
class ApprovalsTest extends EvaluationTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Inject
    Approvals approvals;

    @Test
    void aPushAfterAnApprovalDropsIt() {
        Project project = project();
        Person dev = developer(project);
        Person alice = project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(dev, "change");
        mergeRequest.pipeline(List.of(job("test")));
        awaitOutcome(mergeRequest, "approval_required");
        mergeRequest.approve(alice);
        awaitOutcome(mergeRequest, "satisfied");

        project.commit(dev, "change", "late.txt", "slipped in");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline, "failed");
        assertThat(mergeRequest.merge(alice)).isEqualTo(405);

        assertThat(mergeRequest
                        .call(alice.token(), "POST", "/unapprove", Map.of())
                        .status())
                .isEqualTo(201);
        mergeRequest.approve(alice);
        awaitOutcome(mergeRequest, "satisfied");
        awaitStatus(mergeRequest, pipeline, "success");
        assertThat(mergeRequest.merge(alice)).isEqualTo(200);
    }

    @Test
    void anApprovalIsForTheHeadThatItsWebhookNames() {
        MergeRequestKey key = new MergeRequestKey("gitlab", 900_001, 1);
        heard(event("approved", "a1", NOON));

        assertThat(standing(key, "a2")).containsExactly(new Approval(11, "a1", NOON));
    }

    @Test
    void anApprovalOnlySeenInTheListIsForTheHeadAtFirstSight() {
        MergeRequestKey key = new MergeRequestKey("gitlab", 900_002, 1);
        standing(key, "a1");

        assertThat(standing(key, "a2")).extracting(Approval::sha).containsExactly("a1");
    }

    @Test
    void anOlderWebhookThatComesLateChangesNothing() {
        MergeRequestKey key = new MergeRequestKey("gitlab", 900_003, 1);
        heard(event(900_003, "approved", "a2", NOON.plusSeconds(60)));
        heard(event(900_003, "approved", "a1", NOON));
        heard(event(900_003, "unapproved", "a1", NOON.plusSeconds(30)));

        assertThat(standing(key, "a2")).extracting(Approval::sha).containsExactly("a2");
    }

    @Test
    void gitLabsListIsTheTruthAboutWhoApproves() {
        MergeRequestKey key = new MergeRequestKey("gitlab", 900_004, 1);
        heard(event(900_004, "approved", "a1", NOON));
        assertThat(approvals.standing(key, Map.of(), "a1", NOON)).isEmpty();

        assertThat(standing(key, "a2")).extracting(Approval::sha).containsExactly("a2");
    }

    private List<Approval> standing(MergeRequestKey key, String head) {
        return approvals.standing(key, Map.of(11L, "alice"), head, NOON.plusSeconds(120));
    }

    private void heard(MergeRequestChanged event) {
        QuarkusTransaction.requiringNew().run(() -> approvals.heard(event, NOON));
    }

    private static MergeRequestChanged event(String action, String head, Instant at) {
        return event(900_001, action, head, at);
    }

    private static MergeRequestChanged event(long project, String action, String head, Instant at) {
        return new MergeRequestChanged(
                new ProjectRef("gitlab", project, "acme/web"),
                1,
                action,
                "opened",
                head,
                null,
                project,
                "change",
                "main",
                10,
                11,
                "alice",
                false,
                at);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.messaging.work.Work;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What follows from webhooks that come twice, late, from somebody else, or about nothing known. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class HookFlowTest extends EvaluationTest {
    private static final Duration A_WHILE = Duration.ofSeconds(2);

    @Inject
    Work work;

    @Test
    void aDeliveryThatIsRepeatedCountsOnce() {
        MergeRequest mergeRequest = blocked();
        long marks = marks(mergeRequest);
        String key = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            deliver(webhookToken(), key, hook(mergeRequest, "opened", "update", mergeRequest.sha()), 202);
        }

        awaitEvaluated(mergeRequest, marks);
        await().during(A_WHILE).atMost(Duration.ofSeconds(20)).until(() -> marks(mergeRequest) == marks + 1);
        assertThat(state(mergeRequest).getInt("decision.sequence")).isEqualTo(1);
    }

    @Test
    void aWebhookThatComesLateChangesNothing() {
        MergeRequest mergeRequest = blocked();
        Project project = mergeRequest.project();
        String first = mergeRequest.sha();
        project.commit(world().person("dev"), "change", "more.txt", "more");
        mergeRequest.pipeline(List.of(job("test")));
        mergeRequest.approve(world().person("alice"));
        awaitOutcome(mergeRequest, "satisfied");
        awaitEnforced(mergeRequest);
        String decision = state(mergeRequest).getString("decision.id");
        long marks = marks(mergeRequest);

        deliver(webhookToken(), UUID.randomUUID().toString(), hook(mergeRequest, "opened", "open", first), 202);
        awaitEvaluated(mergeRequest, marks);
        assertThat(state(mergeRequest).getString("decision.id")).isEqualTo(decision);
        assertThat(state(mergeRequest).getString("mergeRequest.headSha")).isEqualTo(mergeRequest.sha());
    }

    @Test
    void aWebhookWithoutTheSecretIsNotEvenRead() {
        MergeRequest mergeRequest = blocked();
        long marks = marks(mergeRequest);

        String body = hook(mergeRequest, "opened", "update", mergeRequest.sha());
        deliver("guessed", UUID.randomUUID().toString(), body, 401);
        deliver("guessed", UUID.randomUUID().toString(), "not even JSON", 401);
        await().during(A_WHILE).atMost(Duration.ofSeconds(20)).until(() -> marks(mergeRequest) == marks);
    }

    @Test
    void aProjectThatIsNotThereIsDoneWithAndHoldsNothingUp() {
        String body = """
                {"object_kind": "merge_request", "project": {"id": 999999, "path_with_namespace": "no/where"},
                 "object_attributes": {"iid": 1, "state": "opened", "action": "open"}}
                """;
        deliver(webhookToken(), UUID.randomUUID().toString(), body, 202);
        MergeRequest real = blocked();

        eventually(() -> assertThat(work.find("evaluate", "gitlab:999999:1"))
                .hasValueSatisfying(item -> assertThat(item.done()).isEqualTo(item.dirty())));
        awaitOutcome(real, "approval_required");
    }

    @Test
    void anUnknownEventIsTakenAndNothingFollows() {
        MergeRequest mergeRequest = blocked();
        long marks = marks(mergeRequest);
        String body = hook(mergeRequest, "opened", "update", mergeRequest.sha());
        given().header("X-Gitlab-Event", "Hook Of Tomorrow")
                .header("X-Gitlab-Token", webhookToken())
                .contentType("application/json")
                .body(body)
                .post("/webhooks/gitlab/gitlab")
                .then()
                .statusCode(200);
        await().during(A_WHILE).atMost(Duration.ofSeconds(20)).until(() -> marks(mergeRequest) == marks);
    }

    /** A merge request that waits for Alice, with nothing left to do. */
    private MergeRequest blocked() {
        Project project = project();
        project.member("alice", 40);
        enforce(project, "Alice", anyMergeRequest("Alice", "alice"));
        Person dev = developer(project);
        MergeRequest mergeRequest = project.mergeRequest(dev, "change");
        awaitOutcome(mergeRequest, "approval_required");
        eventually(() -> assertThat(mergeRequest.comments()).hasSize(1));
        awaitEnforced(mergeRequest);
        return mergeRequest;
    }

    private static void deliver(String token, String key, String body, int expected) {
        given().header("X-Gitlab-Event", "Merge Request Hook")
                .header("X-Gitlab-Token", token)
                .header("Idempotency-Key", key)
                .contentType("application/json")
                .body(body)
                .post("/webhooks/gitlab/gitlab")
                .then()
                .statusCode(expected);
    }

    private static String hook(MergeRequest about, String state, String action, String sha) {
        return """
                {"object_kind": "merge_request", "user": {"id": 1, "username": "root"},
                 "project": {"id": %d, "path_with_namespace": "%s"},
                 "object_attributes": {"iid": %d, "state": "%s", "action": "%s", "last_commit": {"id": "%s"},
                  "updated_at": "2026-01-01 00:00:00 UTC"}}
                """.formatted(about.project().id(), about.project().path(), about.iid(), state, action, sha);
    }
}

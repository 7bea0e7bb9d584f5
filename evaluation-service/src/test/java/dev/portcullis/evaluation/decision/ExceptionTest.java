// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.contracts.ApprovedException;
import dev.portcullis.contracts.Level;
import dev.portcullis.contracts.LevelKind;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.PolicyPublisher;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.messaging.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithGitLab.class)
class ExceptionTest extends EvaluationTest {
    private static final String POLICY = "No new criticals";

    @Test
    void anExceptionReleasesUntilItExpires() {
        Project project = project();
        MergeRequest mergeRequest = blocked(project, newFindings(POLICY, "critical", "alice"));
        long pipeline = pipeline(mergeRequest);
        awaitStatus(mergeRequest, pipeline, "failed");

        ApprovedException exception =
                finding(level(project), null, Instant.now().plus(Duration.ofSeconds(8)));
        policies.publish(exception);

        awaitStatus(mergeRequest, pipeline, "success");
        eventually(() -> assertThat(used(mergeRequest)).contains(exception.id().toString()));
        awaitStatus(mergeRequest, pipeline, "failed");
        assertThat(Instant.now()).isAfter(exception.endsAt());
        assertThat(state(mergeRequest).getString("decision.outcome")).isEqualTo("approval_required");
        assertThat(mergeRequest.merge(world().person("mallory"))).isNotEqualTo(200);
    }

    @Test
    void anExceptionReleasesUntilItIsRevoked() {
        Project project = project();
        MergeRequest mergeRequest = blocked(project, newFindings(POLICY, "critical", "alice"));
        ApprovedException exception =
                finding(level(project), null, Instant.now().plus(Duration.ofDays(1)));

        policies.publish(exception);
        awaitOutcome(mergeRequest, "not_required");
        policies.publish(revoked(exception));
        awaitOutcome(mergeRequest, "approval_required");
    }

    @Test
    void whatAProjectApprovesMovesNoPolicyFromAbove() {
        Project project = project();
        MergeRequest mergeRequest = blocked(project, newFindings(POLICY, "critical", "alice"));
        Level group = new Level(
                LevelKind.GROUP,
                "gitlab",
                project.path().substring(0, project.path().lastIndexOf('/')));
        UUID ofGroup = policies.activate(group, "Of the group", newFindings("Of the group", "critical", "alice"));
        eventually(() ->
                assertThat(state(mergeRequest).getInt("decision.approvalsLeft")).isEqualTo(2));
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));

        policies.publish(finding(level(project), ofGroup, tomorrow));
        policies.publish(finding(level(project), null, tomorrow));
        eventually(() ->
                assertThat(state(mergeRequest).getInt("decision.approvalsLeft")).isEqualTo(1));
        policies.publish(finding(group, ofGroup, tomorrow));
        awaitOutcome(mergeRequest, "not_required");
    }

    @Test
    void aWholePolicyGivesWayInItsPlace() {
        Project project = project();
        MergeRequest mergeRequest = blocked(project, anyMergeRequest(POLICY, "alice"));
        ApprovedException whole = new ApprovedException(
                Ids.timeOrdered(),
                level(project),
                null,
                project.path(),
                true,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "The release of tonight",
                Instant.now().plus(Duration.ofDays(1)),
                null);

        policies.publish(whole);

        awaitOutcome(mergeRequest, "not_required");
        assertThat(state(mergeRequest).getString("decision.policies[0].status")).isEqualTo("not_applicable");
        assertThat(state(mergeRequest).getString("decision.policies[0].reasons"))
                .contains(whole.id().toString());
    }

    private MergeRequest blocked(Project project, String policy) {
        project.branchPipeline("main", List.of(sast()));
        project.member("alice", 40);
        project.member("mallory", 40);
        enforce(project, POLICY, policy);
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast("Critical injected")));
        awaitOutcome(mergeRequest, "approval_required");
        return mergeRequest;
    }

    private static long pipeline(MergeRequest mergeRequest) {
        return mergeRequest
                .call(mergeRequest.project().root(), "GET", "/pipelines", null)
                .body()
                .get(0)
                .get("id")
                .asLong();
    }

    private List<String> used(MergeRequest mergeRequest) {
        return approvals(mergeRequest).stream()
                .flatMap(event -> event.path("exceptions").valueStream())
                .map(JsonNode::asText)
                .toList();
    }

    private static Level level(Project project) {
        return PolicyPublisher.level(project);
    }

    private static ApprovedException finding(Level level, @Nullable UUID policy, Instant endsAt) {
        return new ApprovedException(
                Ids.timeOrdered(),
                level,
                policy,
                "",
                false,
                List.of(),
                List.of(),
                List.of("src/inj*"),
                List.of("sast"),
                List.of(),
                "A fix is on its way",
                endsAt.truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
                null);
    }

    private static ApprovedException revoked(ApprovedException exception) {
        return new ApprovedException(
                exception.id(),
                exception.level(),
                exception.policyId(),
                exception.scope(),
                exception.whole(),
                exception.findings(),
                exception.identifiers(),
                exception.paths(),
                exception.scanners(),
                exception.purls(),
                exception.reason(),
                exception.endsAt(),
                Instant.now());
    }
}

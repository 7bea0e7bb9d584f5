// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.contracts.PolicyState;
import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.mergerequest.MergeRequestKey;
import dev.portcullis.evaluation.policy.Policies;
import dev.portcullis.evaluation.snapshot.Snapshots;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.PolicyPublisher;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.policy.decision.Decider;
import dev.portcullis.policy.decision.DecisionJson;
import dev.portcullis.policy.snapshot.Snapshot;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What was decided is decided again, byte for byte, from what is stored; and a change of what is stored is seen. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class ReplayTest extends EvaluationTest {
    private static final String POLICY = "No new criticals";

    @Inject
    DecisionStore decisions;

    @Inject
    Snapshots snapshots;

    @Inject
    Policies policiesInForce;

    @Inject
    Database database;

    @Test
    void everyDecisionHasTheSameBytesAgainAfterPoliciesAndFactsHaveMovedOn() {
        Project project = project();
        Person alice = project.member("alice", 40);
        project.branchPipeline("main", List.of(sast("Critical known", "Low other")));
        UUID policy =
                policies.activate(PolicyPublisher.level(project), POLICY, newFindings(POLICY, "critical", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast("Critical known", "Critical injected", "High too")));
        awaitOutcome(mergeRequest, "approval_required");
        mergeRequest.approve(alice);
        awaitOutcome(mergeRequest, "satisfied");
        policies.change(
                policy,
                2,
                PolicyPublisher.level(project),
                POLICY,
                newFindings(POLICY, "low", "alice"),
                PolicyState.ENABLED);
        mergeRequest.pipeline(List.of(sast("Critical known")));
        awaitOutcome(mergeRequest, "not_required");

        List<RecordedDecision> history = decisions.history(key(mergeRequest), 20);

        assertThat(history).hasSizeGreaterThanOrEqualTo(3);
        assertThat(history)
                .extracting(RecordedDecision::policyRevision)
                .as("decisions of both revisions")
                .doesNotContainSequence(
                        history.getLast().policyRevision(), history.getFirst().policyRevision())
                .contains(history.getLast().policyRevision(), history.getFirst().policyRevision());
        for (RecordedDecision recorded : history) {
            Snapshot snapshot = snapshots.find(recorded.snapshotSha256()).orElseThrow();
            byte[] again = DecisionJson.write(Decider.decide(
                    policiesInForce.at("gitlab", recorded.policyRevision()), snapshot, recorded.decidedAt()));
            assertThat(again).isEqualTo(decisions.result(recorded.id()).orElseThrow());
            JsonPath replay = replay(recorded);
            assertThat(replay.getBoolean("same")).isTrue();
            assertThat(replay.getString("recordedEngineVersion")).isEqualTo(Decider.ENGINE_VERSION);
            assertThat(replay.getString("problem")).isNull();
        }
    }

    @Test
    void aChangeOfStoredFactsIsSeen() {
        MergeRequest mergeRequest = blocked("Critical injected");
        RecordedDecision recorded = decisions.history(key(mergeRequest), 1).getFirst();
        assertThat(replay(recorded).getBoolean("same")).isTrue();

        database.update(
                "update finding_fact set severity = 1 where project_id = ? and name = 'injected'",
                mergeRequest.project().id());

        JsonPath replay = replay(recorded);
        assertThat(replay.getBoolean("same")).isFalse();
        assertThat(replay.getString("problem"))
                .startsWith("The stored facts cannot be trusted: the snapshot's part ")
                .contains("is no longer what was stored under that digest");
    }

    @Test
    void aChangeOfStoredPoliciesIsSeen() {
        MergeRequest mergeRequest = blocked("Critical injected");
        RecordedDecision recorded = decisions.history(key(mergeRequest), 1).getFirst();

        database.update(
                "update policy_version set yaml = replace(yaml, 'severity_levels: [critical]', 'severity_levels: [low]')"
                        + " where level_path = ?",
                mergeRequest.project().path());

        assertThat(replay(recorded).getString("problem")).contains("are not those that were applied");
    }

    @Test
    void decisionsAboutTheSameScansDoNotKeepTheirFindingsAgain() {
        String[] findings = Stream.concat(
                        Stream.of("Critical injected"),
                        IntStream.range(0, 1_000).mapToObj(i -> "Low finding" + i))
                .toArray(String[]::new);
        MergeRequest mergeRequest = blocked(findings);
        Person alice = world().person("alice");
        RecordedDecision first = decisions.history(key(mergeRequest), 1).getFirst();
        long sets = sets(mergeRequest);

        mergeRequest.approve(alice);
        awaitOutcome(mergeRequest, "satisfied");

        RecordedDecision second = decisions.history(key(mergeRequest), 1).getFirst();
        assertThat(second.snapshotSha256()).isNotEqualTo(first.snapshotSha256());
        assertThat(sets(mergeRequest)).isEqualTo(sets);
        assertThat(List.of(partBytes(first), partBytes(second))).allMatch(bytes -> bytes < 20_000);
        assertThat(replay(second).getBoolean("same")).isTrue();
        assertThat(snapshots
                        .find(second.snapshotSha256())
                        .orElseThrow()
                        .source()
                        .pipelines())
                .anySatisfy(pipeline -> assertThat(
                                pipeline.scans().getFirst().findings().size())
                        .isEqualTo(1_001));
    }

    private MergeRequest blocked(String... findings) {
        Project project = project();
        project.member("alice", 40);
        project.branchPipeline("main", List.of(sast()));
        enforce(project, POLICY, newFindings(POLICY, "critical", "alice"));
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        mergeRequest.pipeline(List.of(sast(findings)));
        awaitOutcome(mergeRequest, "approval_required");
        return mergeRequest;
    }

    private static JsonPath replay(RecordedDecision recorded) {
        return given().auth()
                .oauth2(TestIssuer.token("reader", grant("viewer", "gitlab")))
                .get("/api/v1/decisions/" + recorded.id() + "/replay")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private long sets(MergeRequest mergeRequest) {
        return count(
                "select count(*) from scan_set where project_id = ?",
                mergeRequest.project().id());
    }

    /** The bytes of a snapshot's root and of those of its parts that are not sets of findings. */
    private long partBytes(RecordedDecision recorded) {
        return count(
                "select sum(length(content)) from snapshot_part where sha256 = decode(?, 'hex') or sha256 in"
                        + " (select unnest(parts) from snapshot_part where sha256 = decode(?, 'hex'))",
                recorded.snapshotSha256(),
                recorded.snapshotSha256());
    }

    private long count(String sql, Object... parameters) {
        return database.first(sql, row -> row.getLong(1), parameters).orElseThrow();
    }

    private static MergeRequestKey key(MergeRequest mergeRequest) {
        return new MergeRequestKey("gitlab", mergeRequest.project().id(), mergeRequest.iid());
    }
}

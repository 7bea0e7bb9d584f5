// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.history;

import static dev.portcullis.sandbox.testing.TestIssuer.grant;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.evaluation.database.Database;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import dev.portcullis.sandbox.testing.TestIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The clock is the tests' own: what is stored now is old history fifteen months from now. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class KeepHistoryTest extends EvaluationTest {
    private static final String POLICY = "No new criticals";

    @Inject
    KeepHistory keepHistory;

    @Inject
    HistoryStore store;

    @Inject
    Database database;

    @AfterEach
    void prepareThePresentAgain() {
        keepHistory.prepare(Instant.now());
    }

    @Test
    void oldHistoryGoesAndWhatIsInUseStays() {
        Project project = project();
        Person alice = project.member("alice", 40);
        long older = branchPipeline(project, sast("Critical known", "Low gone"));
        project.commit(alice, "main", "later.txt", "later");
        long latest = branchPipeline(project, sast("Critical known"));
        enforce(project, POLICY, newFindings(POLICY, "critical", "alice"));
        Person dev = developer(project);
        MergeRequest merged = project.mergeRequest(dev, "merged");
        long mergedPipeline =
                merged.pipeline(List.of(sast("Critical known"))).get("id").asLong();
        awaitStatus(merged, mergedPipeline, "success");
        String mergedDecision = state(merged).getString("decision.id");
        MergeRequest open = project.mergeRequest(dev, "open");
        long head = open.pipeline(List.of(sast("Critical known", "Critical injected")))
                .get("id")
                .asLong();
        awaitOutcome(open, "approval_required");
        String openDecision = state(open).getString("decision.id");
        assertThat(merged.merge(alice)).isEqualTo(200);
        eventually(
                () -> assertThat(state(merged).getString("mergeRequest.state")).isEqualTo("merged"));
        age();

        assertThat(store.months()).doesNotContain(YearMonth.now(ZoneOffset.UTC));
        given().auth()
                .oauth2(token())
                .get("/api/v1/decisions/" + mergedDecision)
                .then()
                .statusCode(404);
        assertThat(state(open).getList("history.id")).containsExactly(openDecision);
        assertThat(replay(openDecision).getBoolean("same")).isTrue();
        assertThat(pipelines(project)).contains(latest, head).doesNotContain(older, mergedPipeline);
        assertThat(names(project)).contains("known", "injected").doesNotContain("gone");

        keepHistory.prepare(Instant.now());
        int before = state(open).getInt("decision.sequence");
        open.approve(alice);
        awaitOutcome(open, "satisfied");
        assertThat(state(open).getInt("decision.sequence")).isEqualTo(before + 1);
        assertThat(replay(state(open).getString("decision.id")).getBoolean("same"))
                .isTrue();
    }

    @Test
    void whatWasInUseGoesWhenItIsNoLonger() {
        Project project = project();
        Person alice = project.member("alice", 40);
        branchPipeline(project, sast());
        enforce(project, POLICY, newFindings(POLICY, "critical", "alice"));
        MergeRequest open = project.mergeRequest(developer(project), "open");
        long head = open.pipeline(List.of(sast("Critical injected"))).get("id").asLong();
        awaitOutcome(open, "approval_required");
        String decision = state(open).getString("decision.id");
        age();
        assertThat(pipelines(project)).contains(head);
        keepHistory.prepare(Instant.now());

        assertThat(open.call(alice.token(), "PUT", "", Map.of("state_event", "close"))
                        .status())
                .isEqualTo(200);
        eventually(() -> assertThat(state(open).getString("mergeRequest.state")).isEqualTo("closed"));
        age();

        assertThat(pipelines(project)).doesNotContain(head);
        given().auth()
                .oauth2(token())
                .get("/api/v1/decisions/" + decision)
                .then()
                .statusCode(404);
        assertThat(database.list(
                        "select 1 from snapshot_part p where month = '-infinity' and not exists"
                                + " (select from decision d join snapshot_part root on root.sha256 = d.snapshot_sha256"
                                + " where d.month = '-infinity' and (p.sha256 = root.sha256 or p.sha256 = any(root.parts)))",
                        row -> true))
                .as("no part outlives its snapshots")
                .isEmpty();
    }

    @Test
    void monthsWithinTheWindowStay() {
        keepHistory.age(Instant.now().atZone(ZoneOffset.UTC).plusMonths(13).toInstant());

        assertThat(store.months()).contains(YearMonth.now(ZoneOffset.UTC));
    }

    private void age() {
        keepHistory.age(Instant.now().plus(Duration.ofDays(15 * 31)));
    }

    private long branchPipeline(Project project, Map<String, Object> job) {
        long pipeline = project.branchPipeline("main", List.of(job)).get("id").asLong();
        eventually(() -> assertThat(pipelines(project)).contains(pipeline));
        return pipeline;
    }

    private List<Long> pipelines(Project project) {
        return database.list(
                "select pipeline_id from ingested_pipeline where project_id = ?", row -> row.getLong(1), project.id());
    }

    private List<String> names(Project project) {
        return database.list(
                "select name from finding_fact where project_id = ?", row -> row.getString(1), project.id());
    }

    private static JsonPath replay(String decision) {
        return given().auth()
                .oauth2(token())
                .get("/api/v1/decisions/" + decision + "/replay")
                .jsonPath();
    }

    private static String token() {
        return TestIssuer.token("reader", grant("viewer", "gitlab"));
    }
}

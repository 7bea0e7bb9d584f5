// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.evaluation.testing.EvaluationTest;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import dev.portcullis.evaluation.testing.MergeRequest;
import dev.portcullis.evaluation.testing.Project;
import dev.portcullis.evaluation.testing.WithGitLab;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The traps of a commit status as the means of enforcement. */
@QuarkusTest
@TestProfile(WithGitLab.class)
class StatusTest extends EvaluationTest {
    private static final String POLICY = "Alice looks at everything";

    @Inject
    AgroalDataSource database;

    @Inject
    dev.portcullis.evaluation.mergerequest.MergeRequests mergeRequests;

    @Test
    void theBlockStandsOnARunningPipelineFromItsCreationAndDoesNotKeepItRunning() {
        Project project = guarded();
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        JsonNode pipeline = mergeRequest.pipeline(List.of(Map.of("name", "test", "status", "running")));
        long id = pipeline.get("id").asLong();

        awaitStatus(mergeRequest, id, "failed");
        JsonNode status = mergeRequest.statuses(id).getLast();
        assertThat(status.get("description").asText()).hasSizeBetween(1, 255);
        assertThat(pipelineStatus(project, id)).isEqualTo("running");

        project.job(pipeline.at("/jobs/0/id").asLong(), Map.of("status", "success"));
        assertThat(pipelineStatus(project, id)).isEqualTo("failed");
    }

    @Test
    void everyNewHeadPipelineGetsItsOwnStatus() {
        Project project = guarded();
        Person dev = developer(project);
        MergeRequest mergeRequest = project.mergeRequest(dev, "change");
        long first = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        awaitStatus(mergeRequest, first, "failed");

        project.commit(dev, "change", "more.txt", "more");
        long second = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        awaitStatus(mergeRequest, second, "failed");
        assertThat(mergeRequest.statuses(second).getLast().get("sha").asText()).isEqualTo(mergeRequest.sha());
    }

    @Test
    void hooksThatOurOwnStatusCausesChangeNothing() {
        Project project = guarded();
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        awaitStatus(mergeRequest, pipeline, "failed");
        eventually(() -> assertThat(mergeRequest.comments()).hasSize(1));
        eventually(() -> assertThat(project.pipelineHooks(pipeline)).contains("failed"));
        assertThat(pipelineStatus(project, pipeline)).isEqualTo("failed");

        List<String> writes = world().writes(project);
        int told = approvals(mergeRequest).size();
        String decision = state(mergeRequest).getString("decision.id");
        await().during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(20))
                .until(() -> world().writes(project).equals(writes)
                        && state(mergeRequest).getString("decision.id").equals(decision));
        assertThat(approvals(mergeRequest)).hasSize(told);
        assertThat(state(mergeRequest).getInt("decision.sequence")).isEqualTo(1);
        awaitEnforced(mergeRequest);
    }

    @Test
    void aBlockIsNeverPendingWhateverThePipelineDoes() {
        Project project = guarded();
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        JsonNode pipeline = mergeRequest.pipeline(List.of(Map.of("name", "test", "status", "running")));
        long id = pipeline.get("id").asLong();
        awaitStatus(mergeRequest, id, "failed");
        project.job(pipeline.at("/jobs/0/id").asLong(), Map.of("status", "failed"));
        mergeRequest.approve(world().person("alice"));
        awaitStatus(mergeRequest, id, "success");

        assertThat(mergeRequest.statuses(id))
                .extracting(status -> status.get("status").asText())
                .containsOnly("failed", "success");
        assertThat(world().statusesPosted(project))
                .isNotEmpty()
                .allSatisfy(body -> assertThat(body).doesNotContain("pending", "running"))
                .allSatisfy(body -> assertThat(body).contains("\"pipeline_id\":" + id));
    }

    @Test
    void aStatusForgedUnderOurNameIsReplacedAndTold() {
        Project project = guarded();
        Person dev = developer(project);
        MergeRequest mergeRequest = project.mergeRequest(dev, "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        awaitStatus(mergeRequest, pipeline, "failed");

        assertThat(project.call(
                                dev.token(),
                                "POST",
                                "/statuses/" + mergeRequest.sha(),
                                Map.of("state", "success", "name", "portcullis", "pipeline_id", pipeline))
                        .status())
                .isEqualTo(201);

        eventually(() -> {
            JsonNode last = mergeRequest.statuses(pipeline).getLast();
            assertThat(last.get("status").asText()).isEqualTo("failed");
            assertThat(last.at("/author/id").asLong()).isEqualTo(world().bot().id());
        });
        eventually(() -> assertThat(alerts("status-forged", project)).hasSize(1));
        assertThat(mergeRequest.merge(dev)).isIn(401, 405);
    }

    @Test
    void aSharedPipelineShowsTheStricterVerdict() {
        Project project = guarded();
        Person dev = developer(project);
        Person alice = world().person("alice");
        project.commit(dev, "develop", "develop.txt", "develop");
        project.commit(dev, "change", "change.txt", "change");
        MergeRequest intoMain = project.open(dev, "change", "main");
        MergeRequest intoDevelop = project.open(dev, "change", "develop");
        long pipeline =
                project.branchPipeline("change", List.of(job("test"))).get("id").asLong();

        awaitOutcome(intoMain, "approval_required");
        awaitOutcome(intoDevelop, "not_required");
        awaitStatus(intoMain, pipeline, "failed");
        assertThat(intoDevelop.merge(alice)).isEqualTo(405);

        intoMain.approve(alice);
        awaitStatus(intoMain, pipeline, "success");
        assertThat(intoDevelop.merge(alice)).isEqualTo(200);
    }

    @Test
    void whatStandsInGitLabAlreadyIsNotDoneAgain() throws SQLException {
        Project project = guarded();
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline, "failed");
        eventually(() -> assertThat(mergeRequest.comments()).hasSize(1));
        int statuses = mergeRequest.statuses(pipeline).size();

        forgetEffects(project);
        mergeRequests.enforce(
                new dev.portcullis.evaluation.mergerequest.MergeRequestKey("gitlab", project.id(), mergeRequest.iid()));
        eventually(() -> assertThat(effects(project)).isEqualTo(2));
        assertThat(mergeRequest.comments()).hasSize(1);
        assertThat(mergeRequest.statuses(pipeline)).hasSize(statuses);
    }

    @Test
    void aSettingThatDefeatsTheBlockIsToldAndSoIsTheMerge() {
        Project project = guarded();
        Person alice = world().person("alice");
        MergeRequest mergeRequest = project.mergeRequest(developer(project), "change");
        long pipeline = mergeRequest.pipeline(List.of(job("test"))).get("id").asLong();
        awaitOutcome(mergeRequest, "approval_required");
        awaitStatus(mergeRequest, pipeline, "failed");

        project.change(Map.of("only_allow_merge_if_pipeline_succeeds", false));
        mergeRequest.pipeline(List.of(job("again")));
        eventually(() -> assertThat(alerts("settings-drift", project)).hasSize(1));
        assertThat(mergeRequest.merge(alice)).isEqualTo(200);
        eventually(() -> assertThat(alerts("merged-while-blocked", project)).hasSize(1));
    }

    private Project guarded() {
        Project project = project();
        project.member("alice", 40);
        enforce(project, POLICY, anyMergeRequest(POLICY, "alice"));
        return project;
    }

    private static String pipelineStatus(Project project, long id) {
        return project.call(project.root(), "GET", "/pipelines/" + id, null).text("/status");
    }

    private void forgetEffects(Project project) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from enforced_status where project_id = " + project.id());
            statement.executeUpdate("delete from enforced_comment where project_id = " + project.id());
        }
    }

    private int effects(Project project) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                java.sql.ResultSet row = statement.executeQuery("select (select count(*) from enforced_status where"
                        + " project_id = " + project.id() + ") + (select count(*) from enforced_comment where"
                        + " project_id = " + project.id() + ")")) {
            row.next();
            return row.getInt(1);
        }
    }
}

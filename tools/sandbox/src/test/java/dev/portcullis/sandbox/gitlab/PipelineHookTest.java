// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineHookTest extends HookedProject {
    @Test
    void pipelineBodyHasTheKeysOfARealOne() {
        gitlab.mergeRequest(author.token(), project, "feature");
        gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "merge_request_iid",
                1,
                "variables",
                Map.of("SECRET", "in clear"),
                "jobs",
                List.of(GitLabTest.job("name", "test", "status", "failed", "reports", Map.of("sast", "{}"))));
        JsonNode body = receiver.next("pipeline").json();
        assertThat(Answer.keys(body))
                .containsExactlyInAnyOrder(
                        "object_kind", "object_attributes", "merge_request", "user", "project", "commit", "builds");
        assertThat(Answer.keys(body.get("object_attributes")))
                .containsExactlyInAnyOrder(
                        "id",
                        "iid",
                        "name",
                        "ref",
                        "tag",
                        "sha",
                        "before_sha",
                        "source",
                        "status",
                        "detailed_status",
                        "stages",
                        "created_at",
                        "finished_at",
                        "duration",
                        "queued_duration",
                        "variables",
                        "url");
        assertThat(body.at("/object_attributes/ref").asText())
                .as("the source branch, not the merge request's ref")
                .isEqualTo("feature");
        assertThat(body.at("/object_attributes/variables/0/value").asText()).isEqualTo("in clear");
        assertThat(Answer.keys(body.get("merge_request")))
                .containsExactlyInAnyOrder(
                        "id",
                        "iid",
                        "title",
                        "source_branch",
                        "source_project_id",
                        "target_branch",
                        "target_project_id",
                        "state",
                        "merge_status",
                        "detailed_merge_status",
                        "url");
        assertThat(Answer.keys(body.get("project")))
                .containsAll(HookKeys.PROJECT)
                .as("pipeline hooks lack the old names")
                .doesNotContainAnyElementsOf(HookKeys.LEGACY);
        assertThat(Answer.keys(body.at("/builds/0")))
                .contains(
                        "id",
                        "stage",
                        "name",
                        "status",
                        "created_at",
                        "started_at",
                        "finished_at",
                        "duration",
                        "queued_duration",
                        "failure_reason",
                        "when",
                        "manual",
                        "allow_failure",
                        "user",
                        "runner",
                        "artifacts_file",
                        "environment");
        assertThat(body.at("/builds/0/artifacts_file/filename").asText()).isEqualTo("artifacts.zip");
    }

    @Test
    void branchPipelineHasNoMergeRequestAndTellsEachStatus() {
        Answer made = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "ref",
                "main",
                "jobs",
                List.of(GitLabTest.job("name", "test", "status", "running")));
        JsonNode running = receiver.next("pipeline").json();
        assertThat(running.get("merge_request").isNull()).isTrue();
        assertThat(running.at("/object_attributes/status").asText()).isEqualTo("running");
        assertThat(Answer.keys(running.at("/builds/0"))).doesNotContain("failure_reason");
        gitlab.control(
                "POST",
                "/projects/" + project + "/jobs/" + made.at("/jobs/0/id").asLong(),
                "status",
                "success");
        receiver.next(delivered -> delivered
                .json()
                .at("/object_attributes/detailed_status")
                .asText()
                .equals("passed"));
    }

    @Test
    void childPipelineNamesItsParentAndStatusesAreNoBuilds() {
        Answer made = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "jobs",
                List.of(GitLabTest.job(
                        "name", "trigger", "child", GitLabTest.job("jobs", List.of(GitLabTest.job("name", "scan"))))));
        JsonNode child = receiver.next(delivered -> delivered.json().has("source_pipeline")
                        && delivered.json().path("object_kind").asText().equals("pipeline"))
                .json();
        assertThat(child.at("/source_pipeline/pipeline_id").asLong()).isEqualTo(made.id());
        assertThat(Answer.keys(child.get("source_pipeline")))
                .containsExactlyInAnyOrder("project", "pipeline_id", "job_id");
        assertThat(Answer.keys(child.at("/source_pipeline/project")))
                .containsExactlyInAnyOrder("id", "web_url", "path_with_namespace");
        JsonNode parent = receiver.next(delivered ->
                        delivered.json().at("/object_attributes/id").asLong() == made.id()
                                && delivered.json().path("object_kind").asText().equals("pipeline"))
                .json();
        assertThat(parent.get("builds")).isEmpty();
    }

    @Test
    void jobBodyHasTheKeysOfARealOne() {
        Answer made = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "jobs",
                List.of(GitLabTest.job("name", "test", "status", "failed")));
        JsonNode job = receiver.next("build").json();
        assertThat(Answer.keys(job))
                .contains(
                        "object_kind",
                        "ref",
                        "tag",
                        "before_sha",
                        "sha",
                        "build_id",
                        "build_name",
                        "build_stage",
                        "build_status",
                        "build_created_at",
                        "build_started_at",
                        "build_finished_at",
                        "build_duration",
                        "build_queued_duration",
                        "build_allow_failure",
                        "build_failure_reason",
                        "retries_count",
                        "pipeline_id",
                        "project_id",
                        "project_name",
                        "user",
                        "commit",
                        "repository",
                        "runner",
                        "environment",
                        "project");
        assertThat(Answer.keys(job.get("commit")))
                .contains(
                        "id",
                        "sha",
                        "message",
                        "author_name",
                        "author_email",
                        "status",
                        "duration",
                        "started_at",
                        "finished_at");
        assertThat(job.at("/commit/id").asLong())
                .as("GitLab puts the pipeline's id here")
                .isEqualTo(made.id());
        assertThat(job.get("build_failure_reason").asText()).isEqualTo("script_failure");
    }

    @Test
    void postedStatusesChangeThePipelineButAreNotAmongItsBuilds() {
        String sha = gitlab.commit(author.token(), project, "feature", "a.txt", "a");
        long pipeline = gitlab.control(
                        "POST",
                        "/projects/" + project + "/pipelines",
                        "ref",
                        "feature",
                        "jobs",
                        List.of(GitLabTest.job("name", "test")))
                .id();
        gitlab.post(
                author.token(),
                "/projects/" + project + "/statuses/" + sha,
                "state",
                "failed",
                "name",
                "gate",
                "pipeline_id",
                pipeline);
        JsonNode failed = receiver.next(delivered -> delivered
                        .json()
                        .at("/object_attributes/status")
                        .asText()
                        .equals("failed"))
                .json();
        assertThat(failed.get("builds"))
                .singleElement()
                .satisfies(build -> assertThat(build.get("name").asText()).isEqualTo("test"));
    }
}

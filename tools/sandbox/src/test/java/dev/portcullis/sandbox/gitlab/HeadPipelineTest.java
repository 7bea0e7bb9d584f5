// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HeadPipelineTest {
    private static GitLabTest gitlab;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static Answer show(long project) {
        return gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests/1");
    }

    private static long branchPipeline(long project, String ref) {
        return gitlab.control(
                        "POST",
                        "/projects/" + project + "/pipelines",
                        "ref",
                        ref,
                        "jobs",
                        List.of(GitLabTest.job("name", "test")))
                .id();
    }

    @Test
    void bodyHasTheKeysOfARealOne() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        branchPipeline(project, "feature");
        assertThat(Answer.keys(show(project).at("/head_pipeline")))
                .contains(
                        "id",
                        "sha",
                        "ref",
                        "status",
                        "web_url",
                        "before_sha",
                        "tag",
                        "yaml_errors",
                        "user",
                        "created_at",
                        "updated_at",
                        "started_at",
                        "finished_at",
                        "committed_at",
                        "duration",
                        "coverage",
                        "detailed_status");
        assertThat(Answer.keys(show(project).at("/head_pipeline/detailed_status")))
                .contains(
                        "icon",
                        "text",
                        "label",
                        "group",
                        "tooltip",
                        "has_details",
                        "details_path",
                        "illustration",
                        "favicon");
    }

    @Test
    void mergeRequestPipelineComesBeforeANewerBranchPipeline() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        long detached =
                gitlab.pipeline(project, 1, GitLabTest.job("name", "test")).id();
        long branch = branchPipeline(project, "feature");
        assertThat(show(project).at("/head_pipeline/id").asLong()).isEqualTo(detached);
        assertThat(show(project).at("/head_pipeline/ref").asText()).isEqualTo("refs/merge-requests/1/head");
        assertThat(gitlab.get(gitlab.root, "/projects/" + project + "/merge_requests/1/pipelines")
                        .each("id"))
                .containsExactly(String.valueOf(detached), String.valueOf(branch));
    }

    @Test
    void newestOfOneKindWins() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        branchPipeline(project, "feature");
        long newer = branchPipeline(project, "feature");
        assertThat(show(project).at("/head_pipeline/id").asLong()).isEqualTo(newer);
    }

    @Test
    void afterAPushTheOldPipelineIsStillShownButDoesNotCount() {
        long project = gitlab.project();
        gitlab.put(gitlab.root, "/projects/" + project, "only_allow_merge_if_pipeline_succeeds", true);
        gitlab.mergeRequest(gitlab.root, project, "feature");
        long old = branchPipeline(project, "feature");
        gitlab.commit(gitlab.root, project, "feature", "more.txt", "x");
        show(project);
        assertThat(show(project).at("/head_pipeline/id").asLong()).isEqualTo(old);
        assertThat(show(project).at("/head_pipeline/sha").asText())
                .isNotEqualTo(show(project).at("/sha").asText());
        assertThat(show(project).at("/detailed_merge_status").asText()).isEqualTo("ci_must_pass");
    }

    @Test
    void mergedResultsCountByTheirSourceSha() {
        long project = gitlab.project();
        gitlab.put(gitlab.root, "/projects/" + project, "only_allow_merge_if_pipeline_succeeds", true);
        Answer opened = gitlab.mergeRequest(gitlab.root, project, "feature");
        Answer merged = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "merge_request_iid",
                1,
                "merged_results",
                true,
                "jobs",
                List.of(GitLabTest.job("name", "test")));
        assertThat(merged.at("/ref").asText()).isEqualTo("refs/merge-requests/1/merge");
        show(project);
        assertThat(show(project).at("/head_pipeline/id").asLong()).isEqualTo(merged.id());
        assertThat(show(project).at("/detailed_merge_status").asText()).isEqualTo("mergeable");
        Answer commit = gitlab.get(
                gitlab.root,
                "/projects/" + project + "/repository/commits/"
                        + merged.at("/sha").asText());
        assertThat(commit.at("/parent_ids/1").asText())
                .isEqualTo(opened.at("/sha").asText());
    }

    @Test
    void childPipelinesAndOtherDanglingOnesNeverCount() {
        long project = gitlab.project();
        gitlab.mergeRequest(gitlab.root, project, "feature");
        gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "ref",
                "feature",
                "source",
                "security_orchestration_policy",
                "jobs",
                List.of(GitLabTest.job("name", "scan")));
        assertThat(show(project).at("/head_pipeline").isNull()).isTrue();
        String list = "/projects/" + project + "/pipelines";
        assertThat(gitlab.get(gitlab.root, list).json()).isEmpty();
        assertThat(gitlab.get(gitlab.root, list + "?source=security_orchestration_policy")
                        .json())
                .hasSize(1);
    }

    @Test
    void branchPipelinesOfAForkAreLookedUpInTheFork() {
        long project = gitlab.project("visibility", "public");
        GitLabTest.Person ann = gitlab.user("ann");
        long fork = gitlab.post(ann.token(), "/projects/" + project + "/fork").id();
        gitlab.commit(ann.token(), fork, "feature", "a.txt", "a");
        gitlab.post(
                ann.token(),
                "/projects/" + fork + "/merge_requests",
                "title",
                "t",
                "source_branch",
                "feature",
                "target_branch",
                "main",
                "target_project_id",
                project);
        long inFork = branchPipeline(fork, "feature");
        assertThat(show(project).at("/head_pipeline/id").asLong()).isEqualTo(inFork);
        assertThat(show(project).at("/head_pipeline/project_id").asLong()).isEqualTo(fork);
        long inTarget =
                gitlab.pipeline(project, 1, GitLabTest.job("name", "test")).id();
        assertThat(show(project).at("/head_pipeline/id").asLong()).isEqualTo(inTarget);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PipelineStatusTest {
    private static GitLabTest gitlab;
    private static long project;

    @BeforeAll
    static void start() {
        gitlab = new GitLabTest(Tier.FREE);
        project = gitlab.project();
    }

    @AfterAll
    static void stop() {
        gitlab.close();
    }

    private static Answer run(List<?> jobs) {
        return gitlab.control("POST", "/projects/" + project + "/pipelines", "ref", "main", "jobs", jobs);
    }

    private static Answer pipeline(long id) {
        return gitlab.get(gitlab.root, "/projects/" + project + "/pipelines/" + id);
    }

    private static void move(long job, String status) {
        gitlab.control("POST", "/projects/" + project + "/jobs/" + job, "status", status);
    }

    private static String jobStatus(long job) {
        return gitlab.get(gitlab.root, "/projects/" + project + "/jobs/" + job)
                .at("/status")
                .asText();
    }

    /** {@code +} marks a job that is allowed to fail. */
    @ParameterizedTest
    @CsvSource({
        "success success, success",
        "success failed, failed",
        "success failed+, success",
        "success canceled+, success",
        "success canceled, canceled",
        "failed canceled, failed",
        "skipped skipped, skipped",
        "success skipped, success",
        "success manual+, success",
        "skipped manual+, skipped",
        "success manual, manual",
        "failed manual, manual",
        "running failed, running",
        "success pending, running",
        "pending skipped, pending",
        "success scheduled, scheduled",
        "success waiting_for_resource, waiting_for_resource",
        "preparing failed+, preparing",
        "running canceling, canceling"
    })
    void statusIsComposedOfTheJobs(String statuses, String expected) {
        List<Object> jobs = new ArrayList<>();
        for (String status : statuses.split(" ")) {
            jobs.add(GitLabTest.job(
                    "name", "job" + jobs.size(),
                    "status", status.replace("+", ""),
                    "allow_failure", status.endsWith("+")));
        }
        assertThat(run(jobs).at("/status").asText()).isEqualTo(expected);
    }

    @Test
    void allowedFailurePassesWithWarnings() {
        Answer made = run(List.of(
                GitLabTest.job("name", "a"), GitLabTest.job("name", "b", "status", "failed", "allow_failure", true)));
        assertThat(made.at("/detailed_status/label").asText()).isEqualTo("passed with warnings");
        assertThat(made.at("/detailed_status/group").asText()).isEqualTo("success-with-warnings");
    }

    @Test
    void stagesRunOneAfterTheOther() {
        Answer made = run(List.of(
                GitLabTest.job("name", "build", "stage", "build", "status", "running"),
                GitLabTest.job("name", "test", "stage", "test", "status", "created"),
                GitLabTest.job("name", "cleanup", "stage", "end", "status", "created", "when", "always")));
        long build = made.at("/jobs/0/id").asLong();
        long test = made.at("/jobs/1/id").asLong();
        long cleanup = made.at("/jobs/2/id").asLong();
        assertThat(jobStatus(test)).isEqualTo("created");
        move(build, "success");
        assertThat(jobStatus(test)).isEqualTo("pending");
        assertThat(jobStatus(cleanup)).isEqualTo("created");
        move(test, "failed");
        assertThat(jobStatus(cleanup)).isEqualTo("pending");
        move(cleanup, "success");
        assertThat(pipeline(made.id()).at("/status").asText()).isEqualTo("failed");
    }

    @Test
    void failureSkipsWhatFollowsAndRetryBringsItBack() {
        Answer made = run(List.of(
                GitLabTest.job("name", "build", "stage", "build", "status", "running"),
                GitLabTest.job("name", "test", "stage", "test", "status", "created")));
        long build = made.at("/jobs/0/id").asLong();
        long test = made.at("/jobs/1/id").asLong();
        move(build, "failed");
        assertThat(jobStatus(test)).isEqualTo("skipped");
        assertThat(pipeline(made.id()).at("/status").asText()).isEqualTo("failed");
        Answer retried = gitlab.post(gitlab.root, "/projects/" + project + "/jobs/" + build + "/retry");
        assertThat(retried.status()).isEqualTo(201);
        assertThat(retried.id()).isNotEqualTo(build);
        assertThat(pipeline(made.id()).at("/status").asText()).isEqualTo("pending");
        move(retried.id(), "success");
        assertThat(jobStatus(test)).isEqualTo("pending");
        move(test, "success");
        assertThat(pipeline(made.id()).at("/status").asText()).isEqualTo("success");
        String jobs = "/projects/" + project + "/pipelines/" + made.id() + "/jobs";
        assertThat(gitlab.get(gitlab.root, jobs).json()).hasSize(2);
        assertThat(gitlab.get(gitlab.root, jobs + "?include_retried=true").json())
                .hasSize(3);
    }

    @Test
    void manualJobWaitsForSomeoneToPlayIt() {
        Answer made = run(List.of(GitLabTest.job("name", "deploy", "when", "manual")));
        long deploy = made.at("/jobs/0/id").asLong();
        assertThat(made.at("/status").asText()).isEqualTo("manual");
        assertThat(gitlab.post(gitlab.root, "/projects/" + project + "/jobs/" + deploy + "/play")
                        .at("/status")
                        .asText())
                .isEqualTo("pending");
        assertThat(gitlab.post(gitlab.root, "/projects/" + project + "/jobs/" + deploy + "/play")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void timesAreKept() {
        Answer made = run(List.of(GitLabTest.job("name", "test", "status", "running")));
        assertThat(made.at("/started_at").isNull()).isFalse();
        assertThat(made.at("/finished_at").isNull()).isTrue();
        gitlab.control("POST", "/clock", "seconds", 30);
        move(made.at("/jobs/0/id").asLong(), "success");
        Answer done = pipeline(made.id());
        assertThat(done.at("/duration").asInt()).isBetween(30, 40);
        assertThat(done.at("/finished_at").isNull()).isFalse();
    }

    @Test
    void cancelStopsWhatIsNotFinished() {
        Answer made = run(List.of(
                GitLabTest.job("name", "a", "status", "success"), GitLabTest.job("name", "b", "status", "running")));
        assertThat(gitlab.post(gitlab.root, "/projects/" + project + "/pipelines/" + made.id() + "/cancel")
                        .at("/status")
                        .asText())
                .isEqualTo("canceled");
        assertThat(gitlab.post(gitlab.root, "/projects/" + project + "/pipelines/" + made.id() + "/retry")
                        .at("/status")
                        .asText())
                .isEqualTo("running");
    }

    @Test
    void bridgeShowsItsChildAndFollowsIt() {
        Answer made = run(List.of(GitLabTest.job(
                "name",
                "trigger",
                "child",
                GitLabTest.job("jobs", List.of(GitLabTest.job("name", "scan", "status", "running"))))));
        assertThat(made.at("/status").asText()).isEqualTo("running");
        String path = "/projects/" + project + "/pipelines/" + made.id();
        Answer bridges = gitlab.get(gitlab.root, path + "/bridges");
        long child = bridges.at("/0/downstream_pipeline/id").asLong();
        assertThat(bridges.at("/0/downstream_pipeline/source").asText()).isEqualTo("parent_pipeline");
        assertThat(gitlab.get(gitlab.root, path + "/jobs").json()).isEmpty();
        long scan = gitlab.get(gitlab.root, "/projects/" + project + "/pipelines/" + child + "/jobs")
                .at("/0/id")
                .asLong();
        move(scan, "failed");
        assertThat(pipeline(child).at("/status").asText()).isEqualTo("failed");
        assertThat(pipeline(made.id()).at("/status").asText()).isEqualTo("failed");
    }

    @Test
    void listsAreFiltered() {
        long other = gitlab.project();
        String sha = gitlab.commit(gitlab.root, other, "dev", "a.txt", "a");
        for (String ref : List.of("main", "dev")) {
            gitlab.control(
                    "POST",
                    "/projects/" + other + "/pipelines",
                    "ref",
                    ref,
                    "jobs",
                    List.of(GitLabTest.job("name", "t", "status", ref.equals("dev") ? "failed" : "running")));
        }
        String path = "/projects/" + other + "/pipelines";
        assertThat(gitlab.get(gitlab.root, path + "?sha=" + sha).each("ref")).containsExactly("dev");
        assertThat(gitlab.get(gitlab.root, path + "?ref=main").each("ref")).containsExactly("main");
        assertThat(gitlab.get(gitlab.root, path + "?status=failed").each("ref")).containsExactly("dev");
        assertThat(gitlab.get(gitlab.root, path + "?scope=finished").each("ref"))
                .containsExactly("dev");
        assertThat(gitlab.get(gitlab.root, path + "?order_by=id&sort=asc").each("ref"))
                .containsExactly("main", "dev");
        assertThat(gitlab.get(gitlab.root, path + "/latest?ref=dev").at("/ref").asText())
                .isEqualTo("dev");
        assertThat(Answer.keys(gitlab.get(gitlab.root, path).json().get(0)))
                .contains(
                        "id",
                        "iid",
                        "project_id",
                        "sha",
                        "ref",
                        "status",
                        "source",
                        "created_at",
                        "updated_at",
                        "web_url",
                        "name");
    }

    @Test
    void variablesAreForMaintainers() {
        Answer made = gitlab.control(
                "POST",
                "/projects/" + project + "/pipelines",
                "variables",
                Map.of("A", "1"),
                "jobs",
                List.of(GitLabTest.job("name", "t")));
        String path = "/projects/" + project + "/pipelines/" + made.id() + "/variables";
        assertThat(gitlab.get(gitlab.root, path).at("/0/value").asText()).isEqualTo("1");
        GitLabTest.Person developer = gitlab.user("developer");
        gitlab.member(project, developer, 30);
        assertThat(gitlab.get(developer.token(), path).status()).isEqualTo(403);
    }
}

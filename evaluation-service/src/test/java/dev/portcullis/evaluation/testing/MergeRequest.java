// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.evaluation.testing.GitLabWorld.Answer;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A merge request of the simulated GitLab. */
public record MergeRequest(Project project, long iid) {
    /** A call below the merge request. */
    public Answer call(String token, String method, String below, Object body) {
        return project.call(token, method, "/merge_requests/" + iid + below, body);
    }

    /** What the service's work on it is called. */
    String key() {
        return project.world().instance() + ":" + project.id() + ":" + iid;
    }

    /** The head. */
    public String sha() {
        return call(project.root(), "GET", "", null).text("/sha");
    }

    /** Runs CI for the merge request. */
    public JsonNode pipeline(List<Map<String, Object>> jobs) {
        return run(Map.of("merge_request_iid", iid, "jobs", jobs));
    }

    /** Runs CI for what merging it would give. */
    public JsonNode mergedResults(List<Map<String, Object>> jobs) {
        return run(Map.of("merge_request_iid", iid, "jobs", jobs, "merged_results", true));
    }

    private JsonNode run(Map<String, Object> wanted) {
        Answer made = project.world().control("POST", "/projects/" + project.id() + "/pipelines", wanted);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.body();
    }

    /** Approves. */
    public void approve(Person person) {
        Answer answer = call(person.token(), "POST", "/approve", Map.of());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    }

    /** Tries to merge; GitLab's status code. */
    public int merge(Person person) {
        return call(person.token(), "PUT", "/merge", Map.of("sha", sha())).status();
    }

    /** The bot's comments. */
    public List<String> comments() {
        List<String> bodies = new ArrayList<>();
        call(project.root(), "GET", "/notes?sort=asc", null).body().forEach(note -> {
            if (note.at("/author/username")
                    .asText()
                    .equals(project.world().bot().username())) {
                bodies.add(note.get("body").asText());
            }
        });
        return bodies;
    }

    /** All statuses under our name on a pipeline, retried ones too, oldest first. */
    public List<JsonNode> statuses(long pipelineId) {
        String sha = project.call(project.root(), "GET", "/pipelines/" + pipelineId, null)
                .text("/sha");
        List<JsonNode> statuses = new ArrayList<>();
        project.call(
                        project.root(),
                        "GET",
                        "/repository/commits/" + sha + "/statuses?all=true&name=portcullis&pipeline_id=" + pipelineId,
                        null)
                .body()
                .forEach(statuses::add);
        return statuses;
    }
}

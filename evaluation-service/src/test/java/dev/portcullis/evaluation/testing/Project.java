// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portcullis.evaluation.testing.GitLabWorld.Answer;
import dev.portcullis.evaluation.testing.GitLabWorld.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A project of the simulated GitLab. */
public record Project(GitLabWorld world, long id, String path, String root) {
    /** A call below {@code /projects/:id}. */
    public Answer call(String token, String method, String below, Object body) {
        return world.api(token, method, "/projects/" + id + below, body);
    }

    /** Changes settings as the administrator. */
    public void change(Map<String, Object> settings) {
        assertThat(call(root, "PUT", "", settings).status()).isEqualTo(200);
    }

    /** A setting as it is now. */
    public String setting(String name) {
        return call(root, "GET", "", null).text("/" + name);
    }

    /** Gives the project a new compliance framework, and answers with the framework's id. */
    public long framework(String name) {
        String group = path.substring(0, path.indexOf('/'));
        Answer made = world.graphQl(
                root,
                "mutation($path: ID!, $name: String) { createComplianceFramework(input: {namespacePath: $path,"
                        + " params: {name: $name, description: \"\", color: \"#fff\"}}) { framework { id } } }",
                Map.of("path", group, "name", name));
        String framework = made.text("/data/createComplianceFramework/framework/id");
        assertThat(framework).as(made.body().toString()).isNotEmpty();
        Answer given = world.graphQl(
                root,
                "mutation($project: ProjectID!, $ids: [ComplianceManagementFrameworkID!]!) {"
                        + " projectUpdateComplianceFrameworks(input: {projectId: $project,"
                        + " complianceFrameworkIds: $ids}) { errors } }",
                Map.of("project", "gid://gitlab/Project/" + id, "ids", List.of(framework)));
        assertThat(given.body().at("/data/projectUpdateComplianceFrameworks/errors"))
                .as(given.body().toString())
                .isEmpty();
        return Long.parseLong(framework.substring(framework.lastIndexOf('/') + 1));
    }

    /** Lets somebody in. */
    public void member(Person person, int accessLevel) {
        Answer added = call(root, "POST", "/members", Map.of("user_id", person.id(), "access_level", accessLevel));
        assertThat(added.status()).as(added.body().toString()).isEqualTo(201);
    }

    /** Somebody new with a role. */
    public Person member(String name, int accessLevel) {
        Person person = world.person(name);
        member(person, accessLevel);
        return person;
    }

    /** Commits one file to a branch, which begins at {@code main} if it is new. */
    public String commit(Person author, String branch, String file, String content) {
        boolean isNew = call(author.token(), "GET", "/repository/branches/" + GitLabWorld.encode(branch), null)
                        .status()
                != 200;
        boolean update = call(
                                author.token(),
                                "GET",
                                "/repository/files/" + GitLabWorld.encode(file) + "?ref=" + GitLabWorld.encode(branch),
                                null)
                        .status()
                == 200;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("branch", branch);
        body.put("commit_message", "Change " + file);
        if (isNew) {
            body.put("start_branch", "main");
        }
        body.put(
                "actions",
                List.of(Map.of("action", update ? "update" : "create", "file_path", file, "content", content)));
        Answer made = call(author.token(), "POST", "/repository/commits", body);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.text("/id");
    }

    /** Commits to a branch under a name and an address of the committer's choice. */
    public void commitAs(Person committer, String branch, String name, String email) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("branch", branch);
        body.put("commit_message", "Change under another name");
        body.put("author_name", name);
        body.put("author_email", email);
        body.put("actions", List.of(Map.of("action", "create", "file_path", "other.txt", "content", "x")));
        Answer made = call(committer.token(), "POST", "/repository/commits", body);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
    }

    /** Opens a merge request of a new branch into {@code main}. */
    public MergeRequest mergeRequest(Person author, String branch) {
        commit(author, branch, branch + ".txt", "new on " + branch);
        return open(author, branch, "main");
    }

    /** Opens a merge request between two branches. */
    public MergeRequest open(Person author, String branch, String target) {
        Answer made = call(
                author.token(),
                "POST",
                "/merge_requests",
                Map.of("title", "Bring " + branch, "source_branch", branch, "target_branch", target));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return new MergeRequest(this, made.body().get("iid").asLong());
    }

    /** Somebody's fork. */
    public Project fork(Person person) {
        String name = path.replace('/', '-');
        Answer made = call(person.token(), "POST", "/fork", Map.of("name", name, "path", name));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return new Project(world, made.body().get("id").asLong(), made.text("/path_with_namespace"), root);
    }

    /** Opens a merge request of a fork's new branch into {@code main} here. */
    public MergeRequest mergeRequestFrom(Project fork, Person author, String branch) {
        fork.commit(author, branch, branch + ".txt", "new on " + branch);
        Answer made = fork.call(
                author.token(),
                "POST",
                "/merge_requests",
                Map.of(
                        "title",
                        "Bring " + branch,
                        "source_branch",
                        branch,
                        "target_branch",
                        "main",
                        "target_project_id",
                        id));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return new MergeRequest(this, made.body().get("iid").asLong());
    }

    /** Runs CI on a branch. */
    public JsonNode branchPipeline(String branch, List<Map<String, Object>> jobs) {
        Answer made = world.control("POST", "/projects/" + id + "/pipelines", Map.of("ref", branch, "jobs", jobs));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.body();
    }

    /** The statuses of a pipeline that hooks have told and the service has taken. */
    public List<String> pipelineHooks(long pipelineId) {
        String hook = call(root, "GET", "/hooks", null).text("/0/id");
        List<String> statuses = new ArrayList<>();
        call(root, "GET", "/hooks/" + hook + "/events?per_page=100", null)
                .body()
                .forEach(event -> {
                    JsonNode told = event.at("/request_data/object_attributes");
                    if (event.at("/request_data/object_kind").asText().equals("pipeline")
                            && told.path("id").asLong() == pipelineId
                            && event.path("response_status").asText().startsWith("2")) {
                        statuses.add(told.path("status").asText());
                    }
                });
        return statuses;
    }

    /** Moves a job on. */
    public void job(long jobId, Map<String, Object> change) {
        Answer moved = world.control("POST", "/projects/" + id + "/jobs/" + jobId, change);
        assertThat(moved.status()).as(moved.body().toString()).isEqualTo(200);
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.control;

import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.rule.PushListener;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the jobs that a project's CI was told to have, when asked through the API or at every push. */
public final class Ci implements PushListener {
    private final Rules rules;
    private final PipelineSpecs specs;

    public Ci(Rules rules) {
        this.rules = rules;
        this.specs = new PipelineSpecs(rules);
    }

    /** A pipeline of a branch; 400 if the project has no CI. */
    public Pipeline run(User user, Project project, String ref, String source, Map<String, String> variables) {
        if (project.head(ref) == null) {
            throw GitLabError.badRequest(Map.of("base", List.of("Reference not found")));
        }
        Map<String, @Nullable Object> params = template(project);
        params.put("ref", ref);
        params.put("source", source);
        params.put("user", user.username);
        params.put("variables", variables);
        return rules.pipelines.create(specs.of(project, new Params(params)));
    }

    /** A detached pipeline of a merge request, in its target project; 400 if that has no CI. */
    public Pipeline run(User user, MergeRequest mergeRequest) {
        Project project = rules.state.project(mergeRequest.projectId);
        Map<String, @Nullable Object> params = template(project);
        params.put("merge_request_iid", mergeRequest.iid);
        params.put("user", user.username);
        return rules.pipelines.create(specs.of(project, new Params(params)));
    }

    @Override
    public void pushed(User user, Project project, String branch) {
        if (project.ciJobs == null || project.ciOnPush.equals("none")) {
            return;
        }
        if (project.ciOnPush.equals("branch") || branch.equals(project.defaultBranch)) {
            run(user, project, branch, "push", Map.of());
        }
        if (project.ciOnPush.equals("merge_request")) {
            List.copyOf(project.mergeRequests.values()).stream()
                    .filter(each ->
                            each.opened() && each.sourceProjectId == project.id && each.sourceBranch.equals(branch))
                    .forEach(each -> run(user, each));
        }
    }

    @Override
    public void opened(User user, MergeRequest mergeRequest) {
        Project project = rules.state.project(mergeRequest.projectId);
        if (project.ciJobs != null && project.ciOnPush.equals("merge_request")) {
            run(user, mergeRequest);
        }
    }

    private static Map<String, @Nullable Object> template(Project project) {
        Map<String, @Nullable Object> params = project.ciJobs == null ? null : Json.readObject(project.ciJobs);
        if (params == null) {
            throw GitLabError.badRequest(Map.of("base", List.of("Missing CI config file")));
        }
        return new LinkedHashMap<>(params);
    }
}

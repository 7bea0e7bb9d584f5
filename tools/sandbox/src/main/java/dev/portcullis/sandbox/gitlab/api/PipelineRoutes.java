// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.control.Ci;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.HeadPipeline;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pipelines. */
final class PipelineRoutes {
    private static final String ONE = "/projects/:id/pipelines/:pipeline_id";

    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;
    private final Ci ci;

    PipelineRoutes(Rules rules, Bodies bodies, Paging paging, Find find, Ci ci) {
        this.ci = ci;
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/projects/:id/pipelines", this::list);
        api.post("/projects/:id/pipeline", this::run);
        api.post("/projects/:id/merge_requests/:iid/pipelines", this::runForMergeRequest);
        api.get("/projects/:id/pipelines/latest", this::latest);
        api.get(ONE, call -> Reply.ok(bodies.pipelines.full(find.pipeline(find.withPipelines(call), call))));
        api.get(ONE + "/variables", this::variables);
        api.post(ONE + "/retry", this::retry);
        api.post(ONE + "/cancel", this::cancel);
        api.delete(ONE, this::delete);
    }

    private Reply list(Call call) {
        Project project = find.withPipelines(call);
        Params params = call.params();
        String scope = params.choice("scope", Set.of("running", "pending", "finished", "branches", "tags"), "");
        String status = params.text("status");
        String source = params.text("source");
        String ref = params.text("ref");
        String sha = params.text("sha");
        String name = params.text("name");
        User user = params.text("username") == null ? null : rules.state.userByName(params.text("username", ""));
        List<Pipeline> found = project.pipelines.values().stream()
                .filter(pipeline -> source != null || !HeadPipeline.DANGLING.contains(pipeline.source))
                .filter(pipeline -> inScope(pipeline, scope))
                .filter(pipeline -> status == null || pipeline.status.equals(status))
                .filter(pipeline -> source == null || pipeline.source.equals(source))
                .filter(pipeline -> ref == null || pipeline.ref.equals(ref))
                .filter(pipeline -> sha == null || pipeline.sha.equals(sha))
                .filter(pipeline -> name == null || name.equals(pipeline.name))
                .filter(pipeline -> user == null || (pipeline.userId != null && pipeline.userId == user.id))
                .filter(pipeline -> inTime(pipeline, params))
                .sorted(order(params))
                .toList();
        return paging.offset(call, found, bodies.pipelines::listed);
    }

    private static boolean inScope(Pipeline pipeline, String scope) {
        return switch (scope) {
            case "running", "pending" -> pipeline.status.equals(scope);
            case "finished" -> pipeline.complete();
            case "branches" -> !pipeline.tag;
            case "tags" -> pipeline.tag;
            default -> true;
        };
    }

    private static boolean inTime(Pipeline pipeline, Params params) {
        String after = params.text("updated_after");
        String before = params.text("updated_before");
        String createdAfter = params.text("created_after");
        String createdBefore = params.text("created_before");
        return (after == null || !pipeline.updatedAt.isBefore(Times.parse("updated_after", after)))
                && (before == null || !pipeline.updatedAt.isAfter(Times.parse("updated_before", before)))
                && (createdAfter == null || !pipeline.createdAt.isBefore(Times.parse("created_after", createdAfter)))
                && (createdBefore == null || !pipeline.createdAt.isAfter(Times.parse("created_before", createdBefore)));
    }

    private static Comparator<Pipeline> order(Params params) {
        String by = params.choice("order_by", Set.of("id", "status", "ref", "updated_at", "user_id"), "id");
        Comparator<Pipeline> order =
                switch (by) {
                    case "status" -> Comparator.comparing((Pipeline pipeline) -> pipeline.status);
                    case "ref" -> Comparator.comparing((Pipeline pipeline) -> pipeline.ref);
                    case "updated_at" -> Comparator.comparing((Pipeline pipeline) -> pipeline.updatedAt);
                    default -> Comparator.comparing((Pipeline pipeline) -> pipeline.id);
                };
        order = order.thenComparing(pipeline -> pipeline.id);
        return params.choice("sort", Set.of("asc", "desc"), "desc").equals("desc") ? order.reversed() : order;
    }

    private Reply run(Call call) {
        Project project = find.project(call, AccessLevel.DEVELOPER);
        String ref = call.params().required("ref");
        if (!rules.access.updatesPipeline(call.user(), project, ref)) {
            throw GitLabError.badRequest(Map.of(
                    "base", List.of("You do not have sufficient permission to run a pipeline on '" + ref + "'")));
        }
        Map<String, String> variables = new LinkedHashMap<>();
        call.params()
                .objects("variables")
                .forEach(variable -> variables.put(variable.required("key"), variable.text("value", "")));
        return Reply.created(bodies.pipelines.full(ci.run(call.user(), project, ref, "api", variables)));
    }

    private Reply runForMergeRequest(Call call) {
        MergeRequest mergeRequest = find.mergeRequest(call, AccessLevel.DEVELOPER);
        return Reply.created(bodies.pipelines.full(ci.run(call.user(), mergeRequest)));
    }

    private Reply latest(Call call) {
        Project project = find.withPipelines(call);
        String ref = call.params().text("ref", project.defaultBranch);
        String head = project.head(ref);
        return project.pipelines.values().stream()
                .filter(pipeline -> pipeline.ref.equals(ref) && pipeline.sha.equals(head))
                .filter(pipeline -> !HeadPipeline.DANGLING.contains(pipeline.source))
                .max(Comparator.comparingLong(pipeline -> pipeline.id))
                .map(pipeline -> Reply.ok(bodies.pipelines.full(pipeline)))
                .orElseThrow(GitLabError::forbidden);
    }

    private Reply variables(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        Pipeline pipeline = find.pipeline(project, call);
        return Reply.ok(pipeline.variables.entrySet().stream()
                .map(entry -> Json.object(
                        "key", entry.getKey(), "value", entry.getValue(), "variable_type", "env_var", "raw", false))
                .toList());
    }

    private Reply retry(Call call) {
        Project project = find.project(call, AccessLevel.DEVELOPER);
        Pipeline pipeline = find.pipeline(project, call);
        mayUpdate(call, project, pipeline);
        for (Job job : project.latestJobsOf(pipeline)) {
            if (job.kind == Job.Kind.CI && (job.status.equals("failed") || job.status.equals("canceled"))) {
                rules.pipelines.retry(project, job, call.user().id);
            }
        }
        return Reply.created(bodies.pipelines.full(pipeline));
    }

    private Reply cancel(Call call) {
        Project project = find.project(call, AccessLevel.DEVELOPER);
        Pipeline pipeline = find.pipeline(project, call);
        mayUpdate(call, project, pipeline);
        for (Job job : project.latestJobsOf(pipeline)) {
            if (!job.complete()) {
                rules.pipelines.change(project, job, "canceled");
            }
        }
        rules.pipelines.process(project, pipeline);
        return Reply.ok(bodies.pipelines.full(pipeline));
    }

    private Reply delete(Call call) {
        Project project = find.project(call, AccessLevel.OWNER);
        Pipeline pipeline = find.pipeline(project, call);
        pipeline.jobIds.forEach(project.jobs::remove);
        project.pipelines.remove(pipeline.id);
        return Reply.noContent();
    }

    private void mayUpdate(Call call, Project project, Pipeline pipeline) {
        if (!rules.access.updatesPipeline(call.user(), project, pipeline.ref)) {
            throw GitLabError.forbidden();
        }
    }
}

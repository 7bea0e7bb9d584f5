// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.CommitStatuses;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commit statuses. */
final class StatusRoutes {
    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    StatusRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.post("/projects/:id/statuses/:sha", this::post);
        api.get("/projects/:id/repository/commits/:sha/statuses", this::list);
    }

    private Reply post(Call call) {
        Project project = find.project(call, AccessLevel.DEVELOPER);
        Params params = call.params();
        params.required("state");
        String state = params.choice("state", CommitStatuses.STATES, "");
        String name = params.text("name", params.text("context", "default"));
        Job job = rules.commitStatuses.post(
                call.user(),
                project,
                new CommitStatuses.Post(
                        call.path("sha"),
                        state,
                        params.text("ref"),
                        name,
                        params.text("target_url"),
                        params.text("description"),
                        coverage(params),
                        params.number("pipeline_id")));
        return Reply.created(bodies.pipelines.status(project, job));
    }

    private static @Nullable Double coverage(Params params) {
        String text = params.text("coverage");
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw GitLabError.invalidParameter("coverage is invalid");
        }
    }

    private Reply list(Call call) {
        Project project = find.withPipelines(call);
        Commit commit = rules.repository.resolve(project, call.path("sha"));
        if (commit == null) {
            throw GitLabError.notFound("Commit");
        }
        Params params = call.params();
        String ref = params.text("ref");
        String stage = params.text("stage");
        String name = params.text("name");
        Long pipelineId = params.number("pipeline_id");
        boolean all = params.flag("all", false);
        String by = params.choice("order_by", Set.of("id", "pipeline_id"), "id");
        Comparator<Job> order = by.equals("id")
                ? Comparator.comparingLong((Job job) -> job.id)
                : Comparator.comparingLong((Job job) -> job.pipelineId).thenComparing(job -> job.id);
        boolean descending = params.choice("sort", Set.of("asc", "desc"), "asc").equals("desc");
        List<Job> found = project.pipelines.values().stream()
                .filter(pipeline -> pipeline.sha.equals(commit.sha))
                .filter(pipeline -> pipelineId == null || pipeline.id == pipelineId)
                .flatMap(pipeline -> project.jobsOf(pipeline).stream())
                .filter(job -> all || !job.retried)
                .filter(job -> ref == null || job.ref.equals(ref))
                .filter(job -> stage == null || job.stage.equals(stage))
                .filter(job -> name == null || job.name.equals(name))
                .sorted(descending ? order.reversed() : order)
                .toList();
        return paging.offset(call, found, job -> bodies.pipelines.status(project, job));
    }
}

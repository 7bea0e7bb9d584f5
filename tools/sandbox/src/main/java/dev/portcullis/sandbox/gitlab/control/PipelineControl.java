// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.control;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Artifact;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays the part of CI: what a push, a schedule or a runner would do. */
final class PipelineControl {
    private final Rules rules;
    private final Bodies bodies;
    private final ArtifactFiles artifacts;
    private final PipelineSpecs specs;

    PipelineControl(Rules rules, Bodies bodies) {
        this.rules = rules;
        this.bodies = bodies;
        this.artifacts = new ArtifactFiles(rules.blobs);
        this.specs = new PipelineSpecs(rules);
    }

    /** Runs a pipeline of a branch or (with {@code merge_request_iid}) of a merge request. */
    Reply run(Call call) {
        Project project = project(call);
        Pipeline pipeline = rules.pipelines.create(specs.of(project, call.params()));
        return Reply.created(body(project, pipeline));
    }

    /** Moves a job on: its status, and what it uploads when it ends. */
    Reply move(Call call) {
        Project project = project(call);
        Job job = job(project, call);
        Params params = call.params();
        List<Artifact> uploaded = artifacts.of(params);
        if (!uploaded.isEmpty()) {
            job.artifacts.clear();
            job.artifacts.addAll(uploaded);
            job.artifactsExpireAt = rules.clock.instant().plus(Duration.ofDays(30));
        }
        String status = params.text("status");
        if (status != null) {
            rules.pipelines.setStatus(project, job, status, params.text("failure_reason", "script_failure"));
        }
        return Reply.ok(bodies.pipelines.job(project, job));
    }

    /** What the project's CI has, and whether it runs at a push: {@code none}, {@code branch}, {@code merge_request}. */
    Reply configure(Call call) {
        Project project = project(call);
        Params params = call.params();
        project.ciJobs = params.has("jobs") ? Json.write(Json.object("jobs", params.raw("jobs"))) : project.ciJobs;
        project.ciOnPush = params.choice("on_push", Set.of("none", "branch", "merge_request"), project.ciOnPush);
        return Reply.ok(Json.object("on_push", project.ciOnPush));
    }

    /** The token with which a running job calls out. */
    Reply token(Call call) {
        Job job = job(project(call), call);
        String token = "glcbt-" + Digests.secret(20);
        job.tokenDigest = Digests.sha256(token);
        return Reply.created(Json.object("token", token));
    }

    /** The artifacts of a job expire now. */
    Reply expire(Call call) {
        Project project = project(call);
        Job job = job(project, call);
        job.artifactsExpireAt = rules.clock.instant().minusSeconds(1);
        return Reply.ok(bodies.pipelines.job(project, job));
    }

    /** The pipeline is too old for statuses and retries. */
    Reply archive(Call call) {
        Project project = project(call);
        Pipeline pipeline = project.pipelines.get(call.number("pipeline_id"));
        if (pipeline == null) {
            throw GitLabError.notFound();
        }
        pipeline.archived = true;
        return Reply.ok(bodies.pipelines.full(pipeline));
    }

    private Map<String, @Nullable Object> body(Project project, Pipeline pipeline) {
        Map<String, @Nullable Object> body = bodies.pipelines.full(pipeline);
        body.put(
                "jobs",
                project.jobsOf(pipeline).stream()
                        .map(job -> job.kind == Job.Kind.BRIDGE
                                ? bodies.pipelines.bridge(project, job)
                                : bodies.pipelines.job(project, job))
                        .toList());
        return body;
    }

    private Project project(Call call) {
        return Control.project(rules, call);
    }

    private static Job job(Project project, Call call) {
        Job job = project.jobs.get(call.number("job_id"));
        if (job == null) {
            throw GitLabError.notFound();
        }
        return job;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Artifact;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Jobs of pipelines, and bridges to other pipelines. */
final class JobRoutes {
    private static final Set<String> SCOPES = Set.of(
            "created",
            "pending",
            "running",
            "failed",
            "success",
            "canceled",
            "skipped",
            "waiting_for_resource",
            "manual",
            "preparing",
            "scheduled",
            "canceling");

    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    JobRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/projects/:id/pipelines/:pipeline_id/jobs", this::ofPipeline);
        api.get("/projects/:id/pipelines/:pipeline_id/bridges", this::bridges);
        api.get("/job", this::ofToken);
        api.get("/projects/:id/jobs", this::ofProject);
        api.get("/projects/:id/jobs/:job_id", this::show);
        api.get("/projects/:id/jobs/:job_id/trace", this::trace);
        api.post("/projects/:id/jobs/:job_id/retry", this::retry);
        api.post("/projects/:id/jobs/:job_id/cancel", this::cancel);
        api.post("/projects/:id/jobs/:job_id/play", this::play);
        api.post("/projects/:id/jobs/:job_id/erase", this::erase);
    }

    private Reply ofPipeline(Call call) {
        Project project = find.withPipelines(call);
        Pipeline pipeline = find.pipeline(project, call);
        boolean retried = call.params().flag("include_retried", false);
        List<Job> found = project.jobsOf(pipeline).stream()
                .filter(job -> job.kind == Job.Kind.CI && (retried || !job.retried))
                .filter(scope(call.params()))
                .sorted((a, b) -> Long.compare(b.id, a.id))
                .toList();
        return paging.keyset(call, found, job -> job.id, job -> bodies.pipelines.job(project, job), "cursor");
    }

    private Reply bridges(Call call) {
        Project project = find.withPipelines(call);
        Pipeline pipeline = find.pipeline(project, call);
        List<Job> found = project.latestJobsOf(pipeline).stream()
                .filter(job -> job.kind == Job.Kind.BRIDGE)
                .filter(scope(call.params()))
                .sorted((a, b) -> Long.compare(b.id, a.id))
                .toList();
        return paging.offset(call, found, job -> bodies.pipelines.bridge(project, job));
    }

    private Reply ofProject(Call call) {
        Project project = find.withPipelines(call);
        List<Job> found = project.jobs.values().stream()
                .filter(job -> job.kind == Job.Kind.CI)
                .filter(scope(call.params()))
                .sorted((a, b) -> Long.compare(b.id, a.id))
                .toList();
        return paging.keyset(call, found, job -> job.id, job -> bodies.pipelines.job(project, job), "cursor");
    }

    /** The job that calls, by its own token; only while it runs. */
    private Reply ofToken(Call call) {
        String token = call.request().getHeader("JOB-TOKEN");
        String digest = Digests.sha256(token == null ? call.params().text("job_token", "") : token);
        for (Project project : rules.state.projects.values()) {
            for (Job job : project.jobs.values()) {
                if (digest.equals(job.tokenDigest) && job.status.equals("running")) {
                    return Reply.ok(bodies.pipelines.job(project, job));
                }
            }
        }
        throw GitLabError.unauthorized();
    }

    private static Predicate<Job> scope(Params params) {
        List<String> scopes = params.list("scope");
        if (!SCOPES.containsAll(scopes)) {
            throw GitLabError.invalidParameter("scope does not have a valid value");
        }
        return job -> scopes.isEmpty() || scopes.contains(job.status);
    }

    private Reply show(Call call) {
        Project project = find.withPipelines(call);
        Job job = find.job(project, call);
        return Reply.ok(
                job.kind == Job.Kind.BRIDGE
                        ? bodies.pipelines.bridge(project, job)
                        : bodies.pipelines.job(project, job));
    }

    private Reply trace(Call call) {
        Project project = find.withPipelines(call);
        Job job = find.job(project, call);
        byte[] log = job.artifacts.stream()
                .filter(artifact -> artifact.fileType().equals("trace"))
                .findFirst()
                .map(artifact -> rules.blobs.get(artifact.blob()))
                .orElse(new byte[0]);
        return Reply.bytes(log, "text/plain");
    }

    private Reply retry(Call call) {
        Project project = mayUpdate(call);
        Job job = find.job(project, call);
        if (!job.complete() || job.retried) {
            throw GitLabError.message(403, "403 Forbidden - Job is not retryable");
        }
        return Reply.created(bodies.pipelines.job(project, rules.pipelines.retry(project, job, call.user().id)));
    }

    private Reply cancel(Call call) {
        Project project = mayUpdate(call);
        Job job = find.job(project, call);
        if (!job.complete()) {
            rules.pipelines.setStatus(project, job, "canceled", null);
        }
        return Reply.created(bodies.pipelines.job(project, job));
    }

    private Reply play(Call call) {
        Project project = mayUpdate(call);
        Job job = find.job(project, call);
        if (!job.status.equals("manual") && !job.status.equals("scheduled")) {
            throw GitLabError.badRequest("400 Bad request - Unplayable Job");
        }
        rules.pipelines.setStatus(project, job, "pending", null);
        return Reply.ok(bodies.pipelines.job(project, job));
    }

    private Reply erase(Call call) {
        Project project = mayUpdate(call);
        Job job = find.job(project, call);
        if (!job.complete()) {
            throw GitLabError.message(403, "403 Forbidden - Job is not erasable!");
        }
        job.artifacts.removeIf((Artifact artifact) -> true);
        job.erasedAt = rules.clock.instant();
        return Reply.created(bodies.pipelines.job(project, job));
    }

    private Project mayUpdate(Call call) {
        Project project = find.project(call, AccessLevel.DEVELOPER);
        Pipeline pipeline = rules.pipelines.pipelineOf(project, find.job(project, call));
        if (!rules.access.updatesPipeline(call.user(), project, pipeline.ref)) {
            throw GitLabError.forbidden();
        }
        return project;
    }
}

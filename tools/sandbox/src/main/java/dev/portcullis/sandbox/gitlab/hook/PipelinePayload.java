// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.body.PipelineBody;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.HeadPipeline;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Artifact;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The bodies of pipeline and job hooks: the state when they are sent. */
final class PipelinePayload {
    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final HookObjects objects;
    private final boolean newer;

    /** From version 19 on there are a few fields more: {@code newer}. */
    PipelinePayload(Rules rules, Bodies bodies, HookObjects objects, boolean newer) {
        this.newer = newer;
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.objects = objects;
    }

    Map<String, @Nullable Object> pipeline(Project project, Pipeline pipeline) {
        MergeRequest mergeRequest = mergeRequest(pipeline);
        Map<String, @Nullable Object> body = Json.object(
                "object_kind", "pipeline",
                "object_attributes", attributes(project, pipeline, mergeRequest),
                "merge_request", mergeRequest == null ? null : mergeRequest(mergeRequest),
                "user", objects.user(pipeline.userId),
                "project", objects.project(project),
                "commit", objects.commit(project, pipeline.sha),
                "builds",
                        project.latestJobsOf(pipeline).stream()
                                .filter(job -> job.kind == Job.Kind.CI)
                                .map(this::build)
                                .toList());
        Map<String, @Nullable Object> upstream = upstream(pipeline);
        if (upstream != null) {
            body.put("source_pipeline", upstream);
        }
        return body;
    }

    private Map<String, @Nullable Object> attributes(
            Project project, Pipeline pipeline, @Nullable MergeRequest mergeRequest) {
        Double duration = Times.seconds(pipeline.startedAt, pipeline.finishedAt);
        Double queued = Times.seconds(pipeline.createdAt, pipeline.startedAt);
        Map<String, @Nullable Object> body = Json.object(
                "id",
                pipeline.id,
                "iid",
                pipeline.iid,
                "name",
                pipeline.name,
                "ref",
                mergeRequest == null ? pipeline.ref : mergeRequest.sourceBranch,
                "tag",
                pipeline.tag,
                "sha",
                pipeline.sha,
                "before_sha",
                pipeline.beforeSha,
                "source",
                pipeline.source,
                "status",
                pipeline.status,
                "detailed_status",
                PipelineBody.text(pipeline.status),
                "stages",
                project.jobsOf(pipeline).stream()
                        .map(job -> job.stage)
                        .distinct()
                        .toList(),
                "created_at",
                Times.hook(pipeline.createdAt),
                "finished_at",
                Times.hook(pipeline.finishedAt),
                "duration",
                duration == null ? null : Math.round(duration),
                "queued_duration",
                queued == null ? null : Math.round(queued),
                "variables",
                pipeline.variables.entrySet().stream()
                        .map(entry -> Json.object("key", entry.getKey(), "value", entry.getValue()))
                        .toList(),
                "url",
                bodies.urls.pipeline(pipeline));
        if (newer) {
            body.put("protected_ref", project.protection(pipeline.ref) != null);
            body.put("default_branch", pipeline.ref.equals(project.defaultBranch));
        }
        return body;
    }

    Map<String, @Nullable Object> job(Project project, Pipeline pipeline, Job job) {
        Map<String, @Nullable Object> body = Json.object(
                "object_kind",
                "build",
                "ref",
                job.ref,
                "tag",
                pipeline.tag,
                "before_sha",
                pipeline.beforeSha,
                "sha",
                pipeline.sha,
                "retries_count",
                retries(project, pipeline, job),
                "build_id",
                job.id,
                "build_name",
                job.name,
                "build_stage",
                job.stage,
                "build_status",
                job.status,
                "build_created_at",
                Times.hook(job.createdAt),
                "build_started_at",
                Times.hook(job.startedAt),
                "build_finished_at",
                Times.hook(job.finishedAt),
                "build_created_at_iso",
                Times.api(job.createdAt),
                "build_started_at_iso",
                Times.api(job.startedAt),
                "build_finished_at_iso",
                Times.api(job.finishedAt),
                "build_duration",
                Times.seconds(job.startedAt, job.finishedAt),
                "build_queued_duration",
                Times.seconds(job.createdAt, job.startedAt),
                "build_allow_failure",
                job.allowFailure,
                "build_failure_reason",
                job.failureReason == null ? "unknown_failure" : job.failureReason,
                "pipeline_id",
                pipeline.id,
                "runner",
                null,
                "project_id",
                project.id,
                "project_name",
                state.fullName(state.group(project.namespaceId)) + " / " + project.name,
                "user",
                objects.user(job.userId),
                "commit",
                jobCommit(pipeline),
                "repository",
                objects.repositoryWithAddresses(project),
                "project",
                objects.project(project),
                "environment",
                null);
        Map<String, @Nullable Object> upstream = upstream(pipeline);
        if (upstream != null) {
            body.put("source_pipeline", upstream);
        }
        return body;
    }

    private static long retries(Project project, Pipeline pipeline, Job job) {
        return project.jobsOf(pipeline).stream()
                .filter(each -> each.retried && each.name.equals(job.name))
                .count();
    }

    /** Its id is the pipeline's; GitLab keeps that for compatibility. */
    private Map<String, @Nullable Object> jobCommit(Pipeline pipeline) {
        Commit commit = state.commit(pipeline.sha);
        return Json.object(
                "id", pipeline.id,
                "name", pipeline.name,
                "sha", pipeline.sha,
                "message", commit.message,
                "author_name", commit.author.name(),
                "author_email", commit.author.email(),
                "author_url", "mailto:" + commit.author.email(),
                "status", pipeline.status,
                "duration", Times.seconds(pipeline.startedAt, pipeline.finishedAt),
                "started_at", Times.hook(pipeline.startedAt),
                "finished_at", Times.hook(pipeline.finishedAt),
                "started_at_iso", Times.api(pipeline.startedAt),
                "finished_at_iso", Times.api(pipeline.finishedAt));
    }

    private Map<String, @Nullable Object> build(Job job) {
        Artifact archive = job.artifacts.stream()
                .filter(artifact -> artifact.fileType().equals("archive"))
                .findFirst()
                .orElse(null);
        Map<String, @Nullable Object> body = Json.object(
                "id",
                job.id,
                "stage",
                job.stage,
                "name",
                job.name,
                "status",
                job.status,
                "created_at",
                Times.hook(job.createdAt),
                "started_at",
                Times.hook(job.startedAt),
                "finished_at",
                Times.hook(job.finishedAt),
                "duration",
                Times.seconds(job.startedAt, job.finishedAt),
                "queued_duration",
                Times.seconds(job.createdAt, job.startedAt),
                "failure_reason",
                job.failureReason,
                "when",
                job.when,
                "manual",
                job.when.equals("manual"),
                "allow_failure",
                job.allowFailure,
                "user",
                objects.user(job.userId),
                "runner",
                null,
                "artifacts_file",
                Json.object(
                        "filename", archive == null ? null : archive.filename(),
                        "size", archive == null ? null : archive.size()),
                "environment",
                null);
        if (job.failureReason == null) {
            body.remove("failure_reason");
        }
        return body;
    }

    /** The merge request of a merge request pipeline, or of a branch's while one is open. */
    private @Nullable MergeRequest mergeRequest(Pipeline pipeline) {
        if (pipeline.mergeRequestIid == null || pipeline.mergeRequestProjectId == null) {
            return null;
        }
        boolean dangling = HeadPipeline.DANGLING.contains(pipeline.source);
        return dangling
                ? null
                : state.project(pipeline.mergeRequestProjectId).mergeRequests.get(pipeline.mergeRequestIid);
    }

    private Map<String, @Nullable Object> mergeRequest(MergeRequest mergeRequest) {
        return Json.object(
                "id", mergeRequest.id,
                "iid", mergeRequest.iid,
                "title", mergeRequest.title,
                "source_branch", mergeRequest.sourceBranch,
                "source_project_id", mergeRequest.sourceProjectId,
                "target_branch", mergeRequest.targetBranch,
                "target_project_id", mergeRequest.projectId,
                "state", mergeRequest.state,
                "merge_status", bodies.mergeRequests.mergeStatus(mergeRequest),
                "detailed_merge_status", rules.mergeability.detailedStatus(mergeRequest),
                "url", bodies.urls.mergeRequest(mergeRequest));
    }

    private @Nullable Map<String, @Nullable Object> upstream(Pipeline pipeline) {
        if (pipeline.upstreamProjectId == null) {
            return null;
        }
        Project project = state.project(pipeline.upstreamProjectId);
        return Json.object(
                "project",
                        Json.object(
                                "id", project.id,
                                "web_url", bodies.urls.project(project),
                                "path_with_namespace", state.fullPath(project)),
                "pipeline_id", pipeline.upstreamPipelineId,
                "job_id", pipeline.upstreamJobId);
    }

    /** Hooks of a blocked user's pipelines are not sent. */
    boolean silent(Pipeline pipeline) {
        return pipeline.userId != null && state.user(pipeline.userId).blocked;
    }
}

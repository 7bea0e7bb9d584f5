// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.body;

import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.CompositeStatus;
import dev.portcullis.sandbox.gitlab.state.Artifact;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Pipelines, jobs and commit statuses as the REST API shows them. */
public final class PipelineBody {
    private final GitLabState state;
    private final Urls urls;
    private final UserBody users;
    private final CommitBody commits;

    PipelineBody(GitLabState state, Urls urls, UserBody users, CommitBody commits) {
        this.state = state;
        this.urls = urls;
        this.users = users;
        this.commits = commits;
    }

    /** As lists and jobs show it. */
    static Map<String, @Nullable Object> basic(Urls urls, Pipeline pipeline) {
        return Json.object(
                "id", pipeline.id,
                "iid", pipeline.iid,
                "project_id", pipeline.projectId,
                "sha", pipeline.sha,
                "ref", pipeline.ref,
                "status", pipeline.status,
                "source", pipeline.source,
                "created_at", Times.api(pipeline.createdAt),
                "updated_at", Times.api(pipeline.updatedAt),
                "web_url", urls.pipeline(pipeline));
    }

    public Map<String, @Nullable Object> basic(Pipeline pipeline) {
        return basic(urls, pipeline);
    }

    /** As lists of a project's pipelines show it. */
    public Map<String, @Nullable Object> listed(Pipeline pipeline) {
        Map<String, @Nullable Object> body = basic(pipeline);
        body.put("name", pipeline.name);
        return body;
    }

    /** A single pipeline. */
    public Map<String, @Nullable Object> full(Pipeline pipeline) {
        Map<String, @Nullable Object> body = listed(pipeline);
        Double duration = Times.seconds(pipeline.startedAt, pipeline.finishedAt);
        Double queued = Times.seconds(pipeline.createdAt, pipeline.startedAt);
        body.putAll(Json.object(
                "before_sha",
                pipeline.beforeSha,
                "tag",
                pipeline.tag,
                "yaml_errors",
                null,
                "user",
                users.basic(pipeline.userId),
                "started_at",
                Times.api(pipeline.startedAt),
                "finished_at",
                Times.api(pipeline.finishedAt),
                "committed_at",
                null,
                "duration",
                duration == null ? null : Math.round(duration),
                "queued_duration",
                queued == null ? null : Math.round(queued),
                "coverage",
                null,
                "detailed_status",
                detailedStatus(pipeline),
                "archived",
                pipeline.archived));
        return body;
    }

    /** A CI job, with the files it uploaded. */
    public Map<String, @Nullable Object> job(Project project, Job job) {
        Pipeline pipeline = pipeline(project, job);
        Map<String, @Nullable Object> body = common(project, pipeline, job);
        body.put("runner", null);
        body.put("runner_manager", null);
        body.put("artifacts", job.artifacts.stream().map(PipelineBody::artifact).toList());
        Artifact archive = job.artifacts.stream()
                .filter(artifact -> artifact.fileType().equals("archive"))
                .findFirst()
                .orElse(null);
        if (archive != null) {
            body.put("artifacts_file", Json.object("filename", archive.filename(), "size", archive.size()));
        }
        body.put("artifacts_expire_at", Times.api(job.artifactsExpireAt));
        body.put("tag_list", List.of());
        return body;
    }

    /** A job that starts another pipeline; {@code downstream_pipeline} is null if there is none. */
    public Map<String, @Nullable Object> bridge(Project project, Job job) {
        Pipeline pipeline = pipeline(project, job);
        Map<String, @Nullable Object> body = common(project, pipeline, job);
        Pipeline downstream = job.downstreamProjectId == null || job.downstreamPipelineId == null
                ? null
                : state.project(job.downstreamProjectId).pipelines.get(job.downstreamPipelineId);
        body.put("downstream_pipeline", downstream == null ? null : basic(downstream));
        return body;
    }

    /** A commit status; CI jobs are shown like this too. */
    public Map<String, @Nullable Object> status(Project project, Job job) {
        Pipeline pipeline = pipeline(project, job);
        return Json.object(
                "id", job.id,
                "sha", pipeline.sha,
                "ref", job.ref,
                "status", job.status,
                "name", job.name,
                "target_url", job.kind == Job.Kind.EXTERNAL ? job.targetUrl : urls.job(project, job.id),
                "description", job.description,
                "created_at", Times.api(job.createdAt),
                "started_at", Times.api(job.startedAt),
                "finished_at", Times.api(job.finishedAt),
                "allow_failure", job.allowFailure,
                "coverage", job.coverage,
                "pipeline_id", job.pipelineId,
                "author", users.basic(job.userId));
    }

    /** The icon's and text's view of a status; says {@code passed with warnings} for allowed failures. */
    public Map<String, @Nullable Object> detailedStatus(Pipeline pipeline) {
        Project project = state.project(pipeline.projectId);
        boolean warned = pipeline.status.equals("success") && CompositeStatus.warnings(project.latestJobsOf(pipeline));
        String text = text(pipeline.status);
        return Json.object(
                "icon",
                warned ? "status_warning" : "status_" + pipeline.status,
                "text",
                warned ? "Warning" : Character.toUpperCase(text.charAt(0)) + text.substring(1),
                "label",
                warned ? "passed with warnings" : text,
                "group",
                warned ? "success-with-warnings" : pipeline.status,
                "tooltip",
                text,
                "has_details",
                true,
                "details_path",
                "/" + state.fullPath(project) + "/-/pipelines/" + pipeline.id,
                "illustration",
                null,
                "favicon",
                "/assets/ci_favicons/favicon_status_" + pipeline.status + ".png");
    }

    /** GitLab's word for a status in pages and hooks, for example {@code passed}. */
    public static String text(String status) {
        return switch (status) {
            case "success" -> "passed";
            case "waiting_for_resource" -> "waiting";
            case "manual" -> "blocked";
            default -> status;
        };
    }

    private Map<String, @Nullable Object> common(Project project, Pipeline pipeline, Job job) {
        Commit commit = state.commits.get(pipeline.sha);
        Map<String, @Nullable Object> user = users.basic(job.userId);
        if (user != null) {
            user = users.open(state.user(job.userId == null ? 0 : job.userId));
        }
        Map<String, @Nullable Object> body = Json.object(
                "id",
                job.id,
                "status",
                job.status,
                "stage",
                job.stage,
                "name",
                job.name,
                "ref",
                job.ref,
                "tag",
                pipeline.tag,
                "coverage",
                job.coverage,
                "allow_failure",
                job.allowFailure,
                "created_at",
                Times.api(job.createdAt),
                "started_at",
                Times.api(job.startedAt),
                "finished_at",
                Times.api(job.finishedAt),
                "erased_at",
                Times.api(job.erasedAt),
                "duration",
                Times.seconds(job.startedAt, job.finishedAt),
                "queued_duration",
                Times.seconds(job.createdAt, job.startedAt),
                "user",
                user,
                "commit",
                commit == null ? null : commits.commit(project, commit),
                "pipeline",
                basic(pipeline));
        if (job.failureReason != null) {
            body.put("failure_reason", job.failureReason);
        }
        body.put("web_url", urls.job(project, job.id));
        body.put("project", Json.object("ci_job_token_scope_enabled", false));
        body.put("archived", pipeline.archived);
        body.put("source", pipeline.source);
        return body;
    }

    private static Map<String, @Nullable Object> artifact(Artifact artifact) {
        return Json.object(
                "file_type", artifact.fileType(),
                "size", artifact.size(),
                "filename", artifact.filename(),
                "file_format", artifact.fileFormat());
    }

    private static Pipeline pipeline(Project project, Job job) {
        Pipeline pipeline = project.pipelines.get(job.pipelineId);
        if (pipeline == null) {
            throw new IllegalStateException("There is no pipeline " + job.pipelineId);
        }
        return pipeline;
    }
}

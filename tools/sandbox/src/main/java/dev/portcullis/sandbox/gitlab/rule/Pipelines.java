// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes pipelines, moves jobs on and keeps the pipelines' statuses what their jobs say. */
public final class Pipelines {
    private static final Duration ARTIFACTS_LIFETIME = Duration.ofDays(30);

    private final GitLabState state;
    private final InstantSource clock;
    private final Events events;
    private final HeadPipeline headPipeline;
    private final MergeRequests mergeRequests;

    public Pipelines(
            GitLabState state,
            InstantSource clock,
            Events events,
            HeadPipeline headPipeline,
            MergeRequests mergeRequests) {
        this.state = state;
        this.clock = clock;
        this.events = events;
        this.headPipeline = headPipeline;
        this.mergeRequests = mergeRequests;
    }

    /** Makes a pipeline with its jobs and children. It may become the head pipeline of merge requests. */
    public Pipeline create(PipelineSpec spec) {
        Project project = spec.project();
        Instant now = clock.instant();
        Pipeline pipeline = new Pipeline();
        pipeline.id = state.nextId("pipeline");
        pipeline.iid = ++project.lastPipelineIid;
        pipeline.projectId = project.id;
        pipeline.ref = spec.ref();
        pipeline.sha = spec.sha();
        pipeline.source = spec.source();
        pipeline.tag = spec.tag();
        pipeline.name = spec.name();
        pipeline.userId = spec.user() == null ? null : spec.user().id;
        pipeline.sourceSha = spec.sourceSha();
        pipeline.targetSha = spec.targetSha();
        pipeline.variables = new LinkedHashMap<>(spec.variables());
        pipeline.createdAt = now;
        pipeline.updatedAt = now;
        if (spec.mergeRequest() != null) {
            pipeline.mergeRequestIid = spec.mergeRequest().iid;
            pipeline.mergeRequestProjectId = spec.mergeRequest().projectId;
        }
        project.pipelines.put(pipeline.id, pipeline);
        Map<String, Integer> stages = new LinkedHashMap<>();
        spec.jobs().forEach(job -> stages.putIfAbsent(job.stage(), stages.size()));
        for (JobSpec job : spec.jobs()) {
            addJob(project, pipeline, job, stages.getOrDefault(job.stage(), 0));
        }
        created(project, pipeline);
        process(project, pipeline);
        return pipeline;
    }

    /** Lets merge requests take a new pipeline as their head pipeline, and tells hooks that it is there. */
    public void created(Project project, Pipeline pipeline) {
        for (Project each : state.projects.values()) {
            for (MergeRequest mergeRequest : each.mergeRequests.values()) {
                if (mergeRequest.opened() && headPipeline.concerns(mergeRequest, pipeline)) {
                    headPipeline.update(mergeRequest);
                }
            }
        }
        events.pipeline(project, pipeline);
    }

    /** Gives a job a status, with its times, and does what follows for the pipeline. */
    public void setStatus(Project project, Job job, String status, @Nullable String failureReason) {
        change(project, job, status);
        job.failureReason = status.equals("failed") ? failureReason : null;
        process(project, pipelineOf(project, job));
    }

    /** Starts a finished job again: the old one is retried, a new one runs in its place. */
    public Job retry(Project project, Job old, long userId) {
        Pipeline pipeline = pipelineOf(project, old);
        old.retried = true;
        Job job = new Job();
        job.id = state.nextId("job");
        job.kind = old.kind;
        job.pipelineId = old.pipelineId;
        job.name = old.name;
        job.stage = old.stage;
        job.stageIndex = old.stageIndex;
        job.when = old.when;
        job.allowFailure = old.allowFailure;
        job.artifactsAccess = old.artifactsAccess;
        job.userId = userId;
        job.ref = old.ref;
        job.createdAt = clock.instant();
        job.status = "pending";
        project.jobs.put(job.id, job);
        pipeline.jobIds.add(job.id);
        resetSkipped(project, pipeline, job);
        events.job(project, job);
        process(project, pipeline);
        return job;
    }

    /** Moves created jobs on as far as the stages before them allow, and sets the pipeline's status. */
    public void process(Project project, Pipeline pipeline) {
        Map<Integer, List<Job>> stages = new TreeMap<>();
        List<Job> latest = project.latestJobsOf(pipeline);
        latest.forEach(job -> stages.computeIfAbsent(job.stageIndex, stage -> new ArrayList<>())
                .add(job));
        List<Job> before = new ArrayList<>();
        for (List<Job> stage : stages.values()) {
            String prior = CompositeStatus.of(before);
            boolean reached = prior == null || Job.COMPLETE.contains(prior);
            for (Job job : stage) {
                if (job.status.equals("created") && reached) {
                    change(project, job, next(job, prior == null ? "success" : prior));
                }
            }
            before.addAll(stage);
        }
        String status = CompositeStatus.of(latest);
        setPipelineStatus(project, pipeline, status == null ? pipeline.status : status);
    }

    /** Whether the pipeline's job is found, by the job's own pipeline id. */
    public Pipeline pipelineOf(Project project, Job job) {
        Pipeline pipeline = project.pipelines.get(job.pipelineId);
        if (pipeline == null) {
            throw new IllegalStateException("There is no pipeline " + job.pipelineId);
        }
        return pipeline;
    }

    /** Sets a job's status and times, without looking at its pipeline. */
    public void change(Project project, Job job, String status) {
        if (job.status.equals(status)) {
            return;
        }
        Instant now = clock.instant();
        job.status = status;
        if (status.equals("running") || (Job.COMPLETE.contains(status) && !status.equals("skipped"))) {
            job.startedAt = job.startedAt == null ? now : job.startedAt;
        }
        job.finishedAt = Job.COMPLETE.contains(status) ? now : null;
        events.job(project, job);
    }

    private static String next(Job job, String prior) {
        boolean succeeded = prior.equals("success") || prior.equals("skipped");
        return switch (job.when) {
            case "manual" -> succeeded ? "manual" : "skipped";
            case "delayed" -> succeeded ? "scheduled" : "skipped";
            case "always" -> "pending";
            case "on_failure" -> prior.equals("failed") ? "pending" : "skipped";
            default -> succeeded ? "pending" : "skipped";
        };
    }

    private void resetSkipped(Project project, Pipeline pipeline, Job retried) {
        for (Job job : project.latestJobsOf(pipeline)) {
            if (job.stageIndex > retried.stageIndex && job.status.equals("skipped") && job.kind == Job.Kind.CI) {
                job.status = "created";
                job.finishedAt = null;
            }
        }
    }

    private void addJob(Project project, Pipeline pipeline, JobSpec spec, int stageIndex) {
        Instant now = clock.instant();
        Job job = new Job();
        job.id = state.nextId("job");
        job.kind = spec.child() == null ? Job.Kind.CI : Job.Kind.BRIDGE;
        job.pipelineId = pipeline.id;
        job.name = spec.name();
        job.stage = spec.stage();
        job.stageIndex = stageIndex;
        job.when = spec.when();
        job.allowFailure = spec.allowFailure();
        job.userId = pipeline.userId;
        job.ref = pipeline.ref;
        job.createdAt = now;
        job.artifacts.addAll(spec.artifacts());
        job.artifactsAccess = spec.artifactsAccess();
        job.artifactsExpireAt = spec.artifacts().isEmpty() ? null : now.plus(ARTIFACTS_LIFETIME);
        project.jobs.put(job.id, job);
        pipeline.jobIds.add(job.id);
        String status = spec.status();
        if (status != null && !status.equals("created")) {
            change(project, job, status);
            job.failureReason = status.equals("failed") ? spec.failureReason() : null;
        }
        if (spec.child() != null) {
            startChild(project, pipeline, job, spec.child());
        }
    }

    private void startChild(Project project, Pipeline upstream, Job bridge, PipelineSpec child) {
        Pipeline downstream = create(child);
        downstream.upstreamProjectId = project.id;
        downstream.upstreamPipelineId = upstream.id;
        downstream.upstreamJobId = bridge.id;
        bridge.downstreamPipelineId = downstream.id;
        bridge.downstreamProjectId = downstream.projectId;
        if (bridge.status.equals("created")) {
            bridge.followsDownstream = true;
            change(project, bridge, downstream.status);
        }
    }

    private void setPipelineStatus(Project project, Pipeline pipeline, String status) {
        if (pipeline.status.equals(status)) {
            return;
        }
        Instant now = clock.instant();
        pipeline.status = status;
        pipeline.updatedAt = now;
        if (pipeline.startedAt == null && (status.equals("running") || pipeline.complete())) {
            pipeline.startedAt = now;
        }
        pipeline.finishedAt = pipeline.complete() ? now : null;
        events.pipeline(project, pipeline);
        followUpstream(pipeline);
        if (pipeline.complete()) {
            autoMerge(pipeline);
        }
    }

    private void followUpstream(Pipeline pipeline) {
        if (pipeline.upstreamProjectId == null || pipeline.upstreamJobId == null) {
            return;
        }
        Project project = state.project(pipeline.upstreamProjectId);
        Job bridge = project.jobs.get(pipeline.upstreamJobId);
        if (bridge != null && bridge.followsDownstream) {
            setStatus(project, bridge, pipeline.status, "downstream_pipeline_failed");
        }
    }

    private void autoMerge(Pipeline pipeline) {
        for (Project project : List.copyOf(state.projects.values())) {
            for (MergeRequest mergeRequest : List.copyOf(project.mergeRequests.values())) {
                if (mergeRequest.autoMerge && headPipeline.ofHead(mergeRequest) == pipeline) {
                    mergeRequests.tryAutoMerge(mergeRequest);
                }
            }
        }
    }
}

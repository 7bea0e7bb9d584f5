// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.control;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.JobSpec;
import dev.portcullis.sandbox.gitlab.rule.PipelineSpec;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Person;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plays the part of CI: what a push, a schedule or a runner would do. */
final class PipelineControl {
    private final Rules rules;
    private final Bodies bodies;
    private final ArtifactFiles artifacts;

    PipelineControl(Rules rules, Bodies bodies) {
        this.rules = rules;
        this.bodies = bodies;
        this.artifacts = new ArtifactFiles(rules.blobs);
    }

    /** Runs a pipeline of a branch or (with {@code merge_request_iid}) of a merge request. */
    Reply run(Call call) {
        Project project = project(call);
        Pipeline pipeline = rules.pipelines.create(spec(project, call.params(), null));
        return Reply.created(body(project, pipeline));
    }

    /** Moves a job on: its status, and what it uploads when it ends. */
    Reply move(Call call) {
        Project project = project(call);
        Job job = job(project, call);
        Params params = call.params();
        List<dev.portcullis.sandbox.gitlab.state.Artifact> uploaded = artifacts.of(params);
        if (!uploaded.isEmpty()) {
            job.artifacts.clear();
            job.artifacts.addAll(uploaded);
            job.artifactsExpireAt = rules.clock.instant().plus(java.time.Duration.ofDays(30));
        }
        String status = params.text("status");
        if (status != null) {
            rules.pipelines.setStatus(project, job, status, params.text("failure_reason", "script_failure"));
        }
        return Reply.ok(bodies.pipelines.job(project, job));
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

    private PipelineSpec spec(Project project, Params params, @Nullable PipelineSpec parent) {
        Long iid = params.number("merge_request_iid");
        MergeRequest mergeRequest = iid == null ? null : project.mergeRequests.get(iid);
        if (iid != null && mergeRequest == null) {
            throw GitLabError.notFound("Merge Request");
        }
        boolean merged = params.flag("merged_results", false);
        String ref = ref(project, params, mergeRequest, merged, parent);
        String sha = sha(project, params, mergeRequest, ref, parent);
        String source = params.text(
                "source", parent != null ? "parent_pipeline" : mergeRequest != null ? "merge_request_event" : "push");
        User user = user(params, mergeRequest, project);
        String target = mergeRequest == null ? null : project.head(mergeRequest.targetBranch);
        String runSha = merged && target != null ? mergedCommit(user, project, sha, target) : sha;
        PipelineSpec spec = new PipelineSpec(
                project,
                ref,
                runSha,
                source,
                params.flag("tag", false),
                params.text("name"),
                user,
                mergeRequest,
                merged ? sha : null,
                merged ? target : null,
                variables(params),
                List.of());
        return withJobs(spec, params);
    }

    private PipelineSpec withJobs(PipelineSpec spec, Params params) {
        List<JobSpec> jobs =
                params.objects("jobs").stream().map(job -> job(spec, job)).toList();
        return new PipelineSpec(
                spec.project(),
                spec.ref(),
                spec.sha(),
                spec.source(),
                spec.tag(),
                spec.name(),
                spec.user(),
                spec.mergeRequest(),
                spec.sourceSha(),
                spec.targetSha(),
                spec.variables(),
                jobs);
    }

    private JobSpec job(PipelineSpec pipeline, Params job) {
        Params child = job.object("child");
        String when = job.text("when", "on_success");
        return new JobSpec(
                job.required("name"),
                job.text("stage", "test"),
                when,
                job.flag("allow_failure", false),
                child == null ? job.text("status", when.equals("manual") ? "created" : "success") : job.text("status"),
                job.text("failure_reason", "script_failure"),
                artifacts.of(job),
                job.text("artifacts_access", "all"),
                child == null ? null : spec(childProject(pipeline, child), child, pipeline));
    }

    private Project childProject(PipelineSpec pipeline, Params child) {
        Long id = child.number("project_id");
        return id == null ? pipeline.project() : rules.state.project(id);
    }

    private static String ref(
            Project project,
            Params params,
            @Nullable MergeRequest mergeRequest,
            boolean merged,
            @Nullable PipelineSpec parent) {
        if (mergeRequest != null && params.text("ref") == null) {
            return "refs/merge-requests/" + mergeRequest.iid + (merged ? "/merge" : "/head");
        }
        return params.text("ref", parent != null ? parent.ref() : project.defaultBranch);
    }

    private String sha(
            Project project,
            Params params,
            @Nullable MergeRequest mergeRequest,
            String ref,
            @Nullable PipelineSpec parent) {
        String given = params.text("sha");
        if (given != null) {
            if (!project.commits.contains(given)) {
                throw GitLabError.notFound("Commit");
            }
            return given;
        }
        String head = mergeRequest == null ? project.head(ref) : mergeRequest.headSha();
        if (head == null && parent != null) {
            head = parent.sha();
        }
        if (head == null) {
            throw GitLabError.badRequest("Reference not found: " + ref);
        }
        return head;
    }

    private User user(Params params, @Nullable MergeRequest mergeRequest, Project project) {
        String username = params.text("user");
        User named = username == null ? null : rules.state.userByName(username);
        if (named != null) {
            return named;
        }
        return rules.state.user(mergeRequest == null ? project.creatorId : mergeRequest.authorId);
    }

    private String mergedCommit(User user, Project project, String head, String target) {
        Commit commit = new Commit();
        commit.message = "Merge " + head + " into " + target;
        commit.parents = List.of(target, head);
        commit.author = new Person(user.name, user.email);
        commit.committer = commit.author;
        commit.authoredAt = rules.clock.instant();
        commit.committedAt = commit.authoredAt;
        commit.tree = rules.repository.mergedTree(target, head);
        return rules.repository.keep(project, commit).sha;
    }

    private static Map<String, String> variables(Params params) {
        Map<String, String> variables = new LinkedHashMap<>();
        Params given = params.object("variables");
        if (given != null) {
            given.names().forEach(name -> variables.put(name, given.text(name, "")));
        }
        return variables;
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

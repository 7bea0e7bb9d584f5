// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.rule;

import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** External commit statuses: jobs of the stage {@code external} of an existing pipeline, or of a new one. */
public final class CommitStatuses {
    /** The states that a status may be posted with. */
    public static final Set<String> STATES = Set.of("pending", "running", "success", "failed", "canceled", "skipped");

    private static final int TEXT_LIMIT = 255;
    private static final Map<String, String> EVENTS = Map.of(
            "pending", "enqueue",
            "running", "run",
            "success", "success",
            "failed", "drop",
            "canceled", "cancel",
            "skipped", "skip");

    private final GitLabState state;
    private final InstantSource clock;
    private final Access access;
    private final Repository repository;
    private final Pipelines pipelines;

    public CommitStatuses(
            GitLabState state, InstantSource clock, Access access, Repository repository, Pipelines pipelines) {
        this.state = state;
        this.clock = clock;
        this.access = access;
        this.repository = repository;
        this.pipelines = pipelines;
    }

    /**
     * Posts a status. The newest non-archived pipeline that fits sha, ref and pipeline id takes it; where there is
     * none and no pipeline id was given, a new one with source {@code external} is made.
     */
    public Job post(User user, Project project, Post post) {
        if (!project.commits.contains(post.sha())) {
            throw GitLabError.notFound("Commit");
        }
        Commit commit = state.commit(post.sha());
        Pipeline found = matching(project, commit, post);
        String ref = post.ref();
        if (ref == null) {
            ref = found == null
                    ? repository.branchesWith(project, commit.sha).stream()
                            .findFirst()
                            .orElse(null)
                    : found.ref;
        }
        if (ref == null) {
            throw GitLabError.notFound("References for commit");
        }
        if (post.pipelineId() != null && found == null) {
            throw GitLabError.notFound("Pipeline for pipeline_id, sha and ref");
        }
        if (!access.updatesPipeline(user, project, ref)) {
            throw GitLabError.forbidden();
        }
        checkTexts(post);
        Pipeline pipeline = found == null ? external(user, project, commit, ref) : found;
        return addOrUpdate(user, project, pipeline, ref, post);
    }

    private static @Nullable Pipeline matching(Project project, Commit commit, Post post) {
        return project.pipelines.values().stream()
                .filter(pipeline -> !HeadPipeline.DANGLING.contains(pipeline.source))
                .filter(pipeline -> pipeline.sha.equals(commit.sha) && !pipeline.archived)
                .filter(pipeline -> post.ref() == null || pipeline.ref.equals(post.ref()))
                .filter(pipeline -> post.pipelineId() == null || pipeline.id == post.pipelineId())
                .max(Comparator.comparingLong(pipeline -> pipeline.id))
                .orElse(null);
    }

    private Job addOrUpdate(User user, Project project, Pipeline pipeline, String ref, Post post) {
        List<Job> latest = project.latestJobsOf(pipeline);
        Job job = latest.stream()
                .filter(each -> each.kind == Job.Kind.EXTERNAL && each.name.equals(post.name()))
                .filter(each -> each.userId != null && each.userId == user.id && each.ref.equals(ref))
                .filter(each -> each.status.equals("pending") || each.status.equals("running"))
                .findFirst()
                .orElse(null);
        if (job == null) {
            boolean taken =
                    latest.stream().anyMatch(each -> each.kind != Job.Kind.EXTERNAL && each.name.equals(post.name()));
            if (taken) {
                throw GitLabError.validation("name", "has already been taken");
            }
            job = newJob(user, project, pipeline, ref, post);
            for (Job older : latest) {
                older.retried |= older.name.equals(post.name());
            }
        } else if (!allowed(job.status, post.state())) {
            String event = EVENTS.getOrDefault(post.state(), post.state());
            throw GitLabError.badRequest("Cannot transition status via :" + event + " from :" + job.status
                    + " (Reason(s): Status cannot transition via \"" + event + "\")");
        }
        job.targetUrl = post.targetUrl() == null ? job.targetUrl : post.targetUrl();
        job.description = post.description() == null ? job.description : post.description();
        job.coverage = post.coverage() == null ? job.coverage : post.coverage();
        pipelines.setStatus(project, job, post.state(), "api_failure");
        return job;
    }

    /** A job that waits or runs takes any further state but its own, and none goes back from running to pending. */
    private static boolean allowed(String from, String to) {
        return !from.equals(to) && !to.equals("pending");
    }

    private Job newJob(User user, Project project, Pipeline pipeline, String ref, Post post) {
        Job job = new Job();
        job.id = state.nextId("job");
        job.kind = Job.Kind.EXTERNAL;
        job.pipelineId = pipeline.id;
        job.name = post.name();
        job.stage = "external";
        job.stageIndex = Job.EXTERNAL_STAGE;
        job.userId = user.id;
        job.ref = ref;
        job.createdAt = clock.instant();
        project.jobs.put(job.id, job);
        pipeline.jobIds.add(job.id);
        return job;
    }

    private Pipeline external(User user, Project project, Commit commit, String ref) {
        return pipelines.create(new PipelineSpec(
                project, ref, commit.sha, "external", false, null, user, null, null, null, Map.of(), List.of()));
    }

    private static void checkTexts(Post post) {
        checkLength("target_url", post.targetUrl());
        checkLength("description", post.description());
        String url = post.targetUrl();
        if (url != null && !url.isEmpty() && !url.matches("https?://.+")) {
            throw GitLabError.validation("target_url", "is blocked: Only allowed schemes are http, https");
        }
    }

    private static void checkLength(String field, @Nullable String text) {
        if (text != null && text.length() > TEXT_LIMIT) {
            throw GitLabError.validation(field, "is too long (maximum is " + TEXT_LIMIT + " characters)");
        }
    }

    /** What is posted. */
    public record Post(
            String sha,
            String state,
            @Nullable String ref,
            String name,
            @Nullable String targetUrl,
            @Nullable String description,
            @Nullable Double coverage,
            @Nullable Long pipelineId) {}
}

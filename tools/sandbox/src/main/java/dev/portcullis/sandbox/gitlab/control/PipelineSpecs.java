// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.control;

import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.rule.JobSpec;
import dev.portcullis.sandbox.gitlab.rule.PipelineSpec;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Person;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a pipeline is to be. */
final class PipelineSpecs {
    private final Rules rules;
    private final ArtifactFiles artifacts;

    PipelineSpecs(Rules rules) {
        this.rules = rules;
        this.artifacts = new ArtifactFiles(rules.blobs);
    }

    /** A pipeline of a branch or, with {@code merge_request_iid}, of a merge request. */
    PipelineSpec of(Project project, Params params) {
        return spec(project, params, null);
    }

    private PipelineSpec spec(Project project, Params params, @Nullable PipelineSpec parent) {
        Long iid = params.number("merge_request_iid");
        Project target = rules.state.project(params.number("target_project_id", project.id));
        MergeRequest mergeRequest = iid == null ? null : target.mergeRequests.get(iid);
        if (iid != null && mergeRequest == null) {
            throw GitLabError.notFound("Merge Request");
        }
        boolean merged = params.flag("merged_results", false);
        String ref = ref(project, params, mergeRequest, merged, parent);
        String sha = sha(project, params, mergeRequest, ref, parent);
        String source = params.text(
                "source", parent != null ? "parent_pipeline" : mergeRequest != null ? "merge_request_event" : "push");
        User user = user(params, mergeRequest, project);
        String targetSha = mergeRequest == null ? null : target.head(mergeRequest.targetBranch);
        String runSha = merged && targetSha != null ? mergedCommit(user, project, sha, targetSha) : sha;
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
                merged ? targetSha : null,
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
}

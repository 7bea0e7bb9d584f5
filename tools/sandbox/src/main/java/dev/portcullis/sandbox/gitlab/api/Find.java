// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.rule.Access;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import org.jspecify.annotations.Nullable;

/** Finds what a call names. What the caller may not see is not found; what he may not do is forbidden. */
final class Find {
    private final GitLabState state;
    private final Access access;
    private final Tier tier;

    Find(Rules rules) {
        this.state = rules.state;
        this.access = rules.access;
        this.tier = rules.tier;
    }

    /** The project of {@code :id}, a number or a full path. */
    Project project(Call call) {
        Project project = projectBy(call.path("id"));
        if (project == null || !access.sees(call.caller(), project)) {
            throw GitLabError.notFound("Project");
        }
        return project;
    }

    /** The project of {@code :id}, whose caller must have a level; anonymous callers get 401. */
    Project project(Call call, int level) {
        Project project = project(call);
        if (access.level(call.user(), project) < level) {
            throw GitLabError.forbidden();
        }
        return project;
    }

    /** The project of {@code :id}, whose caller must be allowed to read its code. */
    Project readable(Call call) {
        Project project = project(call);
        if (!access.readsCode(call.caller(), project)) {
            throw GitLabError.forbidden();
        }
        return project;
    }

    /** The group of {@code :id}, a number or a full path. */
    Group group(Call call) {
        Group group = groupBy(call.path("id"));
        if (group == null || group.userId != null || !access.sees(call.caller(), group)) {
            throw GitLabError.notFound("Group");
        }
        return group;
    }

    Group group(Call call, int level) {
        Group group = group(call);
        if (access.level(call.user(), group) < level) {
            throw GitLabError.forbidden();
        }
        return group;
    }

    @Nullable
    Project projectBy(String idOrPath) {
        return idOrPath.matches("\\d+") ? state.projects.get(Long.parseLong(idOrPath)) : state.projectByPath(idOrPath);
    }

    @Nullable
    Group groupBy(String idOrPath) {
        return idOrPath.matches("\\d+")
                ? state.groups.get(Long.parseLong(idOrPath))
                : state.groupByPath(idOrPath, true);
    }

    /** The merge request of {@code :iid}. */
    MergeRequest mergeRequest(Call call) {
        Project project = project(call);
        MergeRequest found = project.mergeRequests.get(call.number("iid"));
        if (found == null || !access.readsCode(call.caller(), project)) {
            throw GitLabError.notFound();
        }
        return found;
    }

    /** The merge request of {@code :iid}, whose project's member the caller must be with a level. */
    MergeRequest mergeRequest(Call call, int level) {
        MergeRequest found = mergeRequest(call);
        if (access.level(call.user(), state.project(found.projectId)) < level) {
            throw GitLabError.forbidden();
        }
        return found;
    }

    /** The project whose pipelines the caller may see: Reporters, and Guests where jobs are public. */
    Project withPipelines(Call call) {
        Project project = project(call);
        if (!access.readsCode(call.caller(), project) && !project.settings.is("public_jobs")) {
            throw GitLabError.forbidden();
        }
        return project;
    }

    Pipeline pipeline(Project project, Call call) {
        Pipeline pipeline = project.pipelines.get(call.number("pipeline_id"));
        if (pipeline == null) {
            throw GitLabError.notFound();
        }
        return pipeline;
    }

    Job job(Project project, Call call) {
        Job job = project.jobs.get(call.number("job_id"));
        if (job == null || job.kind == Job.Kind.EXTERNAL) {
            throw GitLabError.notFound();
        }
        return job;
    }

    User user(long id) {
        User user = state.users.get(id);
        if (user == null) {
            throw GitLabError.notFound("User");
        }
        return user;
    }

    /** Answers as an edition without the feature does, if the instance's tier lacks it. */
    void needs(Tier wanted) {
        if (!tier.includes(wanted)) {
            throw tier == Tier.FREE ? GitLabError.noSuchRoute() : GitLabError.forbidden();
        }
    }

    void admin(Call call) {
        if (!call.user().admin) {
            throw GitLabError.forbidden();
        }
    }

    /** True if the caller's level in a project is at least {@code level}. */
    boolean has(Call call, Project project, int level) {
        return access.level(call.caller(), project) >= level;
    }

    /** Developers and above, and the author, may edit a merge request. */
    void editor(Call call, MergeRequest mergeRequest) {
        User user = call.user();
        boolean developer = access.level(user, state.project(mergeRequest.projectId)) >= AccessLevel.DEVELOPER;
        if (!developer && mergeRequest.authorId != user.id) {
            throw GitLabError.forbidden();
        }
    }
}

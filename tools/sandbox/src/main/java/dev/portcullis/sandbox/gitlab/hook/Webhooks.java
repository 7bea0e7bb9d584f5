// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.control.Faults;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.rule.Events;
import dev.portcullis.sandbox.gitlab.rule.MergeRequestEvent;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.rule.StatusChecks;
import dev.portcullis.sandbox.gitlab.state.Commit;
import dev.portcullis.sandbox.gitlab.state.Discussion;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Hook;
import dev.portcullis.sandbox.gitlab.state.HookEvent;
import dev.portcullis.sandbox.gitlab.state.Job;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.MergeRequest;
import dev.portcullis.sandbox.gitlab.state.Note;
import dev.portcullis.sandbox.gitlab.state.Pipeline;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.ProtectedBranch;
import dev.portcullis.sandbox.gitlab.state.StatusCheck;
import dev.portcullis.sandbox.gitlab.state.User;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tells the hooks of projects, of groups (Premium) and of the instance what happens. */
public final class Webhooks implements Events {
    private static final String SYSTEM = "System Hook";
    private static final Map<String, String> EVENTS = Map.of(
            "push_events", "Push Hook",
            "merge_requests_events", "Merge Request Hook",
            "pipeline_events", "Pipeline Hook");

    private final Vertx vertx;
    private final GitLabState state;
    private final Delivery delivery;
    private final boolean newer;
    private @Nullable Wired wired;

    /** Says nothing until {@link #connect} is called. */
    public Webhooks(
            Vertx vertx, GitLabState state, InstantSource clock, Faults faults, String version, Runnable changed) {
        this.vertx = vertx;
        this.state = state;
        this.newer = Integer.parseInt(version.split("\\.")[0]) >= 19;
        this.delivery = new Delivery(vertx, state, clock, faults, version, newer, changed);
    }

    /** Gives the payloads what they are built from. */
    public void connect(Rules rules, Bodies bodies) {
        HookObjects objects = new HookObjects(state, bodies.urls);
        MergeRequestPayload mergeRequests = new MergeRequestPayload(rules, bodies, objects, newer);
        wired = new Wired(
                bodies.urls.base(),
                rules.tier,
                mergeRequests,
                new PipelinePayload(rules, bodies, objects, newer),
                new PushPayload(rules, objects),
                new NotePayload(state, bodies, objects, mergeRequests),
                new PeoplePayload(state),
                rules.statusChecks);
    }

    /** True if the hook is not disabled by its failures. */
    public boolean executable(Hook hook) {
        return delivery.executable(hook);
    }

    /** Sends a past event again; the status that came back. */
    public Future<String> resend(Hook hook, HookEvent event) {
        return delivery.resend(hook, event, wired().instance);
    }

    /**
     * Sends a hook a sample made of a project's newest data; the status that came back.
     *
     * @param trigger for example {@code pipeline_events}; 422 if the project has nothing of the kind
     */
    public Future<String> test(Hook hook, Project project, User user, String trigger) {
        Map<String, @Nullable Object> body = sample(project, user, trigger);
        if (body == null) {
            throw new GitLabError(
                    422, Json.object("message", "Ensure the project has " + trigger.replace("_events", "")));
        }
        String event = EVENTS.getOrDefault(trigger, SYSTEM);
        return delivery.test(
                hook,
                new Delivery.Message(
                        trigger.replace("_events", "_hooks"),
                        event,
                        body,
                        wired().instance,
                        UUID.randomUUID().toString()));
    }

    private @Nullable Map<String, @Nullable Object> sample(Project project, User user, String trigger) {
        Wired to = wired();
        String head = project.head(project.defaultBranch);
        MergeRequest mergeRequest = project.mergeRequests.values().stream()
                .reduce((first, second) -> second)
                .orElse(null);
        Pipeline pipeline = project.pipelines.values().stream()
                .reduce((first, second) -> second)
                .orElse(null);
        return switch (trigger) {
            case "push_events" ->
                head == null
                        ? null
                        : to.pushes.of(
                                user, project, project.defaultBranch, head, head, List.of(state.commit(head)), true);
            case "merge_requests_events" ->
                mergeRequest == null ? null : to.mergeRequests.of(user, mergeRequest, MergeRequestEvent.of("update"));
            case "pipeline_events" -> pipeline == null ? null : to.pipelines.pipeline(project, pipeline);
            default -> null;
        };
    }

    @Override
    public void pushed(User user, Project project, String branch, String before, String after, List<Commit> commits) {
        Wired to = wired();
        Predicate<Hook> filter = hook -> inBranches(hook, branch);
        fire(
                project,
                "push_events",
                "Push Hook",
                filter,
                () -> to.pushes.of(user, project, branch, before, after, commits, true));
        fireSystem("push_events", () -> to.pushes.of(user, project, branch, before, after, commits, false));
        fireSystem("repository_update_events", () -> to.pushes.repositoryUpdate(user, project, branch, before, after));
    }

    @Override
    public void mergeRequest(User user, MergeRequest mergeRequest, MergeRequestEvent event) {
        Wired to = wired();
        Project project = state.project(mergeRequest.projectId);
        fire(
                project,
                "merge_requests_events",
                "Merge Request Hook",
                hook -> true,
                () -> to.mergeRequests.of(user, mergeRequest, event));
        if (to.tier.includes(Tier.ULTIMATE)) {
            List.copyOf(to.statusChecks.of(mergeRequest)).forEach(check -> ask(user, mergeRequest, check, event));
        }
        fireSystem("merge_requests_events", () -> {
            Map<String, @Nullable Object> body = to.mergeRequests.of(user, mergeRequest, event);
            body.put("event_name", "merge_request");
            return body;
        });
    }

    /** Sends a status check the merge request once more. */
    public void ask(User user, MergeRequest mergeRequest, StatusCheck check) {
        ask(user, mergeRequest, check, MergeRequestEvent.of("update"));
    }

    private void ask(User user, MergeRequest mergeRequest, StatusCheck check, MergeRequestEvent event) {
        Wired to = wired();
        vertx.runOnContext(ignored -> {
            Map<String, @Nullable Object> body = to.mergeRequests.of(user, mergeRequest, event);
            body.put(
                    "external_approval_rule",
                    Json.object("id", check.id, "name", check.name, "external_url", check.externalUrl));
            delivery.ask(check, body, to.instance);
        });
    }

    @Override
    public void pipeline(Project project, Pipeline pipeline) {
        Wired to = wired();
        if (!to.pipelines.silent(pipeline)) {
            fire(
                    project,
                    "pipeline_events",
                    "Pipeline Hook",
                    hook -> true,
                    () -> to.pipelines.pipeline(project, pipeline));
        }
    }

    @Override
    public void job(Project project, Job job) {
        Wired to = wired();
        Pipeline pipeline = project.pipelines.get(job.pipelineId);
        if (job.kind == Job.Kind.CI && pipeline != null && !to.pipelines.silent(pipeline)) {
            fire(project, "job_events", "Job Hook", hook -> true, () -> to.pipelines.job(project, pipeline, job));
        }
    }

    @Override
    public void noted(User user, MergeRequest mergeRequest, Discussion discussion, Note note, String action) {
        Wired to = wired();
        if (!note.system) {
            fire(
                    state.project(mergeRequest.projectId),
                    note.internal ? "confidential_note_events" : "note_events",
                    note.internal ? "Confidential Note Hook" : "Note Hook",
                    hook -> true,
                    () -> to.notes.of(user, mergeRequest, discussion, note, action));
        }
    }

    @Override
    public void userCreated(User user) {
        if (wired != null) {
            fireSystem(null, () -> wired().people.userCreated(user));
        }
    }

    @Override
    public void projectCreated(Project project) {
        fireSystem(null, () -> wired().people.projectCreated(project));
    }

    @Override
    public void groupCreated(Group group) {
        fireSystem(null, () -> wired().people.groupCreated(group));
    }

    @Override
    public void member(String event, @Nullable Project project, @Nullable Group group, Member member) {
        Wired to = wired();
        fireSystem(null, () -> to.people.member(event, project, group, member));
        if (group != null && to.tier.includes(Tier.PREMIUM)) {
            List<Hook> hooks = state.lineage(group).stream()
                    .flatMap(each -> each.hooks.values().stream())
                    .filter(hook -> hook.events.contains("member_events"))
                    .toList();
            fire(hooks, "member_hooks", "Member Hook", () -> to.people.groupMember(event, group, member));
        }
    }

    private void fire(
            Project project,
            String flag,
            String event,
            Predicate<Hook> filter,
            Supplier<Map<String, @Nullable Object>> body) {
        List<Hook> hooks = new ArrayList<>(project.hooks.values());
        if (wired().tier.includes(Tier.PREMIUM)) {
            state.lineage(state.group(project.namespaceId)).forEach(group -> hooks.addAll(group.hooks.values()));
        }
        hooks.removeIf(hook -> !hook.events.contains(flag) || !filter.test(hook));
        fire(hooks, flag.replace("_events", "_hooks"), event, body);
    }

    /** A null flag is for what system hooks always get. */
    private void fireSystem(@Nullable String flag, Supplier<Map<String, @Nullable Object>> body) {
        List<Hook> hooks = state.systemHooks.values().stream()
                .filter(hook -> flag == null || hook.events.contains(flag))
                .toList();
        fire(hooks, flag == null ? "system_hooks" : flag.replace("_events", "_hooks"), SYSTEM, body);
    }

    /** Bodies are built when they are sent, after the call that caused them. */
    private void fire(List<Hook> hooks, String trigger, String event, Supplier<Map<String, @Nullable Object>> body) {
        if (hooks.isEmpty()) {
            return;
        }
        String uuid = UUID.randomUUID().toString();
        String instance = wired().instance;
        vertx.runOnContext(ignored -> {
            Map<String, @Nullable Object> built = body.get();
            hooks.forEach(hook -> delivery.send(hook, new Delivery.Message(trigger, event, built, instance, uuid)));
        });
    }

    private static boolean inBranches(Hook hook, String branch) {
        if (hook.pushEventsBranchFilter.isEmpty()) {
            return true;
        }
        ProtectedBranch pattern = new ProtectedBranch();
        pattern.name = hook.pushEventsBranchFilter;
        return pattern.covers(branch);
    }

    private Wired wired() {
        if (wired == null) {
            throw new IllegalStateException("The webhooks are not connected");
        }
        return wired;
    }

    private record Wired(
            String instance,
            Tier tier,
            MergeRequestPayload mergeRequests,
            PipelinePayload pipelines,
            PushPayload pushes,
            NotePayload notes,
            PeoplePayload people,
            StatusChecks statusChecks) {}
}

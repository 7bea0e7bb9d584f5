// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.hook;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.http.Times;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Hook;
import dev.portcullis.sandbox.gitlab.state.HookEvent;
import dev.portcullis.sandbox.gitlab.state.Project;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Hooks of projects, groups (Premium) and the instance, with their history. */
public final class HookRoutes {
    private static final List<String> EVENTS = List.of(
            "push_events",
            "issues_events",
            "confidential_issues_events",
            "merge_requests_events",
            "tag_push_events",
            "note_events",
            "confidential_note_events",
            "job_events",
            "pipeline_events",
            "wiki_page_events",
            "deployment_events",
            "feature_flag_events",
            "releases_events",
            "milestone_events",
            "emoji_events",
            "resource_access_token_events",
            "vulnerability_events",
            "subgroup_events",
            "member_events",
            "project_events",
            "repository_update_events");
    private static final int RESENDS_A_MINUTE = 5;

    private final Rules rules;
    private final Webhooks webhooks;
    private final Paging paging;
    private final Function<Call, Project> project;
    private final Function<Call, Group> group;
    private final Map<Long, Deque<Long>> resends = new HashMap<>();

    /**
     * @param project finds the project of a call whose caller may manage its hooks
     * @param group the same for a group
     */
    public HookRoutes(
            Rules rules,
            Webhooks webhooks,
            Paging paging,
            Function<Call, Project> project,
            Function<Call, Group> group) {
        this.rules = rules;
        this.webhooks = webhooks;
        this.paging = paging;
        this.project = project;
        this.group = group;
    }

    public void register(Api api) {
        register(api, "/projects/:id/hooks", call -> {
            Project owner = project.apply(call);
            return new Owner(owner.hooks, "project_id", owner.id);
        });
        api.postLater("/projects/:id/hooks/:hook_id/test/:trigger", this::test);
        register(api, "/groups/:id/hooks", call -> {
            if (!rules.tier.includes(Tier.PREMIUM)) {
                throw GitLabError.noSuchRoute();
            }
            Group owner = group.apply(call);
            return new Owner(owner.hooks, "group_id", owner.id);
        });
        register(api, "/hooks", call -> {
            if (!call.user().admin) {
                throw GitLabError.forbidden();
            }
            return new Owner(rules.state.systemHooks, null, 0);
        });
    }

    private void register(Api api, String path, Function<Call, Owner> owner) {
        api.get(path, call -> {
            Owner of = owner.apply(call);
            return paging.offset(call, List.copyOf(of.hooks.values()), hook -> body(of, hook));
        });
        api.post(path, call -> create(call, owner.apply(call)));
        api.get(path + "/:hook_id", call -> {
            Owner of = owner.apply(call);
            return Reply.ok(body(of, hook(call, of)));
        });
        api.put(path + "/:hook_id", call -> {
            Owner of = owner.apply(call);
            Hook hook = hook(call, of);
            edit(hook, call.params());
            return Reply.ok(body(of, hook));
        });
        api.delete(path + "/:hook_id", call -> {
            Owner of = owner.apply(call);
            of.hooks.remove(hook(call, of).id);
            return Reply.noContent();
        });
        api.get(path + "/:hook_id/events", call -> events(call, hook(call, owner.apply(call))));
        api.postLater(path + "/:hook_id/events/:event_id/resend", call -> resend(call, hook(call, owner.apply(call))));
    }

    private Reply create(Call call, Owner owner) {
        Hook hook = new Hook();
        call.params().required("url");
        hook.events.add("push_events");
        edit(hook, call.params());
        hook.id = rules.state.nextId("hook");
        hook.createdAt = rules.clock.instant();
        owner.hooks.put(hook.id, hook);
        return Reply.created(body(owner, hook));
    }

    private static void edit(Hook hook, Params params) {
        hook.url = url(params.text("url", hook.url));
        hook.name = params.text("name", hook.name);
        hook.description = params.text("description", hook.description);
        hook.token = params.has("token") ? params.text("token") : hook.token;
        hook.signingToken = params.has("signing_token") ? params.text("signing_token") : hook.signingToken;
        hook.sslVerification = params.flag("enable_ssl_verification", hook.sslVerification);
        hook.pushEventsBranchFilter = params.text("push_events_branch_filter", hook.pushEventsBranchFilter);
        for (String event : EVENTS) {
            Boolean wanted = params.flag(event);
            if (wanted != null && wanted) {
                hook.events.add(event);
            } else if (wanted != null) {
                hook.events.remove(event);
            }
        }
        if (params.has("custom_headers")) {
            hook.customHeaders.clear();
            params.objects("custom_headers")
                    .forEach(header -> hook.customHeaders.put(header.required("key"), header.text("value", "")));
        }
    }

    private static String url(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return text;
            }
        } catch (IllegalArgumentException e) {
            throw new GitLabError(422, Json.object("error", "Invalid url given"));
        }
        throw new GitLabError(422, Json.object("error", "Invalid url given"));
    }

    private Map<String, @Nullable Object> body(Owner owner, Hook hook) {
        Map<String, @Nullable Object> body = Json.object(
                "id", hook.id,
                "url", hook.url,
                "name", hook.name,
                "description", hook.description,
                "created_at", Times.api(hook.createdAt));
        EVENTS.forEach(event -> body.put(event, hook.events.contains(event)));
        body.putAll(Json.object(
                "push_events_branch_filter",
                hook.pushEventsBranchFilter,
                "branch_filter_strategy",
                "wildcard",
                "enable_ssl_verification",
                hook.sslVerification,
                "custom_webhook_template",
                null,
                "custom_headers",
                hook.customHeaders.keySet().stream()
                        .map(name -> Json.object("key", name))
                        .toList(),
                "url_variables",
                List.of(),
                "alert_status",
                alertStatus(hook),
                "disabled_until",
                Times.api(hook.disabledUntil)));
        if (owner.field != null) {
            body.put(owner.field, owner.id);
        }
        return body;
    }

    private String alertStatus(Hook hook) {
        if (webhooks.executable(hook)) {
            return "executable";
        }
        return hook.recentFailures >= 40 ? "disabled" : "temporarily_disabled";
    }

    private Reply events(Call call, Hook hook) {
        String status = call.params().text("status");
        List<HookEvent> found = hook.deliveries.reversed().stream()
                .filter(event -> status == null || matches(event.responseStatus(), status))
                .toList();
        return paging.offset(call, found, HookRoutes::eventBody);
    }

    private static boolean matches(String status, String wanted) {
        return switch (wanted) {
            case "successful" -> status.startsWith("2") || status.startsWith("3");
            case "client_failure" -> status.startsWith("4");
            case "server_failure" -> status.startsWith("5") || status.equals("internal error");
            default -> status.equals(wanted);
        };
    }

    private static Map<String, @Nullable Object> eventBody(HookEvent event) {
        return Json.object(
                "id", event.id(),
                "url", event.url(),
                "trigger", event.trigger(),
                "request_headers", event.requestHeaders(),
                "request_data", Json.readObject(event.requestData()),
                "response_headers", event.responseHeaders(),
                "response_body", event.responseBody(),
                "execution_duration", event.executionDuration(),
                "response_status", event.responseStatus());
    }

    private Future<Reply> test(Call call) {
        Project owner = project.apply(call);
        Hook hook = hook(call, new Owner(owner.hooks, "project_id", owner.id));
        return webhooks.test(hook, owner, call.user(), call.path("trigger"))
                .map(status -> status.startsWith("2") || status.startsWith("3")
                        ? Reply.created(Json.object("message", "201 Created"))
                        : new Reply(422, Map.of(), Json.object("message", status)));
    }

    /** Also how a hook that its failures disabled is enabled again: by a success. */
    private Future<Reply> resend(Call call, Hook hook) {
        long id = call.number("event_id");
        HookEvent event = hook.deliveries.stream()
                .filter(each -> each.id() == id)
                .findFirst()
                .orElseThrow(() -> GitLabError.notFound());
        long now = rules.clock.instant().getEpochSecond();
        Deque<Long> recent = resends.computeIfAbsent(call.user().id, key -> new ArrayDeque<>());
        recent.removeIf(at -> at <= now - 60);
        if (recent.size() >= RESENDS_A_MINUTE) {
            throw GitLabError.message(
                    429, Json.object("error", "This endpoint has been requested too many times. Try again later."));
        }
        recent.add(now);
        return webhooks.resend(hook, event)
                .map(status -> status.equals("internal error")
                        ? new Reply(422, Map.of(), Json.object("message", status))
                        : Reply.created(Json.object("response_status", Integer.valueOf(status))));
    }

    private static Hook hook(Call call, Owner owner) {
        Hook hook = owner.hooks.get(call.number("hook_id"));
        if (hook == null) {
            throw GitLabError.notFound();
        }
        return hook;
    }

    private record Owner(Map<Long, Hook> hooks, @Nullable String field, long id) {}
}

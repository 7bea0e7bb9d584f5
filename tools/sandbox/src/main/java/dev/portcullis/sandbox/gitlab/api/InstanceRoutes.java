// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.User;
import java.util.List;
import java.util.Locale;

/** What the instance is: version, licence, namespaces. */
final class InstanceRoutes {
    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;
    private final String version;

    InstanceRoutes(Rules rules, Bodies bodies, Paging paging, Find find, String version) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
        this.version = version;
    }

    void register(Api api) {
        api.get("/metadata", this::metadata);
        api.get("/version", this::metadata);
        api.get("/license", this::license);
        api.get("/namespaces", this::namespaces);
        api.get("/namespaces/:id", this::namespace);
    }

    private Reply metadata(Call call) {
        call.user();
        boolean enterprise = rules.tier != Tier.FREE;
        return Reply.ok(Json.object(
                "version",
                enterprise ? version + "-ee" : version,
                "revision",
                "5a1d0e0c8f3",
                "kas",
                Json.object(
                        "enabled", false,
                        "externalUrl", null,
                        "externalK8sProxyUrl", null,
                        "version", null),
                "enterprise",
                enterprise));
    }

    private Reply license(Call call) {
        find.needs(Tier.PREMIUM);
        find.admin(call);
        return Reply.ok(Json.object(
                "id",
                1,
                "plan",
                rules.tier.plan(),
                "created_at",
                "2026-01-01T00:00:00.000Z",
                "starts_at",
                "2026-01-01",
                "expires_at",
                "2036-01-01",
                "expired",
                false,
                "historical_max",
                rules.state.users.size(),
                "maximum_user_count",
                rules.state.users.size(),
                "overage",
                0,
                "user_limit",
                1000,
                "licensee",
                Json.object("Name", "Simulated GitLab"),
                "add_ons",
                Json.object()));
    }

    private Reply namespaces(Call call) {
        User user = call.user();
        String search = call.params().text("search", "").toLowerCase(Locale.ROOT);
        List<Group> seen = rules.state.groups.values().stream()
                .filter(group -> group.userId == null
                        ? rules.access.level(user, group) > 0
                        : group.userId == user.id || user.admin)
                .filter(group ->
                        rules.state.fullPath(group).toLowerCase(Locale.ROOT).contains(search))
                .toList();
        return paging.offset(call, seen, bodies.namespaces::namespace);
    }

    private Reply namespace(Call call) {
        User user = call.user();
        Group group = find.groupBy(call.path("id"));
        if (group == null || (group.userId == null && !rules.access.sees(user, group))) {
            throw GitLabError.notFound("Namespace");
        }
        return Reply.ok(bodies.namespaces.namespace(group));
    }
}

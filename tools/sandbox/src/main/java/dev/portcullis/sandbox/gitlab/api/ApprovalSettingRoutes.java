// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.Tier;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Json;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A project's approval settings (Premium), under their old and their new names. */
final class ApprovalSettingRoutes {
    private static final List<String> OLD = List.of(
            "reset_approvals_on_push",
            "selective_code_owner_removals",
            "disable_overriding_approvers_per_merge_request",
            "merge_requests_author_approval",
            "merge_requests_disable_committers_approval",
            "require_password_to_approve");

    private final Find find;

    ApprovalSettingRoutes(Find find) {
        this.find = find;
    }

    void register(Api api) {
        api.get("/projects/:id/approvals", call -> Reply.ok(old(project(call))));
        api.post("/projects/:id/approvals", this::setOld);
        api.get("/projects/:id/merge_request_approval_setting", call -> Reply.ok(renamed(project(call).settings)));
        api.put("/projects/:id/merge_request_approval_setting", this::setRenamed);
    }

    private Project project(Call call) {
        find.needs(Tier.PREMIUM);
        return find.project(call, AccessLevel.DEVELOPER);
    }

    private Reply setOld(Call call) {
        find.needs(Tier.PREMIUM);
        Project project = find.project(call, AccessLevel.MAINTAINER);
        for (String name : OLD) {
            Boolean value = call.params().flag(name);
            if (value != null) {
                project.settings.set(name, value);
            }
        }
        return Reply.created(old(project));
    }

    private static Map<String, @Nullable Object> old(Project project) {
        Map<String, @Nullable Object> body = Json.object("approvals_before_merge", 0);
        OLD.forEach(name -> body.put(name, project.settings.is(name)));
        body.put("require_reauthentication_to_approve", project.settings.is("require_password_to_approve"));
        return body;
    }

    private Reply setRenamed(Call call) {
        find.needs(Tier.PREMIUM);
        Settings settings = find.project(call, AccessLevel.MAINTAINER).settings;
        Params params = call.params();
        set(settings, "merge_requests_author_approval", params.flag("allow_author_approval"));
        set(settings, "merge_requests_disable_committers_approval", not(params.flag("allow_committer_approval")));
        set(
                settings,
                "disable_overriding_approvers_per_merge_request",
                not(params.flag("allow_overrides_to_approver_list_per_merge_request")));
        set(settings, "reset_approvals_on_push", not(params.flag("retain_approvals_on_push")));
        set(settings, "selective_code_owner_removals", params.flag("selective_code_owner_removals"));
        set(settings, "require_password_to_approve", params.flag("require_reauthentication_to_approve"));
        return Reply.ok(renamed(settings));
    }

    private static void set(Settings settings, String name, @Nullable Boolean value) {
        if (value != null) {
            settings.set(name, value);
        }
    }

    private static @Nullable Boolean not(@Nullable Boolean value) {
        return value == null ? null : Boolean.valueOf(!value);
    }

    private static Map<String, @Nullable Object> renamed(Settings settings) {
        return Json.object(
                "allow_author_approval", value(settings.is("merge_requests_author_approval")),
                "allow_committer_approval", value(!settings.is("merge_requests_disable_committers_approval")),
                "allow_overrides_to_approver_list_per_merge_request",
                        value(!settings.is("disable_overriding_approvers_per_merge_request")),
                "retain_approvals_on_push", value(!settings.is("reset_approvals_on_push")),
                "selective_code_owner_removals", value(settings.is("selective_code_owner_removals")),
                "require_password_to_approve", value(settings.is("require_password_to_approve")),
                "require_reauthentication_to_approve", value(settings.is("require_password_to_approve")));
    }

    private static Map<String, @Nullable Object> value(boolean value) {
        return Json.object("value", value, "locked", false, "inherited_from", null);
    }
}

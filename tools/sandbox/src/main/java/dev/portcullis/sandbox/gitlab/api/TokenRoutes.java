// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Accounts;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessLevel;
import dev.portcullis.sandbox.gitlab.state.AccessToken;
import dev.portcullis.sandbox.gitlab.state.Group;
import dev.portcullis.sandbox.gitlab.state.Member;
import dev.portcullis.sandbox.gitlab.state.Project;
import dev.portcullis.sandbox.gitlab.state.User;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Access tokens of projects and groups: each makes a bot user that is a member there. */
final class TokenRoutes {
    private static final int DEFAULT_LIFETIME_DAYS = 365;

    private final Rules rules;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    TokenRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/projects/:id/access_tokens", call -> {
            Project project = find.project(call, AccessLevel.MAINTAINER);
            return list(call, token -> token.projectId != null && token.projectId == project.id);
        });
        api.post("/projects/:id/access_tokens", this::forProject);
        api.delete("/projects/:id/access_tokens/:token_id", call -> {
            Project project = find.project(call, AccessLevel.MAINTAINER);
            return revoke(call, token -> token.projectId != null && token.projectId == project.id);
        });
        api.get("/groups/:id/access_tokens", call -> {
            Group group = find.group(call, AccessLevel.OWNER);
            return list(call, token -> token.groupId != null && token.groupId == group.id);
        });
        api.post("/groups/:id/access_tokens", this::forGroup);
        api.delete("/groups/:id/access_tokens/:token_id", call -> {
            Group group = find.group(call, AccessLevel.OWNER);
            return revoke(call, token -> token.groupId != null && token.groupId == group.id);
        });
    }

    private Reply list(Call call, Predicate<AccessToken> wanted) {
        List<AccessToken> found = rules.state.tokens.values().stream()
                .filter(wanted)
                .sorted((a, b) -> Long.compare(a.id, b.id))
                .toList();
        return paging.offset(call, found, token -> bodies.users.token(token, !token.revoked));
    }

    private Reply forProject(Call call) {
        Project project = find.project(call, AccessLevel.MAINTAINER);
        AccessToken token = new AccessToken();
        token.projectId = project.id;
        return issue(call, token, "project_" + project.id, project.members, rules.access.level(call.caller(), project));
    }

    private Reply forGroup(Call call) {
        Group group = find.group(call, AccessLevel.OWNER);
        AccessToken token = new AccessToken();
        token.groupId = group.id;
        return issue(call, token, "group_" + group.id, group.members, rules.access.level(call.caller(), group));
    }

    private Reply issue(Call call, AccessToken token, String owner, Map<Long, Member> members, int callerLevel) {
        String name = call.params().required("name");
        List<String> scopes = call.params().list("scopes");
        if (scopes.isEmpty()) {
            throw GitLabError.invalidParameter("scopes is missing");
        }
        int level = (int) call.params().number("access_level", AccessLevel.MAINTAINER);
        if (level > callerLevel) {
            throw GitLabError.badRequest("Access level of the token can't be greater the access level of the user who"
                    + " created the token");
        }
        String suffix = Digests.secret(8).toLowerCase(Locale.ROOT);
        User bot = rules.accounts.createBot(owner + "_bot_" + suffix, name);
        rules.accounts.setMember(members, bot, level, call.caller());
        String expires = call.params().text("expires_at");
        LocalDate today = LocalDate.ofInstant(rules.clock.instant(), ZoneOffset.UTC);
        token.expiresAt = expires == null ? today.plusDays(DEFAULT_LIFETIME_DAYS) : LocalDate.parse(expires);
        token.accessLevel = level;
        Accounts.Issued issued = rules.accounts.issue(bot, name, "glpat-" + Digests.secret(15), scopes, token);
        Map<String, @Nullable Object> body = bodies.users.token(token, true);
        body.put("token", issued.secret());
        return Reply.created(body);
    }

    private Reply revoke(Call call, Predicate<AccessToken> owned) {
        long id = call.number("token_id");
        AccessToken token = rules.state.tokens.values().stream()
                .filter(owned)
                .filter(each -> each.id == id)
                .findFirst()
                .orElseThrow(() -> GitLabError.notFound());
        token.revoked = true;
        return Reply.noContent();
    }
}

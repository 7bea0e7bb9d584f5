// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.api;

import dev.portcullis.sandbox.gitlab.body.Bodies;
import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.GitLabError;
import dev.portcullis.sandbox.gitlab.http.Paging;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.rule.Accounts;
import dev.portcullis.sandbox.gitlab.rule.Rules;
import dev.portcullis.sandbox.gitlab.state.AccessToken;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.User;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Users and their personal access tokens. */
final class UserRoutes {
    private final Rules rules;
    private final GitLabState state;
    private final Bodies bodies;
    private final Paging paging;
    private final Find find;

    UserRoutes(Rules rules, Bodies bodies, Paging paging, Find find) {
        this.rules = rules;
        this.state = rules.state;
        this.bodies = bodies;
        this.paging = paging;
        this.find = find;
    }

    void register(Api api) {
        api.get("/user", call -> Reply.ok(bodies.users.full(call.user(), call.user().admin)));
        api.get("/users", this::list);
        api.post("/users", this::create);
        api.get("/users/:user_id", this::show);
        api.post("/users/:user_id/block", call -> block(call, true));
        api.post("/users/:user_id/unblock", call -> block(call, false));
        api.post("/users/:user_id/personal_access_tokens", this::issue);
        api.get("/personal_access_tokens/self", this::self);
        api.delete("/personal_access_tokens/:token_id", this::revoke);
    }

    private Reply list(Call call) {
        String username = call.params().text("username");
        if (call.caller() == null && username == null) {
            throw GitLabError.message(403, "403 Forbidden - Not authorized to access /api/v4/users");
        }
        String search = call.params().text("search");
        Predicate<User> wanted = user -> true;
        if (username != null) {
            wanted = user -> user.username.equalsIgnoreCase(username);
        } else if (search != null) {
            String lower = search.toLowerCase(Locale.ROOT);
            wanted = user -> matches(user, lower, call.caller() != null && call.caller().admin);
        }
        Predicate<User> active = call.params().flag("active", false) ? user -> !user.blocked : user -> true;
        Predicate<User> people = call.params().flag("without_project_bots", false) ? user -> !user.bot : user -> true;
        List<User> found = state.users.values().stream()
                .filter(wanted.and(active).and(people))
                .sorted((a, b) -> Long.compare(b.id, a.id))
                .toList();
        boolean admin = call.caller() != null && call.caller().admin;
        return paging.keyset(
                call,
                found,
                user -> user.id,
                user -> admin ? bodies.users.full(user, true) : bodies.users.basic(user),
                "cursor");
    }

    private static boolean matches(User user, String lower, boolean byEmail) {
        return user.username.toLowerCase(Locale.ROOT).contains(lower)
                || user.name.toLowerCase(Locale.ROOT).contains(lower)
                || ((byEmail || user.emailPublic) && user.email.equalsIgnoreCase(lower));
    }

    private Reply show(Call call) {
        User caller = call.user();
        User user = find.user(call.number("user_id"));
        return Reply.ok(caller.admin ? bodies.users.full(user, true) : bodies.users.open(user));
    }

    private Reply create(Call call) {
        find.admin(call);
        String username = call.params().required("username");
        User user = rules.accounts.createUser(
                username,
                call.params().required("name"),
                call.params().required("email"),
                call.params().text("password"),
                call.params().flag("admin", false));
        return Reply.created(bodies.users.full(user, true));
    }

    private Reply block(Call call, boolean blocked) {
        find.admin(call);
        User user = find.user(call.number("user_id"));
        user.blocked = blocked;
        return Reply.created(true);
    }

    private Reply issue(Call call) {
        find.admin(call);
        User user = find.user(call.number("user_id"));
        List<String> scopes = call.params().list("scopes");
        if (scopes.isEmpty()) {
            throw GitLabError.invalidParameter("scopes is missing");
        }
        Accounts.Issued issued = rules.accounts.issue(user, call.params().required("name"), "glpat-", scopes);
        String expires = call.params().text("expires_at");
        issued.token().expiresAt = expires == null ? null : LocalDate.parse(expires);
        Map<String, @Nullable Object> body = bodies.users.token(issued.token(), true);
        body.put("token", issued.secret());
        return Reply.created(body);
    }

    private Reply self(Call call) {
        AccessToken token = call.token();
        if (token == null) {
            throw GitLabError.unauthorized();
        }
        return Reply.ok(bodies.users.token(token, active(token)));
    }

    private Reply revoke(Call call) {
        User caller = call.user();
        long id = call.number("token_id");
        AccessToken token = state.tokens.values().stream()
                .filter(each -> each.id == id && (caller.admin || each.userId == caller.id))
                .findFirst()
                .orElseThrow(() -> GitLabError.notFound());
        token.revoked = true;
        return Reply.noContent();
    }

    private boolean active(AccessToken token) {
        return !token.revoked
                && (token.expiresAt == null
                        || LocalDate.ofInstant(rules.clock.instant(), ZoneOffset.UTC)
                                .isBefore(token.expiresAt));
    }
}

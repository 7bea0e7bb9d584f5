// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.oidc;

import dev.portcullis.sandbox.gitlab.http.Api;
import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.Params;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.state.AuthorizationCode;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.OAuthApplication;
import dev.portcullis.sandbox.gitlab.state.User;
import dev.portcullis.sandbox.gitlab.state.WebSession;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Signing in, and granting an application an authorization code. */
final class AuthorizationRoutes {
    private static final String SIGN_IN = "/users/sign_in";

    private final GitLabState state;
    private final InstantSource clock;
    private final Sessions sessions;

    AuthorizationRoutes(GitLabState state, InstantSource clock, Sessions sessions) {
        this.state = state;
        this.clock = clock;
        this.sessions = sessions;
    }

    void register(Api api) {
        api.get(SIGN_IN, this::form);
        api.post(SIGN_IN, this::signIn);
        api.get("/users/sign_out", this::signOut);
        api.post("/users/sign_out", this::signOut);
        api.get("/oauth/authorize", this::authorize);
        api.post("/oauth/authorize", this::decide);
    }

    private Reply form(Call call) {
        WebSession session = sessions.of(call);
        if (session != null) {
            return Reply.html(200, Pages.signIn(session.csrf(), ""));
        }
        WebSession fresh = new WebSession(0, clock.instant(), "/", Digests.secret(24));
        return sessions.start(Reply.html(200, Pages.signIn(fresh.csrf(), "")), fresh);
    }

    private Reply signIn(Call call) {
        WebSession session = sessions.of(call);
        String csrf = call.params().text("authenticity_token", "");
        if (session == null || !Digests.equal(session.csrf(), csrf)) {
            return Reply.html(422, Pages.problem("The change you requested was rejected. Sign in again."));
        }
        User user = userOf(call.params().text("user[login]", ""));
        String password = call.params().text("user[password]", "");
        String stored = user == null ? null : user.password;
        if (user == null || stored == null || !Digests.matches(password, stored)) {
            return Reply.html(422, Pages.signIn(csrf, "Invalid login or password."));
        }
        if (user.blocked) {
            return Reply.html(422, Pages.signIn(csrf, "Your account has been blocked."));
        }
        sessions.end(call);
        return sessions.start(
                Reply.redirect(session.returnTo()), new WebSession(user.id, clock.instant(), "/", Digests.secret(24)));
    }

    private Reply signOut(Call call) {
        sessions.end(call);
        return Reply.redirect(SIGN_IN);
    }

    private @Nullable User userOf(String login) {
        return state.users.values().stream()
                .filter(user -> user.username.equalsIgnoreCase(login) || user.email.equalsIgnoreCase(login))
                .findFirst()
                .orElse(null);
    }

    private Reply authorize(Call call) {
        Params params = call.params();
        OAuthApplication application = state.oauth.applications.get(params.text("client_id", ""));
        String redirect = params.text("redirect_uri", "");
        if (application == null) {
            return Reply.html(401, Pages.problem("Client authentication failed due to unknown client."));
        }
        if (!application.redirectUris().contains(redirect)) {
            return Reply.html(400, Pages.problem("The redirect URI included is not valid."));
        }
        Reply refused = refused(application, params, redirect);
        if (refused != null) {
            return refused;
        }
        String prompt = params.text("prompt", "");
        User user = sessions.user(call);
        if (user == null || prompt.equals("login")) {
            if (prompt.equals("none")) {
                return error(
                        redirect,
                        params,
                        "login_required",
                        "The authorization server requires end-user authentication");
            }
            sessions.end(call);
            String again = call.request().uri().replaceAll("([?&])prompt=login&?", "$1");
            return sessions.signIn(SIGN_IN, again);
        }
        WebSession session = sessions.of(call);
        if (application.trusted() || session == null) {
            return grant(application, user, params, redirect, session);
        }
        return Reply.html(200, Pages.consent(application.name(), session.csrf(), fields(params)));
    }

    private @Nullable Reply refused(OAuthApplication application, Params params, String redirect) {
        if (!"code".equals(params.text("response_type"))) {
            return error(
                    redirect,
                    params,
                    "unsupported_response_type",
                    "The authorization server does not support this response type.");
        }
        if (!application.scopes().containsAll(scopes(params))) {
            return error(redirect, params, "invalid_scope", "The requested scope is invalid, unknown, or malformed.");
        }
        String method = params.text("code_challenge_method", "S256");
        if (params.has("code_challenge") && !List.of("S256", "plain").contains(method)) {
            return error(
                    redirect,
                    params,
                    "invalid_code_challenge_method",
                    "The code_challenge_method must be S256 or plain.");
        }
        if (!application.confidential() && !params.has("code_challenge")) {
            return error(redirect, params, "invalid_request", "Code challenge is required.");
        }
        return null;
    }

    private Reply decide(Call call) {
        Params params = call.params();
        OAuthApplication application = state.oauth.applications.get(params.text("client_id", ""));
        String redirect = params.text("redirect_uri", "");
        User user = sessions.user(call);
        WebSession session = sessions.of(call);
        if (application == null
                || user == null
                || session == null
                || !application.redirectUris().contains(redirect)
                || !Digests.equal(session.csrf(), params.text("authenticity_token", ""))
                || refused(application, params, redirect) != null) {
            return Reply.html(422, Pages.problem("The change you requested was rejected."));
        }
        return "allow".equals(params.text("decision"))
                ? grant(application, user, params, redirect, session)
                : error(
                        redirect,
                        params,
                        "access_denied",
                        "The resource owner or authorization server denied the request.");
    }

    private Reply grant(
            OAuthApplication application, User user, Params params, String redirect, @Nullable WebSession session) {
        String code = Digests.secret(32);
        state.oauth.codes.put(
                Digests.sha256(code),
                new AuthorizationCode(
                        application.uid(),
                        user.id,
                        redirect,
                        scopes(params),
                        params.text("nonce"),
                        params.text("code_challenge"),
                        params.text("code_challenge_method"),
                        session == null ? clock.instant() : session.signedInAt(),
                        clock.instant()));
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("code", code);
        if (params.has("state")) {
            answer.put("state", params.text("state", ""));
        }
        return Reply.redirect(append(redirect, answer));
    }

    private static Reply error(String redirect, Params params, String error, String description) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("error", error);
        answer.put("error_description", description);
        if (params.has("state")) {
            answer.put("state", params.text("state", ""));
        }
        return Reply.redirect(append(redirect, answer));
    }

    private static String append(String redirect, Map<String, String> answer) {
        StringBuilder url = new StringBuilder(redirect);
        char separator = redirect.contains("?") ? '&' : '?';
        for (Map.Entry<String, String> entry : answer.entrySet()) {
            url.append(separator)
                    .append(entry.getKey())
                    .append('=')
                    .append(URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return url.toString();
    }

    private static List<String> scopes(Params params) {
        return Arrays.stream(params.text("scope", "read_user").split("[ +]"))
                .filter(scope -> !scope.isEmpty())
                .toList();
    }

    private static Map<String, String> fields(Params params) {
        Map<String, String> fields = new LinkedHashMap<>();
        params.names().forEach(name -> fields.put(name, params.text(name, "")));
        return fields;
    }
}

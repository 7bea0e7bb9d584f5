// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.oidc;

import dev.portcullis.sandbox.gitlab.http.Call;
import dev.portcullis.sandbox.gitlab.http.Digests;
import dev.portcullis.sandbox.gitlab.http.Reply;
import dev.portcullis.sandbox.gitlab.state.GitLabState;
import dev.portcullis.sandbox.gitlab.state.User;
import dev.portcullis.sandbox.gitlab.state.WebSession;
import io.vertx.core.http.Cookie;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Browser sessions, in the cookie {@code _gitlab_session}. */
final class Sessions {
    private static final String COOKIE = "_gitlab_session";

    private final GitLabState state;
    private final InstantSource clock;

    Sessions(GitLabState state, InstantSource clock) {
        this.state = state;
        this.clock = clock;
    }

    /** The session of a call; null if it has none. */
    @Nullable
    WebSession of(Call call) {
        Cookie cookie = call.request().getCookie(COOKIE);
        return cookie == null ? null : state.oauth.sessions.get(Digests.sha256(cookie.getValue()));
    }

    /** Who is signed in; null if nobody, or if the user was blocked since. */
    @Nullable
    User user(Call call) {
        WebSession session = of(call);
        User user = session == null || !session.signedIn() ? null : state.users.get(session.userId());
        return user == null || user.blocked ? null : user;
    }

    /** Sends the browser to the sign-in page, which brings it back. */
    Reply signIn(String signInPage, String returnTo) {
        return start(Reply.redirect(signInPage), new WebSession(0, clock.instant(), returnTo, Digests.secret(24)));
    }

    /** Starts a fresh session with an answer; the old cookie is worth nothing any more. */
    Reply start(Reply reply, WebSession session) {
        String secret = Digests.secret(24);
        state.oauth.sessions.put(Digests.sha256(secret), session);
        return reply.with("set-cookie", COOKIE + "=" + secret + "; Path=/; HttpOnly; SameSite=Lax");
    }

    /** Ends the session of a call. */
    void end(Call call) {
        Cookie cookie = call.request().getCookie(COOKIE);
        if (cookie != null) {
            state.oauth.sessions.remove(Digests.sha256(cookie.getValue()));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.NewCookie.SameSite;
import java.time.Duration;

/** The cookies of a session. None of them is readable by scripts. */
@ApplicationScoped
class SessionCookies {
    static final String SESSION = "portcullis_session";
    static final String SIGN_IN = "portcullis_sign_in";
    static final String JWT = "portcullis_jwt";

    private static final String SESSION_PATH = "/api/v1/session";

    private final boolean secure;
    private final Duration lifetime;

    SessionCookies(PublicUrl publicUrl, SessionConfig config) {
        this.secure = publicUrl.isHttps();
        this.lifetime = config.lifetime();
    }

    NewCookie session(String id) {
        return cookie(SESSION, id, SESSION_PATH, lifetime, SameSite.STRICT);
    }

    NewCookie jwt(String token) {
        return cookie(JWT, token, "/", PortcullisTokens.LIFETIME, SameSite.STRICT);
    }

    /** Lax, since the provider's redirect back to us is a navigation from another site. */
    NewCookie signIn(String browserSecret) {
        return cookie(SIGN_IN, browserSecret, SESSION_PATH, SignIn.ATTEMPT_LIFETIME, SameSite.LAX);
    }

    /** The cookies that take all of them away. */
    NewCookie[] none() {
        return new NewCookie[] {
            cookie(SESSION, "", SESSION_PATH, Duration.ZERO, SameSite.STRICT),
            cookie(JWT, "", "/", Duration.ZERO, SameSite.STRICT),
            noSignIn()
        };
    }

    NewCookie noSignIn() {
        return cookie(SIGN_IN, "", SESSION_PATH, Duration.ZERO, SameSite.LAX);
    }

    private NewCookie cookie(String name, String value, String path, Duration age, SameSite sameSite) {
        return new NewCookie.Builder(name)
                .value(value)
                .path(path)
                .maxAge(Math.toIntExact(age.toSeconds()))
                .httpOnly(true)
                .secure(secure)
                .sameSite(sameSite)
                .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.session;

import dev.portcullis.policies.oidc.Provider;
import dev.portcullis.policies.oidc.SignedIn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
public class InProcessSignIn {
    private final Sessions sessions;

    InProcessSignIn(Sessions sessions) {
        this.sessions = sessions;
    }

    public String begin(String instance, long userId, String username, String email, String... groups) {
        Provider provider = new Provider(instance, "https://" + instance + ".test", "client", "secret", true);
        return sessions.begin(
                new SignedIn(
                        provider,
                        Long.toString(userId),
                        username,
                        Optional.of(email),
                        List.of(groups),
                        username.contains("_bot"),
                        null),
                null);
    }
}

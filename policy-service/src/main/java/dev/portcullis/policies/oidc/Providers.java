// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

import static dev.portcullis.service.problem.ProblemException.problem;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The configured providers; the first is the default. */
@ApplicationScoped
public class Providers {
    private final Map<String, Provider> byName = new LinkedHashMap<>();

    Providers(OidcConfig config) {
        config.issuerUrl().ifPresent(issuer -> {
            String client = config.clientId().orElseThrow(() -> missing("client-id"));
            String secret = config.clientSecret().orElseThrow(() -> missing("client-secret"));
            byName.put(
                    config.instance(),
                    new Provider(config.instance(), issuer, client, secret, config.linksGitlabUsers()));
        });
        config.providers()
                .forEach((name, more) -> byName.put(
                        name,
                        new Provider(
                                name,
                                more.issuerUrl(),
                                more.clientId(),
                                more.clientSecret(),
                                more.linksGitlabUsers())));
    }

    /**
     * The provider of that name, or the default one.
     *
     * @throws dev.portcullis.service.problem.ProblemException 503 where none is configured, 404 for an unknown name
     */
    public Provider named(@Nullable String name) {
        if (byName.isEmpty()) {
            throw problem(503, "Sign-in is not configured")
                    .detail("Set portcullis.oidc.issuer-url, client-id and client-secret.")
                    .build();
        }
        Provider provider = name == null ? byName.values().iterator().next() : byName.get(name);
        if (provider == null) {
            throw problem(404, "Unknown provider")
                    .detail("There is no sign-in provider of that name. Known: " + String.join(", ", byName.keySet()))
                    .build();
        }
        return provider;
    }

    private static IllegalArgumentException missing(String what) {
        return new IllegalArgumentException(
                "portcullis.oidc.issuer-url is set, but portcullis.oidc." + what + " is not");
    }
}

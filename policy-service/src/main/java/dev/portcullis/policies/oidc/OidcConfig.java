// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who may say who somebody is. Without an issuer nobody can sign in, and only service tokens work. */
@ConfigMapping(prefix = "portcullis.oidc")
interface OidcConfig {
    /** The default provider's issuer; for GitLab the instance's URL. */
    Optional<String> issuerUrl();

    Optional<String> clientId();

    Optional<String> clientSecret();

    /** The name of the GitLab instance that the default provider is. */
    @WithDefault("gitlab")
    String instance();

    /** Whether the default provider is that GitLab instance itself; only then are people linked to GitLab users. */
    @WithDefault("true")
    boolean linksGitlabUsers();

    /** Usernames that are machines, besides those that GitLab names as bots. */
    Optional<List<String>> bots();

    /** More providers, by the name of the GitLab instance that each of them is. */
    Map<String, More> providers();

    /** One more provider. */
    interface More {
        String issuerUrl();

        String clientId();

        String clientSecret();

        @WithDefault("true")
        boolean linksGitlabUsers();
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

import static java.util.Objects.requireNonNull;

/**
 * A configured OpenID Connect provider.
 *
 * @param name the GitLab instance's name in Portcullis
 * @param issuer the issuer URL, without a slash at its end
 * @param clientId what the provider calls us
 * @param clientSecret proves that we are it
 * @param linksGitLabUsers whether a subject of it is a user id of the GitLab instance {@code name}
 */
public record Provider(String name, String issuer, String clientId, String clientSecret, boolean linksGitLabUsers) {
    public Provider {
        requireNonNull(name, "name is null");
        requireNonNull(issuer, "issuer is null");
        requireNonNull(clientId, "clientId is null");
        requireNonNull(clientSecret, "clientSecret is null");
        while (issuer.endsWith("/")) {
            issuer = issuer.substring(0, issuer.length() - 1);
        }
    }

    @Override
    public String toString() {
        return name + " (" + issuer + ")";
    }
}

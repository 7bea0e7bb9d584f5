// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.policies.oidc;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider vouches for.
 *
 * @param provider who vouches
 * @param subject the provider's id of the person, never given to another
 * @param username the name that people know
 * @param verifiedEmail the address in lower case, only where the provider verified it
 * @param groups full paths of the groups that the person is a direct member of (GitLab's {@code groups_direct})
 * @param bot whether the user is a machine
 * @param refreshToken gets the next answer; it works once
 */
public record SignedIn(
        Provider provider,
        String subject,
        String username,
        Optional<String> verifiedEmail,
        List<String> groups,
        boolean bot,
        @Nullable String refreshToken) {
    public SignedIn {
        requireNonNull(provider, "provider is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(username, "username is null");
        groups = List.copyOf(groups);
    }

    @Override
    public String toString() {
        return username + " of " + provider;
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth application that is registered when the instance starts.
 *
 * @param secret null for a public client, which has to use PKCE
 * @param scopes for example {@code openid}, {@code profile}, {@code email}, {@code read_api}
 * @param trusted the user is not asked for consent
 */
public record OAuthClient(
        String clientId,
        String name,
        @Nullable String secret,
        List<String> redirectUris,
        List<String> scopes,
        boolean trusted) {
    public OAuthClient {
        redirectUris = List.copyOf(redirectUris);
        scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "OAuthClient[" + clientId + "]";
    }
}

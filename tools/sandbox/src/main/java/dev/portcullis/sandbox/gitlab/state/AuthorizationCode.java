// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authorization code that waits to be exchanged, once. */
public record AuthorizationCode(
        String clientId,
        long userId,
        String redirectUri,
        List<String> scopes,
        @Nullable String nonce,
        @Nullable String codeChallenge,
        @Nullable String codeChallengeMethod,
        Instant authenticatedAt,
        Instant createdAt) {}

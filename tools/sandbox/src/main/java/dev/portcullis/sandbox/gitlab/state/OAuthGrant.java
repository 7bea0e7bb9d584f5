// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An access or refresh token. All that descend from one authorization share a family. */
public final class OAuthGrant {
    public String family = "";
    public String clientId = "";
    public long userId;
    public List<String> scopes = new ArrayList<>();
    public boolean revoked;
    public @Nullable String nonce;
    public Instant createdAt = Instant.EPOCH;
    public Instant authenticatedAt = Instant.EPOCH;
}

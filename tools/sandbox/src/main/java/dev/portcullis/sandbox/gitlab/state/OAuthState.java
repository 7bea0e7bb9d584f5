// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.util.HashMap;
import java.util.Map;

/** What the OpenID Connect provider remembers, each by the digest of its secret. */
public final class OAuthState {
    public Map<String, OAuthApplication> applications = new HashMap<>();
    public Map<String, WebSession> sessions = new HashMap<>();
    public Map<String, AuthorizationCode> codes = new HashMap<>();
    public Map<String, OAuthGrant> accessTokens = new HashMap<>();
    public Map<String, OAuthGrant> refreshTokens = new HashMap<>();
}

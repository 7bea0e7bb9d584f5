// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.util.List;

/**
 * A registered OAuth application.
 *
 * @param secretDigest digest of the client secret; empty for a public client
 * @param trusted consent is not asked
 */
public record OAuthApplication(
        String uid,
        String name,
        String secretDigest,
        List<String> redirectUris,
        List<String> scopes,
        boolean confidential,
        boolean trusted) {}

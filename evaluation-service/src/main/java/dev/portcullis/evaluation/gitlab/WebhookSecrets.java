// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.gitlab;

import java.util.Optional;

/**
 * What a webhook of an instance proves itself with; at least one is present.
 *
 * @param token what GitLab sends as {@code X-Gitlab-Token}
 * @param signingToken the key of {@code webhook-signature}
 */
public record WebhookSecrets(Optional<String> token, Optional<String> signingToken) {
    /** Without the secrets. */
    @Override
    public String toString() {
        return "WebhookSecrets[token " + given(token) + ", signing token " + given(signingToken) + "]";
    }

    private static String given(Optional<String> secret) {
        return secret.isPresent() ? "given" : "absent";
    }
}

// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import jakarta.ws.rs.core.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The request headers that matter, as GitLab names them.
 *
 * @param event {@code X-Gitlab-Event}, e.g. {@code Pipeline Hook}
 * @param token {@code X-Gitlab-Token}
 * @param webhookId {@code webhook-id}, the same over repeats of a delivery
 * @param timestamp {@code webhook-timestamp}, seconds since 1970
 * @param signature {@code webhook-signature}, a list of {@code v1,<base64>}
 * @param idempotencyKey {@code Idempotency-Key}, what servers before 19 send instead of {@code webhook-id}
 * @param eventUuid {@code X-Gitlab-Event-UUID}, shared by the deliveries of one event
 */
record WebhookHeaders(
        @Nullable String event,
        @Nullable String token,
        @Nullable String webhookId,
        @Nullable String timestamp,
        @Nullable String signature,
        @Nullable String idempotencyKey,
        @Nullable String eventUuid) {
    static WebhookHeaders of(HttpHeaders headers) {
        return new WebhookHeaders(
                headers.getHeaderString("X-Gitlab-Event"),
                headers.getHeaderString("X-Gitlab-Token"),
                headers.getHeaderString("webhook-id"),
                headers.getHeaderString("webhook-timestamp"),
                headers.getHeaderString("webhook-signature"),
                headers.getHeaderString("Idempotency-Key"),
                headers.getHeaderString("X-Gitlab-Event-UUID"));
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "WebhookHeaders[" + event + ", " + webhookId + ", " + idempotencyKey + "]";
    }
}

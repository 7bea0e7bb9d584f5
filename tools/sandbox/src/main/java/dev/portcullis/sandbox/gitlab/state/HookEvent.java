// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.sandbox.gitlab.state;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One delivery of a webhook, as the hook's history shows it.
 *
 * @param idempotencyKey constant over resends
 * @param responseStatus the HTTP status, or {@code internal error} where none arrived
 */
public record HookEvent(
        long id,
        String url,
        String trigger,
        Map<String, String> requestHeaders,
        String requestData,
        String idempotencyKey,
        Map<String, String> responseHeaders,
        @Nullable String responseBody,
        String responseStatus,
        double executionDuration,
        Instant createdAt) {}

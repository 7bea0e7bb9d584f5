// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.gitlab;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A project webhook. GitLab never returns its secrets.
 *
 * @param alertStatus {@code executable}, {@code temporarily_disabled} or {@code disabled}
 */
public record Hook(
        long id,
        String url,
        boolean pushEvents,
        boolean mergeRequestsEvents,
        boolean pipelineEvents,
        boolean noteEvents,
        boolean enableSslVerification,
        @Nullable String alertStatus,
        @Nullable Instant disabledUntil) {
    public Hook {
        requireNonNull(url, "url is null");
    }
}

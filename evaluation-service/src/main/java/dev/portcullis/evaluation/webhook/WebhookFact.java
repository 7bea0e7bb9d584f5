// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import dev.portcullis.contracts.EventType;
import dev.portcullis.contracts.Fact;
import dev.portcullis.contracts.ProjectRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a webhook comes down to. */
sealed interface WebhookFact {
    /**
     * Something to publish.
     *
     * @param subject what it is about
     * @param time when it happened, absent where the hook does not say
     */
    record Published(
            EventType type,
            ProjectRef project,
            String subject,
            @Nullable Instant time,
            Fact data) implements WebhookFact {}

    /** Nothing that is used; {@code reason} says why. */
    record Ignored(String reason) implements WebhookFact {}
}

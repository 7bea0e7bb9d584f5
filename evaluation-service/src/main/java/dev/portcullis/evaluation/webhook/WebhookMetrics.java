// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.webhook;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** {@code webhooks_total} by instance, kind of event and outcome. */
@ApplicationScoped
class WebhookMetrics {
    private static final Set<String> KINDS = Set.of("pipeline", "merge_request", "push");

    private final MeterRegistry meters;

    WebhookMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Counts one request; kinds that are not used are one, since their names come from outside. */
    void count(String instance, String kind, String outcome) {
        String known = KINDS.contains(kind) ? kind : "other";
        meters.counter("webhooks", "instance", instance, "kind", known, "outcome", outcome)
                .increment();
    }
}

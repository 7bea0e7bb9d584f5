// SPDX-License-Identifier: Apache-2.0
package dev.portcullis.evaluation.decision;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** {@code decisions_total} by outcome and {@code evaluation_seconds}; stuck work is the messaging library's metric. */
@ApplicationScoped
class DecisionMetrics {
    private final MeterRegistry meters;
    private final Timer evaluation;

    DecisionMetrics(MeterRegistry meters) {
        this.meters = meters;
        this.evaluation = Timer.builder("evaluation")
                .description("From the lease of a merge request to its committed decision")
                .publishPercentileHistogram()
                .register(meters);
    }

    void decided(String outcome) {
        meters.counter("decisions", "outcome", outcome).increment();
    }

    void evaluated(Duration took) {
        evaluation.record(took);
    }
}
